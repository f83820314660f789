"""The `build` and `publish` commands: they build a site from any content folder into any output folder."""

from __future__ import annotations

import filecmp
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import ParamSpec

from plugins.archive.problems import ArchiveError
from plugins.archive.siteurl import REMEDY, SiteUrlError, normalize_siteurl
from plugins.archive.text.plurals import plural
from plugins.commands.environment import ROOT, ExternalToolError
from plugins.engine.options import Options, up_to_date_state

Arguments = ParamSpec("Arguments")
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
    output = Path(os.path.abspath(output))
    return Options(content.resolve(), output, ROOT / "theme", siteurl, drafts, search, jobs, cache_root)


def build(options: Options) -> int:
    """Build the site unless it is up to date; return the exit code. If the build fails, the old site stays."""
    if state := up_to_date_state(options):
        print(f"Nothing changed: {state.summary} → {options.output}")
        return 0
    return report_errors(build_site)(options)


def build_site(options: Options) -> None:
    """Build through Pelican; raises ArchiveError, StagingError or SearchIndexError."""
    from plugins.engine.pelican.run import run_pelican  # takes half a second, which an up-to-date site does not need

    run_pelican(options)


def report_errors(command: Callable[Arguments, int | None]) -> Callable[Arguments, int]:
    """Make a command print the problems that it raises, without a traceback, and return the exit code."""

    @wraps(command)
    def run(*args: Arguments.args, **kwargs: Arguments.kwargs) -> int:
        from plugins.engine.publish.staging import StagingError
        from plugins.engine.search.index import SearchIndexError

        try:
            return command(*args, **kwargs) or 0
        except ArchiveError as error:
            print(error, file=sys.stderr)
            print(f"{plural(len(error.problems), 'problem')}; nothing was built.", file=sys.stderr)
        except (StagingError, SearchIndexError, ExternalToolError, OSError) as error:
            print(f"Error: {error}", file=sys.stderr)
        return 1

    return run


def publish(content: Path, output: Path, siteurl: str) -> int:
    """Build for `siteurl` with search and social cards, without drafts; return the exit code."""
    try:
        address = normalize_siteurl(siteurl)
    except SiteUrlError as error:
        print(f"Error: --siteurl: {error}", file=sys.stderr)
        return 2
    if not address:
        print(f"Error: --siteurl is missing — {REMEDY}", file=sys.stderr)
        return 2
    return report_errors(build_site)(make_options(content, output, address)._replace(social_cards=True))


@report_errors
def compare_clean(options: Options) -> int:
    """Build a clean site next to the output and compare; return 1 if they differ."""
    from plugins.engine.publish.staging import PREFIX
    from plugins.engine.publish.swap import lock_output

    output = options.output
    with (
        lock_output(output, PREFIX),  # a build of the same output removes folders with this prefix
        tempfile.TemporaryDirectory(prefix=f"{PREFIX}{output.name}-", dir=output.parent) as folder,
    ):
        clean = options._replace(output=Path(folder) / output.name, cache_root=None)
        build_site(clean)
        different = list(differences(output, clean.output))
    for line in different:
        print(line, file=sys.stderr)
    print(f"{len(different)} files differ from a clean build." if different else "The same bytes as a clean build.")
    return 1 if different else 0


def differences(site: Path, clean: Path) -> Iterator[str]:
    """Yield what differs in `site` from a clean build, as 'path: difference'."""
    files = {root: {f.relative_to(root).as_posix() for f in root.rglob("*") if f.is_file()} for root in (site, clean)}
    for path in sorted(files[site] | files[clean]):
        if path not in files[site]:
            yield f"{path}: is missing"
        elif path not in files[clean]:
            yield f"{path}: should not exist"
        elif not filecmp.cmp(site / path, clean / path, shallow=False):
            yield f"{path}: has different content"
