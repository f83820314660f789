"""Merge: the rows of an imported file combined with the rows that earlier imports of the data set left.

Rows are matched by id. They are kept in a temporary SQLite database, so that the size of a data set is not limited by
memory. An importer uses it like this:

    with open_merge(manifest) as merge:
        for row in rows_of_the_file:
            merge.add(row)
        merge.combine(sha256_of_the_file)
        merge.assign(stem_of)  # from a row to the stem of its report
        for stem, rows in merge.reports():
            ...  # write the report; changes(stem) are its corrections; place(ids, part_stem(stem, 2)) splits it
        for stem in merge.abandoned_reports():
            ...  # withdraw the report
        for path, data in merge.manifest_files(added_entries):
            ...  # write the manifest together with the reports, or delete its file if `data` is None

A file replaces what it covers: the years from its first to its last row, in the scopes that it names. `combine` decides
whether it is a new release or another part of the present one:

- A file that has no row in common with the present release is another part of it. Its rows are added.
- A file that has rows in common with it is a new release. All other rows become outdated, and those that the file
  covers are withdrawn. Later parts of the new release withdraw the outdated rows that they cover.
- A file that was already imported as part of the present release changes nothing.
- The rows of a preliminary file are provisional. A final file that covers their month withdraws them. A preliminary
  file covers months instead of years, and neither replaces final rows nor makes them outdated.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec

from plugins.importers.manifest import UNDATED, AddedEntry, ImportedFile, Manifest, Row, encode_lines

Mode = Literal["", "part", "release"]
CHUNK = 2_000
"""Rows in memory at once."""
CACHE_KIB = 32 * 1024
"""Memory of SQLite's page cache."""
PART = "-part-"
TABLE = """CREATE TABLE row (
    id TEXT PRIMARY KEY, day TEXT, scope TEXT, stem TEXT, report TEXT, provisional INTEGER, outdated INTEGER, data BLOB,
    old_day TEXT, old_scope TEXT, old_report TEXT, old_provisional INTEGER, old_outdated INTEGER, old_data BLOB,
    fresh INTEGER NOT NULL DEFAULT 0)"""
INSERT_OLD = "INSERT OR REPLACE INTO row VALUES (?1,?2,?3,'','',?5,?6,?7,?2,?3,?4,?5,?6,?7,0)"
INSERT_NEW = """INSERT INTO row (id, day, scope, stem, report, provisional, outdated, data, fresh)
    VALUES (?1,?2,?3,'','',0,0,?4,1)
    ON CONFLICT (id) DO UPDATE SET day = ?2, scope = ?3, provisional = 0, outdated = 0, data = ?4, fresh = 1"""
RESTORE_FINAL = """UPDATE row SET day = old_day, scope = old_scope, outdated = old_outdated, data = old_data, fresh = 0
    WHERE fresh AND old_provisional = 0"""
COLUMNS = "id, day, scope, report, provisional, outdated, data"
OLD_COLUMNS = "old_day, old_scope, old_report, old_provisional, old_outdated, old_data"
ORDER = "day, length(id), id"
IS_COVERED = """scope IN (SELECT DISTINCT scope FROM row WHERE fresh) AND day BETWEEN :first AND :last
    AND substr(day, 1, {0}) BETWEEN (SELECT min(substr(day, 1, {0})) FROM row WHERE fresh)
    AND (SELECT max(substr(day, 1, {0})) FROM row WHERE fresh)"""
YEAR, MONTH = 4, 7
"""Characters of an ISO date."""
STEM_OF = f"CASE instr({{0}}, '{PART}') WHEN 0 THEN {{0}} ELSE substr({{0}}, 1, instr({{0}}, '{PART}') - 1) END"
OLD_STEM = STEM_OF.format("old_report")


class DuplicateError(ValueError):
    """The file has two rows of one id with different values."""


class Counts(NamedTuple):
    """Rows by what the import did with them. `kept` rows are as they were."""

    added: int = 0
    changed: int = 0
    moved: int = 0
    withdrawn: int = 0
    kept: int = 0


class Change(NamedTuple):
    """A row that changed in its report, moved to the report `moved_to`, or was withdrawn (`new` is None)."""

    old: Row
    new: Row | None
    moved_to: str


