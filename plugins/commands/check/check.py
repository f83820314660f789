"""The check command: every problem of every file, nothing built; with `fix`, what is certain put right."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Sequence, Set
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from plugins.archive.archive import Examined, examine
from plugins.archive.checks.warnings import unlinked
from plugins.archive.editing.fixes import Mend, mended, mends_of
from plugins.archive.files.folder import SITE, registry_path
from plugins.archive.model.registry import FILES
from plugins.archive.problems import Problem
from plugins.archive.urls import Urls
from plugins.commands import build
from plugins.commands.atomic_write import replace_all
from plugins.commands.check.cache import CheckRecords
from plugins.commands.check.formats import FORMATS, Outcome, summary
from plugins.engine.cache.build_state import room_of
from plugins.engine.cache.code_version import program_digest

ROUNDS = 10
"""Times that files are mended and looked at again, at the most: a key put right shows what is wrong with its value."""


class CheckError(ValueError):
    """The check can't be made as asked for; the message says why and what to do."""


class Look(NamedTuple):
    """One look at an archive: what was read of it, and its problems, errors and warnings, in the order of the files."""

    content: Path
    archive: Examined
    problems: list[Problem]

    def of(self, paths: Set[str]) -> list[Problem]:
        """Return the problems of the files at `paths`; of all, when none are named."""
        return [problem for problem in self.problems if not paths or problem.path in paths]


def run(*, content: Path, files: Sequence[str] = (), form: str = "text", fix: bool = False) -> int:
    """Check the archive at `content` and show the problems of `files`, or of all; return 1 if an error is among them.

    With `fix`, what is certain in those files is put right first. Returns 2 when asked for what is not there.
    """
    gc.disable()  # a large archive is very many values, and they last to the end
    try:
        outcome = check(content, files, form, fix=fix)
    except CheckError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    finally:
        gc.enable()
    for line in FORMATS[form](outcome):
        print(line)
    sys.stdout.flush()
    print(summary(outcome), file=sys.stderr if form != "text" or outcome.errors or outcome.warnings else sys.stdout)
    return 1 if outcome.errors else 0


def check(content: Path, files: Sequence[str], form: str, *, fix: bool) -> Outcome:
    """Look at an archive, mending it if asked to; raises CheckError."""
    if form not in FORMATS:
        raise CheckError(f"--format {form} is not known — use one of {', '.join(FORMATS)}")
    look = look_at(content)
    paths = {_path(look, file) for file in files}
    done: list[Mend] = []
    for _ in range(ROUNDS if fix else 0):
        mends = list(_mend(look, paths))
        if not mends:
            break
        done += mends
        look = look_at(content)
    return _outcome(look, paths, done)


def look_at(content: Path) -> Look:
    """Read and check the archive at `content`; what did not change since the last look is not read again."""
    room = room_of(build.CACHE, content, content)
    records = CheckRecords(room / "check", program_digest())
    problems: list[Problem] = []
    archive = examine(content, Urls(), problems, read=records.read, look=records.look)
    records.save()
    problems += records.warnings
    problems += unlinked(archive.parsed.reports, archive.frame.folder)
    return Look(content, archive, sorted(set(problems)))


def _path(look: Look, file: str) -> str:
    """Return the path in the archive of a file that is named from the working directory, or from the archive itself."""
    folder, root = look.archive.frame.folder, os.path.abspath(look.content)
    known = {*folder.reports, *folder.pages, *folder.attachments, *folder.geometry, SITE, *map(registry_path, FILES)}
    known = {path for path in known if (look.content / path).is_file()} | {problem.path for problem in look.problems}
    for place in (os.path.abspath(file), os.path.join(root, file)):
        path = os.path.relpath(os.path.realpath(os.path.dirname(place)), os.path.realpath(root))
        if (found := Path(path, os.path.basename(place)).as_posix()) in known:
            return found
    raise CheckError(
        f"--file {file} is no file of the archive at {look.content} — name one of its reports, pages or registries"
    )


def _mend(look: Look, paths: Set[str]) -> Iterator[Mend]:
    """Put right what is certain in the files at `paths`, or in all; list what was done."""
    changed: dict[Path, bytes] = {}
    for path, data, mends in _certain(look, paths):
        if (made := mended(path, data, mends)) != data:
            changed[look.content / path] = made
            yield from [mend for mend in mends if mend.edit] or mends
    replace_all(changed)


def _certain(look: Look, paths: Set[str]) -> Iterator[tuple[str, bytes, list[Mend]]]:
    """List the files at `paths`, or of all, in which something is certain, with their bytes and what it is."""
    folder = look.archive.frame.folder
    for path, problems in groupby(look.of(paths), key=lambda problem: problem.path):
        if folder.holds(path):
            data = folder.read(path)
            if mends := mends_of(path, data, look.archive.frame.registry, problems):
                yield path, data, mends


def _outcome(look: Look, paths: Set[str], done: list[Mend]) -> Outcome:
    shown = look.of(paths)
    reports = [report for report in look.archive.parsed.reports if report.status != "withdrawn"]
    errors = tuple(problem for problem in shown if problem.severity == "error")
    return Outcome(
        content=look.content,
        errors=errors,
        warnings=tuple(problem for problem in shown if problem.severity == "warning"),
        mended=tuple(done),
        mendable=tuple(mend for _, _, mends in _certain(look, paths) for mend in mends),
        named=len(paths),
        elsewhere=sum(problem.severity == "error" for problem in look.problems) - len(errors),
        reports=len(reports),
        events=sum(len(report.events) for report in reports),
    )
