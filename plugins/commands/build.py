"""The build command: the site from any content folder into any output folder."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from plugins.archive.problems import ArchiveError
from plugins.engine.options import Options, up_to_date_state

ROOT = Path(__file__).resolve().parents[2]
CACHE_ROOT = ROOT / ".cache"


def run(*, content: Path, output: Path, siteurl: str, search: bool = True, jobs: int = 0, cache: bool = True) -> int:
    """Build the site; return the exit code. `output` stays as it was when anything is wrong."""
    return build(make_options(content, output, siteurl, search=search, jobs=jobs, cache=cache))


def build(options: Options, alive: list[object] | None = None) -> int:
    """Build the site unless it stands there already; return the exit code.

    What the build was made of is put into `alive`, for a caller that ends the process: to take a large archive apart
    piece by piece costs as much as to look for what changed in it.
    """
    if state := up_to_date_state(options):
        print(f"Nothing changed: {state.summary} → {options.output}")
        return 0
    return report_errors(lambda: build_site(options, alive))


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
    kept = CACHE_ROOT if cache else None
    return Options(
        content.resolve(), output.absolute(), ROOT / "theme", siteurl.rstrip("/"), drafts, search, jobs, kept
    )


def build_site(options: Options, alive: list[object] | None = None) -> None:
    """Build through Pelican; raises ArchiveError, StagingError or SearchIndexError. For `alive` see `build`."""
    from plugins.engine.pelican.run import (
        run_pelican,  # Pelican takes half a second, which an answer without it need not
    )

    run_pelican(options, alive)


def report_errors(work: Callable[[], None]) -> int:
    """Do `work`; print every problem it raises, without a traceback, and return the exit code."""
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
