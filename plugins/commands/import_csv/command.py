"""The command: imports a file or proposes a map, and prints what happened."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from plugins.archive.problems import ArchiveError, printable
from plugins.archive.text.plurals import plural
from plugins.commands.import_csv.importer import Result, import_file
from plugins.commands.import_csv.options import Options
from plugins.importers.table.propose import propose_map
from plugins.importers.table.reader import open_csv


def run(content: Path, file: Path, options: Options, today: date | None = None) -> int:
    """Import the rows of `file`, or propose a map for it; return the exit code. `today` is the date of corrections."""
    if wrong := options.wrong():
        print(wrong, file=sys.stderr)
        return 2
    try:
        if options.propose:
            return propose(file, options)
        result = import_file(content, file, options, today or date.today())
    except ArchiveError as error:
        print(error, file=sys.stderr)
        print(f"{plural(len(error.problems), 'problem')}; nothing was written.", file=sys.stderr)
        return 1
    except OSError as error:
        print(printable(f"{error.filename}: {error.strerror}" if error.filename else str(error)), file=sys.stderr)
        return 1
    print_result(result)
    return 0


def propose(file: Path, options: Options) -> int:
    """Print a first map for `file`, or write it to the file that the options name, which must not exist."""
    text = propose_map(open_csv(file, options.form))
    if not options.map:
        print(text, end="")
        return 0
    try:
        with Path(options.map).open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        print(f"{options.map} exists already; give another name, or delete it first", file=sys.stderr)
        return 1
    print(f"{options.map}: edit the lines with a comment, then run the command again without --propose")
    return 0


def print_result(result: Result) -> None:
    """Print what an import did, and the rows that it left out."""
    for problem in result.problems:
        print(problem, file=sys.stderr)
    counts = result.counts
    names = ("added", "changed", "moved", "withdrawn", "kept")
    print(f"Events: {', '.join(f'{number:,} {name}' for number, name in zip(counts, names, strict=True))}.")
    print(
        f"Reports: {result.written:,} written, {result.unchanged:,} unchanged, {len(result.edited):,} edited by hand."
    )
    if result.bad_rows:
        print(f"{plural(result.bad_rows, 'bad row')} left out.")
    if result.repeated:
        print(f"{plural(result.repeated, 'row')} repeated an earlier one.")
    for noun, number in result.adjusted.items():
        print(f"{plural(number, 'text')} adjusted: {noun}.")
    for path, number in result.added.items():
        print(f"{path}: {plural(number, 'entry', 'entries')} added")
    for path in result.edited:
        print(f"{path}: not overwritten, because it was edited")
