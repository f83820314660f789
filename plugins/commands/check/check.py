"""The check command: every problem of every file, nothing built; with `fix`, what is certain put right."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Sequence, Set
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from plugins.archive.archive import Inspection, inspect_archive
from plugins.archive.checks.warnings import find_warnings
from plugins.archive.editing.fixes import Fix, apply_fixes, find_fixes
from plugins.archive.files.folder import SITE_FILE, registry_path
from plugins.archive.model.registry import REGISTRY_FILES
from plugins.archive.problems import Problem
from plugins.archive.urls import Urls
from plugins.commands import build
from plugins.commands.atomic_write import replace_files
from plugins.commands.check.cache import CheckCache
from plugins.commands.check.formats import FORMATS, CheckResult, summary
from plugins.engine.cache.build_state import cache_dir_of
from plugins.engine.cache.code_version import program_digest

MAX_FIX_ROUNDS = 10
"""Times that files are mended and looked at again, at the most: a key put right shows what is wrong with its value."""


class CheckError(ValueError):
    """The check can't be made as asked for; the message says why and what to do."""


class CheckedArchive(NamedTuple):
    """One look at an archive: what was read of it, and its problems, errors and warnings, in the order of the files."""

    content: Path
    archive: Inspection
    problems: list[Problem]

    def problems_in(self, paths: Set[str]) -> list[Problem]:
        """Return the problems of the files at `paths`; of all, when none are named."""
        return [problem for problem in self.problems if not paths or problem.path in paths]


def run(*, content: Path, files: Sequence[str] = (), format: str = "text", fix: bool = False) -> int:
    """Check the archive at `content` and show the problems of `files`, or of all; return 1 if an error is among them.

    With `fix`, what is certain in those files is put right first. Returns 2 when asked for what is not there.
    """
    gc.disable()  # a large archive is very many values, and they last to the end
    try:
        outcome = check(content, files, format, fix=fix)
    except CheckError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    finally:
        gc.enable()
    for line in FORMATS[format](outcome):
        print(line)
    sys.stdout.flush()
    print(summary(outcome), file=sys.stderr if format != "text" or outcome.errors or outcome.warnings else sys.stdout)
    return 1 if outcome.errors else 0


def check(content: Path, files: Sequence[str], format: str, *, fix: bool) -> CheckResult:
    """Look at an archive, mending it if asked to; raises CheckError."""
    if format not in FORMATS:
        raise CheckError(f"--format {format} is not known — use one of {', '.join(FORMATS)}")
    look = check_archive(content)
    paths = {_path(look, file) for file in files}
    done: list[Fix] = []
    for _ in range(MAX_FIX_ROUNDS if fix else 0):
        mends = list(_mend(look, paths))
        if not mends:
            break
        done += mends
        look = check_archive(content)
    return _outcome(look, paths, done)


def check_archive(content: Path) -> CheckedArchive:
    """Read and check the archive at `content`; what did not change since the last look is not read again."""
    room = cache_dir_of(build.CACHE_ROOT, content, content)
    records = CheckCache(room / "check", program_digest())
    problems: list[Problem] = []
    archive = inspect_archive(content, Urls(), problems, report_reader=records.read, image_reader=records.read_image)
    records.save()
    problems += find_warnings(archive.parsed.reports, archive.context.folder)
    return CheckedArchive(content, archive, sorted(set(problems)))


def _path(look: CheckedArchive, file: str) -> str:
    """Return the path in the archive of a file that is named from the working directory, or from the archive itself."""
    folder, root = look.archive.context.folder, os.path.abspath(look.content)
    known = {
        *folder.reports,
        *folder.pages,
        *folder.attachments,
        *folder.geometry_files,
        SITE_FILE,
        *map(registry_path, REGISTRY_FILES),
    }
    known = {path for path in known if (look.content / path).is_file()} | {problem.path for problem in look.problems}
    for place in (os.path.abspath(file), os.path.join(root, file)):
        path = os.path.relpath(os.path.realpath(os.path.dirname(place)), os.path.realpath(root))
        if (found := Path(path, os.path.basename(place)).as_posix()) in known:
            return found
    raise CheckError(
        f"--file {file} is no file of the archive at {look.content} — name one of its reports, pages or registries"
    )


def _mend(look: CheckedArchive, paths: Set[str]) -> Iterator[Fix]:
    """Put right what is certain in the files at `paths`, or in all; list what was done."""
    changed: dict[Path, bytes] = {}
    for path, data, mends in _certain(look, paths):
        if (made := apply_fixes(path, data, mends)) != data:
            changed[look.content / path] = made
            yield from [mend for mend in mends if mend.edit] or mends
    replace_files(changed)


def _certain(look: CheckedArchive, paths: Set[str]) -> Iterator[tuple[str, bytes, list[Fix]]]:
    """List the files at `paths`, or of all, in which something is certain, with their bytes and what it is."""
    folder = look.archive.context.folder
    for path, problems in groupby(look.problems_in(paths), key=lambda problem: problem.path):
        if folder.has_file(path):
            data = folder.read(path)
            if mends := find_fixes(path, data, look.archive.context.registry, problems):
                yield path, data, mends


def _outcome(look: CheckedArchive, paths: Set[str], done: list[Fix]) -> CheckResult:
    shown = look.problems_in(paths)
    reports = [report for report in look.archive.parsed.reports if report.status != "withdrawn"]
    errors = tuple(problem for problem in shown if problem.severity == "error")
    return CheckResult(
        content=look.content,
        errors=errors,
        warnings=tuple(problem for problem in shown if problem.severity == "warning"),
        fixed=tuple(done),
        fixable=tuple(mend for _, _, mends in _certain(look, paths) for mend in mends),
        selected_files=len(paths),
        other_errors=sum(problem.severity == "error" for problem in look.problems) - len(errors),
        reports=len(reports),
        events=sum(len(report.events) for report in reports),
    )
