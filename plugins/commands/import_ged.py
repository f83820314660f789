"""Import-ged: writes daily digests of the events in a UCDP GED file to a content folder, all or none."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import cast, get_args

from plugins.archive.problems import ArchiveError, printable
from plugins.archive.text.dates import DateFormatError, DateSpan, parse_edtf
from plugins.archive.text.plurals import plural
from plugins.commands.atomic_write import FileChanges
from plugins.importers.merge import Mode
from plugins.importers.ucdp.ged_import import GedImport, Request, Summary


def run(
    *, content: Path, file: Path, first: str = "", last: str = "", mode: str = "", today: date | None = None
) -> int:
    """Import the events of `file` that begin from `first` to `last`; return the exit code.

    Nothing is written if there is any problem. Digests edited since an earlier import are listed and not overwritten.
    """
    try:
        request = Request(
            content=content,
            file=file,
            today=today or date.today(),
            first=_period(first, "--from").first if first else date.min,
            last=_period(last, "--to").last if last else date.max,
            mode=_mode(mode),
        )
        importer = GedImport(request)
        with FileChanges() as changes:
            for path, data in importer.outputs():
                _stage(changes, content / path, data)
    except ArchiveError as error:
        print(error, file=sys.stderr)
        print(f"{plural(len(error.problems), 'problem')}; nothing was written.", file=sys.stderr)
        return 1
    except (DateFormatError, OSError) as error:
        print(printable(str(error)), file=sys.stderr)
        return 1
    print(*_lines(importer.summary), sep="\n")
    return 0


def _stage(changes: FileChanges, path: Path, data: bytes | None) -> None:
    """Write or delete a file at the end, if that changes anything."""
    if data is None:
        changes.delete(path)
    elif not (path.is_file() and path.read_bytes() == data):
        changes.write(path, data)


def _period(text: str, option: str) -> DateSpan:
    """Return a day, a month or a year. Raises DateFormatError."""
    with suppress(DateFormatError):
        span = parse_edtf(text)
        if not span.interval and not span.approximate:
            return span
    raise DateFormatError(
        f"{option}: '{text}' is not a date — write a day, a month or a year: 2018-04-22, 2018-04, 2018"
    )


def _mode(text: str) -> Mode:
    """Return a mode of merging. Raises DateFormatError."""
    if text in get_args(Mode):
        return cast("Mode", text)
    raise DateFormatError(f"--as: '{text}' is unknown — write 'release' or 'part', or leave it out")


def _lines(summary: Summary) -> Iterator[str]:
    """Describe what an import did."""
    counts = summary.counts
    if summary.is_candidate:
        yield "The file has candidate events, which a final release replaces."
    if summary.is_release and counts.withdrawn:
        yield "The file is a new release: events of its years and countries that it lacks were withdrawn."
    yield (
        f"Events: {counts.added:,} added, {counts.changed:,} changed, {counts.moved:,} moved, "
        f"{counts.withdrawn:,} withdrawn, {counts.kept:,} kept."
    )
    yield (
        f"Reports: {summary.written:,} written, {summary.unchanged:,} unchanged, {summary.withdrawn:,} withdrawn, "
        f"{len(summary.kept):,} not overwritten."
    )
    yield from (f"{path}: not overwritten, because {reason}" for path, reason in sorted(summary.kept.items()))
    yield from (f"{path}: entries updated" for path in summary.registries)
    yield from summary.adjustments.lines()
