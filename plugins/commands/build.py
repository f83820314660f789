"""The build command: the site from any content folder into any output folder."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from plugins.archive.problems import ArchiveError

ROOT = Path(__file__).resolve().parents[2]
CONFIGURATION = ROOT / "pelican.conf.py"


def run(*, content: Path, output: Path, siteurl: str, search: bool) -> int:
    """Build the site; return the exit code. `output` stays as it was when anything is wrong."""
    return reporting(lambda: build_site(content, output, siteurl, search=search, drafts=False))


def build_site(content: Path, output: Path, siteurl: str, *, search: bool, drafts: bool) -> None:
    """Build through Pelican; raises ArchiveError, StagingError or SearchIndexError."""
    from pelican import Pelican
    from pelican.log import init
    from pelican.settings import read_settings

    init(level="WARNING")
    override = {
        "PATH": str(content.resolve()),
        "OUTPUT_PATH": str(output.absolute()),
        "SITEURL": siteurl.rstrip("/"),
        "SITREP_SEARCH": search,
        "SITREP_DRAFTS": drafts,
    }
    Pelican(read_settings(str(CONFIGURATION), override=override)).run()


def reporting(work: Callable[[], None]) -> int:
    """Do `work`; print every problem it raises, without a traceback, and return the exit code."""
    from plugins.engine.search_index import SearchIndexError
    from plugins.engine.staging import StagingError

    try:
        work()
    except ArchiveError as error:
        print(error, file=sys.stderr)
        count = len(error.problems)
        print(f"{count} {'problem' if count == 1 else 'problems'}; nothing was built.", file=sys.stderr)
        return 1
    except (StagingError, SearchIndexError) as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    return 0
