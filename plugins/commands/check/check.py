"""The check command: lists every problem of every file and builds nothing; with `fix`, it corrects certain ones."""

from __future__ import annotations

import gc
import os
import sys
import unicodedata
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
from plugins.commands.check.formats import FORMATS, CheckResult, summary
from plugins.engine.cache.build_state import cache_dir_of
from plugins.engine.cache.code_version import program_digest
from plugins.engine.cache.image_cache import ImageCache
from plugins.engine.cache.report_cache import ReportCache
from plugins.engine.cache.report_store import ReportStore

MAX_FIX_ROUNDS = 10
"""Rounds of fixing and checking: a corrected key can reveal a problem of its value."""


class CheckError(ValueError):
    """The arguments are invalid; the message has the reason and the remedy."""


class CheckedArchive(NamedTuple):
    """An archive and its problems, errors and warnings, sorted by file and position."""

    content: Path
    inspection: Inspection
    problems: list[Problem]

    def problems_in(self, paths: Set[str]) -> list[Problem]:
        """Return the problems of the files at `paths`; all problems if `paths` is empty."""
        return [problem for problem in self.problems if not paths or problem.path in paths]


def run(*, content: Path, files: Sequence[str] = (), format: str = "text", fix: bool = False) -> int:
    """Check the archive at `content` and print the problems of `files`, by default of all files.

    With `fix`, certain problems of these files are corrected first. Returns 0, 1 if errors are left, or 2 for invalid
    arguments.
    """
    gc.disable()  # a large archive has many objects, and they live to the end
    try:
        result = check(content, files, format, fix=fix)
    except CheckError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    finally:
        gc.enable()
    for line in FORMATS[format](result):
        print(line)
    sys.stdout.flush()
    print(summary(result), file=sys.stderr if format != "text" or result.errors or result.warnings else sys.stdout)
    return 1 if result.errors else 0


def check(content: Path, files: Sequence[str], format: str, *, fix: bool) -> CheckResult:
    """Check an archive, and fix it if asked to; raises CheckError."""
    if format not in FORMATS:
        raise CheckError(f"--format {format} is unknown — use one of {', '.join(FORMATS)}")
    archive = check_archive(content)
    paths = {_find_path(archive, file) for file in files}
    fixed: list[Fix] = []
    for _ in range(MAX_FIX_ROUNDS if fix else 0):
        fixes = list(_apply_fixes(archive, paths))
        if not fixes:
            break
        fixed += fixes
        archive = check_archive(content)
    return _result(archive, paths, fixed)


def check_archive(content: Path) -> CheckedArchive:
    """Read and check the archive at `content`; only files that changed since the last check are read."""
    cache_dir, version = cache_dir_of(build.CACHE_ROOT, content, content), program_digest()
    reports = ReportCache(ReportStore(cache_dir / "reports", version), jobs=0)
    images = ImageCache(cache_dir / "images", version)
    problems: list[Problem] = []
    inspection = inspect_archive(content, Urls(), problems, report_reader=reports.read, image_reader=images.read)
    images.save()
    found, context = inspection, inspection.context
    problems += find_warnings(found.parsed.reports, found.pages, context.folder, context.registry, found.boundaries)
    return CheckedArchive(content, inspection, sorted(set(problems)))


def _find_path(archive: CheckedArchive, file: str) -> str:
    """Return the path within the archive of a file that is named from the working directory or from the archive."""
    folder, root = archive.inspection.context.folder, os.path.abspath(archive.content)
    known = {*folder.reports, *folder.pages, *folder.attachments, *folder.geometry_files, SITE_FILE}
    known |= set(map(registry_path, REGISTRY_FILES))
    known = {path for path in known if folder.file(path).is_file()}
    known |= {problem.path for problem in archive.problems}
    for candidate in (os.path.abspath(file), os.path.join(root, file)):
        path = os.path.relpath(os.path.realpath(os.path.dirname(candidate)), os.path.realpath(root))
        found = Path(path, os.path.basename(candidate)).as_posix()
        if same := {found, unicodedata.normalize("NFC", found)} & known:
            return same.pop()
    what = f"is not a file of the archive at {archive.content}"
    raise CheckError(f"--file {file} {what} — name one of its reports, pages or registries")


def _apply_fixes(archive: CheckedArchive, paths: Set[str]) -> Iterator[Fix]:
    """Fix the files at `paths`, by default all files; yield what was fixed."""
    changed: dict[Path, bytes] = {}
    for path, data, fixes in _find_fixes(archive, paths):
        if (fixed := apply_fixes(path, data, fixes)) != data:
            changed[archive.content / path] = fixed
            yield from [fix for fix in fixes if fix.edit] or fixes
    replace_files(changed)


def _find_fixes(archive: CheckedArchive, paths: Set[str]) -> Iterator[tuple[str, bytes, list[Fix]]]:
    """Yield the files at `paths`, by default all files, that have fixes, with their bytes and the fixes."""
    context = archive.inspection.context
    for path, problems in groupby(archive.problems_in(paths), key=lambda problem: problem.path):
        if context.folder.has_file(path):
            data = context.folder.read(path)
            if fixes := find_fixes(path, data, context.registry, problems):
                yield path, data, fixes


def _result(archive: CheckedArchive, paths: Set[str], fixed: list[Fix]) -> CheckResult:
    shown = archive.problems_in(paths)
    reports = [report for report in archive.inspection.parsed.reports if report.status != "withdrawn"]
    errors = tuple(problem for problem in shown if problem.severity == "error")
    return CheckResult(
        content=archive.content,
        errors=errors,
        warnings=tuple(problem for problem in shown if problem.severity == "warning"),
        fixed=tuple(fixed),
        fixable=tuple(fix for _, _, fixes in _find_fixes(archive, paths) for fix in fixes),
        selected_files=len(paths),
        other_errors=sum(problem.severity == "error" for problem in archive.problems) - len(errors),
        reports=len(reports),
        events=sum(len(report.events) for report in reports),
    )
