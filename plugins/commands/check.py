"""The check command: every problem of every file, and nothing built."""

from __future__ import annotations

import sys
from pathlib import Path

from plugins.archive.archive import load_archive
from plugins.archive.problems import ArchiveError
from plugins.archive.urls import Urls
from plugins.pages.words import plural


def run(*, content: Path) -> int:
    """Check the archive at `content`; return 1 when it has a problem."""
    try:
        archive = load_archive(content, Urls(), drafts=True)
    except ArchiveError as error:
        print(error)
        print(f"{plural(len(error.problems), 'problem')}.", file=sys.stderr)
        return 1
    catalogue = archive.catalogue
    counts = plural(len(catalogue.reports), "report"), plural(len(catalogue.events), "event")
    print(f"{counts[0]} with {counts[1]}: no problems.")
    return 0
