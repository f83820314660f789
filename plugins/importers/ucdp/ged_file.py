"""GED files: the rows of any CSV release of UCDP GED, with the column names of the latest codebook.

Read are the releases from 5.0, the monthly and quarterly candidate files (`GEDEvent_v26_0_7.csv`,
`GEDEvent_v26_01_26_06.csv`), and the copies on the Humanitarian Data Exchange, which have a row of HXL tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from plugins.archive import limits
from plugins.archive.problems import ArchiveError, Problem, too_many_problems
from plugins.importers.adjustments import Adjustments
from plugins.importers.csv_file import CsvSource, Record, find_separator, open_source, read_records
from plugins.importers.csv_row import CsvRow, Table
from plugins.importers.text_repair import repair

REQUIRED = (
    *("id", "date_start", "date_end", "country", "side_a", "side_b", "latitude", "longitude"),
    *("best", "low", "high"),
)
OTHER_NAMES = {
    "best_est": "best",
    "low_est": "low",
    "high_est": "high",
    "conflict_id": "conflict_new_id",
    "dyad_id": "dyad_new_id",
    "side_a_id": "side_a_new_id",
    "side_b_id": "side_b_new_id",
}
"""Names of columns in other releases (`best_est` is that of 5.0) and extracts, with the names of the codebook 25.1."""
CANDIDATE = re.compile(r"v\d+_0\d?_\d+", re.IGNORECASE)
"""Part of the name of candidate files: `v26_0_7` (July) and `v26_01_26_06` (January to June)."""
CLEAR = "clear"
"""The `code_status` of all events of a final release; candidate events can have others."""


class GedFile:
    """An open GED file. `is_candidate` is whether it is a candidate file, known after all rows have been read."""

    def __init__(self, path: Path, source: CsvSource, adjustments: Adjustments, problems: list[Problem]) -> None:
        self.is_candidate = any(CANDIDATE.search(name) for name in (path.name, source.name))
        first = next(source.lines, "")
        separator = find_separator(first, [*REQUIRED, *OTHER_NAMES])
        self._records = read_records(path, chain([first], source.lines), separator)
        header = next(self._records, None)
        names = [repair(cell).text for cell in header.cells] if header else []
        self._columns = [OTHER_NAMES.get(name.casefold(), name.casefold()) for name in names]
        _require_columns(path, self._columns)
        named = dict(zip(self._columns, names, strict=True))
        self._table = Table(str(path), separator, named, adjustments, problems)

    def rows(self) -> Iterator[CsvRow]:
        """Yield the rows. Raises ArchiveError for a file that is not CSV, or that has too many problems."""
        for number, record in enumerate(self._records):
            if number == 0 and _is_hxl(record.cells):
                continue
            if len(self._table.problems) >= limits.PROBLEMS:
                raise ArchiveError([*self._table.problems, too_many_problems(self._table.path, record.line, 1)])
            if row := self._row(record):
                self.is_candidate |= row.text("code_status").casefold() not in ("", CLEAR)
                yield row

    def _row(self, record: Record) -> CsvRow | None:
        columns, cells = self._columns, record.cells
        if len(cells) >= len(columns) and not any(map(str.strip, cells[len(columns) :])):
            return CsvRow(self._table, record, dict(zip(columns, cells, strict=False)))
        what = f"the row has {len(cells)} cells, the header {len(columns)}"
        remedy = "quote cells that contain commas"
        self._table.problems.append(Problem(self._table.path, record.line, 1, "row", what, remedy))
        return None


@contextmanager
def open_ged(path: Path, adjustments: Adjustments, problems: list[Problem]) -> Iterator[GedFile]:
    """Open a GED file. Raises OSError, and ArchiveError for any other file."""
    with open_source(path) as source:
        yield GedFile(path, source, adjustments, problems)


def _require_columns(path: Path, columns: list[str]) -> None:
    """Refuse a file that lacks a required column or has one twice."""
    counts = {name: columns.count(name) for name in REQUIRED}
    what = {0: "the column is missing", 2: "the column is there twice"}
    remedy = {0: "use a CSV release of UCDP GED", 2: "remove one of the two"}
    faulty = {name: min(count, 2) for name, count in counts.items() if count != 1}
    if faulty:
        raise ArchiveError(Problem(str(path), 1, 1, name, what[count], remedy[count]) for name, count in faulty.items())


def _is_hxl(cells: list[str]) -> bool:
    """Return whether this is the row of tags of the Humanitarian Exchange Language: `#date+start,#geo+lat`."""
    return all(not cell.strip() or cell.strip().startswith("#") for cell in cells)