def part_stem(stem: str, part: int) -> str:
    """Return the stem of one part of a report that is split, from 1; the first part has the plain stem."""
    return stem if part == 1 else f"{stem}{PART}{part}"


class Merge:
    """The rows of a data set during one import."""

    def __init__(self, manifest: Manifest, database: sqlite3.Connection) -> None:
        self.manifest, self._db, self._files = manifest, database, manifest.files()
        self.is_release = False
        database.execute(TABLE)
        database.executemany(INSERT_OLD, map(_old_values, manifest.rows()))

    def add(self, row: Row) -> bool:
        """Add a row of the imported file; return False if it repeats an earlier one. Raises DuplicateError."""
        data, found = bytes(row.data), self._one("SELECT fresh, data FROM row WHERE id = ?", row.id)
        if found and found[0]:
            if found[1] == data:
                return False
            raise DuplicateError(row.id)
        self._db.execute(INSERT_NEW, (row.id, row.day, row.scope, data))
        return True

    def combine(
        self, sha256: str, mode: Mode = "", first: str = "", last: str = "9999", *, provisional: bool = False
    ) -> None:
        """Combine the added rows with the earlier ones.

        `sha256` identifies the file; `first` and `last` are the days that it was cut to.
        """
        file = ImportedFile(sha256, provisional)
        if provisional:
            self._db.execute(RESTORE_FINAL)
            self._db.execute("UPDATE row SET provisional = 1 WHERE fresh")
        same_kind = f"provisional = {int(provisional)}"
        common = self._one(f"SELECT 1 FROM row WHERE fresh AND old_outdated = 0 AND old_{same_kind} LIMIT 1")
        self.is_release = mode == "release" or (not mode and common is not None and file not in self._files)
        if self.is_release:
            self._db.execute(f"UPDATE row SET outdated = 1 WHERE NOT fresh AND {same_kind if provisional else 1}")
            self._files = [one for one in self._files if provisional and not one.provisional]
        self._files = sorted({*self._files, file})
        self._withdraw("outdated", MONTH if provisional else YEAR, first, last)
        if not provisional:
            self._withdraw("provisional", MONTH, first, last)

    def assign(self, stem_of: Callable[[Row], str]) -> None:
        """Set the report of each row; `stem_of` returns its stem, without a part."""
        for rows in self._chunks():
            stems = [(stem_of(row), row.id) for row in rows]
            self._db.executemany("UPDATE row SET stem = ?1, report = ?1 WHERE id = ?2", stems)
        self._db.execute("CREATE INDEX by_stem ON row (stem, day, length(id), id)")
        self._db.execute("CREATE INDEX by_old_report ON row (old_report)")

    def place(self, ids: Iterable[str], report: str) -> None:
        """Put rows into another part of their report, for example `part_stem(stem, 2)`."""
        self._db.executemany("UPDATE row SET report = ? WHERE id = ?", ((report, row_id) for row_id in ids))

    def rows(self) -> Iterator[Row]:
        """Yield all rows of the combined data set, by day and id."""
        query = f"SELECT {COLUMNS} FROM row WHERE data IS NOT NULL ORDER BY {ORDER}"
        yield from map(_row, self._db.execute(query))

    def reports(self) -> Iterator[tuple[str, list[Row]]]:
        """Yield each stem with its rows by day and id. Parts are joined."""
        query = f"SELECT {COLUMNS}, stem FROM row WHERE data IS NOT NULL ORDER BY stem, {ORDER}"
        for stem, found in groupby(self._db.execute(query), key=lambda values: str(values[-1])):
            yield stem, [_row(values) for values in found]

    def changes(self, report: str) -> list[Change]:
        """Return what happened to the rows that the report `report` had after the last import."""
        query = f"""SELECT {COLUMNS}, {OLD_COLUMNS}, CASE WHEN {OLD_STEM} = stem THEN '' ELSE report END
            FROM row WHERE old_report = ? AND (data IS NOT old_data OR {OLD_STEM} <> stem) ORDER BY old_{ORDER}"""
        found = self._db.execute(query, (report,)).fetchall()
        return [Change(_row((v[0], *v[7:13])), None if v[6] is None else _row(v[:7]), v[13]) for v in found]

    def earlier_reports(self) -> list[str]:
        """Return the stems of the reports that had rows after the last import, sorted."""
        query = "SELECT DISTINCT old_report FROM row WHERE old_report <> '' ORDER BY 1"
        return [str(values[0]) for values in self._db.execute(query)]

    def had_report(self, stem: str) -> bool:
        """Return whether a report had rows after the last import."""
        return self._one("SELECT 1 FROM row WHERE old_report = ? LIMIT 1", stem) is not None

    def abandoned_reports(self) -> list[str]:
        """Return the stems of reports that had rows after the last import and have none now, sorted."""
        present = "SELECT report FROM row WHERE data IS NOT NULL"
        query = f"SELECT DISTINCT old_report FROM row WHERE old_report <> '' AND old_report NOT IN ({present})"
        return sorted(str(values[0]) for values in self._db.execute(query))

    def counts(self) -> Counts:
        """Return the number of rows by what happened to them."""
        conditions = (
            "old_data IS NULL",
            f"old_data <> data AND {OLD_STEM} = stem",
            f"old_data IS NOT NULL AND data IS NOT NULL AND {OLD_STEM} <> stem",
            "data IS NULL",
            f"old_data = data AND {OLD_STEM} = stem",
        )
        selected = ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in conditions)
        return Counts(*(self._one(f"SELECT {selected} FROM row") or ()))

    def manifest_files(self, added: Sequence[AddedEntry]) -> Iterator[tuple[str, bytes | None]]:
        """Yield the path and the new content of each file of the manifest, one at a time, and None to delete a file.

        `added` are the entries that imports added to the registry.
        """
        unused = self.manifest.paths()
        for path, data in self._manifest_contents(added):
            unused.discard(path)
            yield path, data
        yield from ((path, None) for path in sorted(unused))

    def _manifest_contents(self, added: Sequence[AddedEntry]) -> Iterator[tuple[str, bytes]]:
        query = f"SELECT {COLUMNS}, substr(day, 1, 4) FROM row WHERE data IS NOT NULL ORDER BY 8, length(id), id"
        for year, found in groupby(self._db.execute(query), key=lambda values: values[-1] or UNDATED):
            yield self.manifest.path(year), encode_lines(map(_row, found))
        yield self.manifest.path("files"), encode_lines(self._files)
        if added:
            yield self.manifest.path("registry"), encode_lines(sorted(added))

    def _withdraw(self, condition: str, precision: int, first: str, last: str) -> None:
        """Withdraw the rows of a condition that the file covers and lacks. `precision` is `YEAR` or `MONTH`."""
        query = f"UPDATE row SET data = NULL WHERE NOT fresh AND data IS NOT NULL AND {condition} AND {IS_COVERED}"
        self._db.execute(query.format(precision), {"first": first, "last": last})

    def _chunks(self) -> Iterator[list[Row]]:
        last = 0
        query = f"SELECT {COLUMNS}, rowid FROM row WHERE data IS NOT NULL AND rowid > ? ORDER BY rowid LIMIT {CHUNK}"
        while found := self._db.execute(query, (last,)).fetchall():
            last = found[-1][-1]
            yield [_row(values) for values in found]

    def _one(self, query: str, *values: str) -> tuple[Any, ...] | None:
        found: tuple[Any, ...] | None = self._db.execute(query, values).fetchone()
        return found


@contextmanager
def open_merge(manifest: Manifest) -> Iterator[Merge]:
    """Open a merge with the rows of earlier imports; its database is deleted at the end. Raises ArchiveError."""
    with (
        tempfile.TemporaryDirectory(prefix="sitrep-import-", ignore_cleanup_errors=True) as folder,
        closing(sqlite3.connect(Path(folder, "rows.sqlite"))) as database,
    ):
        for pragma in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{CACHE_KIB}"):
            database.execute(f"PRAGMA {pragma}")
        yield Merge(manifest, database)


def _row(values: Sequence[Any]) -> Row:
    row_id, day, scope, report, provisional, outdated, data = values[:7]
    return Row(row_id, day, scope, report, bool(provisional), bool(outdated), msgspec.Raw(data))


def _old_values(row: Row) -> tuple[object, ...]:
    return row.id, row.day, row.scope, row.report, row.provisional, row.outdated, bytes(row.data)
