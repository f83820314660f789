"""The build command: builds a site from any content folder into any output folder."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from plugins.archive.problems import ArchiveError
from plugins.engine.options import Options, up_to_date_state

ROOT = Path(__file__).resolve().parents[2]
CACHE_ROOT = ROOT / ".cache"


def make_options(
    content: Path,
    output: Path,
    siteurl: str,
    *,
    search: bool = True,
    drafts: bool = False,
    jobs: int = 0,
    cache: bool = True,
) -> Options:
    """Return the options of a build with the theme and the cache of this checkout."""
    cache_root = CACHE_ROOT if cache else None
    return Options(
        content.resolve(), output.absolute(), ROOT / "theme", siteurl.rstrip("/"), drafts, search, jobs, cache_root
    )


def build(options: Options) -> int:
    """Build the site unless it is up to date; return the exit code. If the build fails, the old site stays."""
    if state := up_to_date_state(options):
        print(f"Nothing changed: {state.summary} → {options.output}")
        return 0
    return report_errors(lambda: build_site(options))


def build_site(options: Options) -> None:
    """Build through Pelican; raises ArchiveError, StagingError or SearchIndexError."""
    from plugins.engine.pelican.run import run_pelican  # takes half a second, which an up-to-date site does not need

    run_pelican(options)


def report_errors(work: Callable[[], None]) -> int:
    """Call `work`; print the problems that it raises, without a traceback, and return the exit code."""
    from plugins.engine.publish.staging import StagingError
    from plugins.engine.search.index import SearchIndexError

    try:
        work()
    except ArchiveError as error:
        print(error, file=sys.stderr)
        count = len(error.problems)
        print(f"{count} {'problem' if count == 1 else 'problems'}; nothing was built.", file=sys.stderr)
        return 1
    except (StagingError, SearchIndexError, OSError) as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    return 0
