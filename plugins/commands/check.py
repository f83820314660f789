"""The check command: every problem of every file, and nothing built."""

from __future__ import annotations

import sys
from pathlib import Path

from plugins.archive.archive import load_archive
from plugins.archive.problems import ArchiveError
from plugins.archive.urls import Urls


def run(*, content: Path) -> int:
    """Check the archive at `content`; return 1 when it has a problem."""
    try:
        archive = load_archive(content, Urls(), drafts=True)
    except ArchiveError as error:
        print(error)
        print(f"{len(error.problems)} {'problem' if len(error.problems) == 1 else 'problems'}.", file=sys.stderr)
        return 1
    catalogue = archive.catalogue
    print(f"{len(catalogue.reports)} reports with {len(catalogue.events)} events: no problems.")
    return 0
