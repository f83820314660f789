"""Records: what was read of each report, kept from build to build; data only, and never trusted when damaged.

An SQLite file with a row for each report: the stamp of its file, the report without its body, the body's HTML, and the
report's face under one registry. The rows of another version of the program are thrown away.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

COLUMNS = "path TEXT PRIMARY KEY, stamp TEXT, report BLOB, html TEXT, face BLOB, registry BLOB"


class Row(NamedTuple):
    """One report's record; `registry` is the digest of the registry that `face` was taken under."""

    path: str
    stamp: str
    report: bytes
    html: str
    face: bytes
    registry: bytes


class Records(Mapping[str, str]):
    """The records of one archive; as a mapping, the HTML of bodies by path, safe to use in forked workers."""

    def __init__(self, file: Path, version: str) -> None:
        self.file = file
        self.version = version
        self._connections: dict[int, sqlite3.Connection] = {}
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._prepare()
        except sqlite3.DatabaseError:
            self._forget()
            self._prepare()

    def _connection(self) -> sqlite3.Connection:
        """Return this process's own connection; one that was opened before a fork must not be used after it."""
        found = self._connections.get(os.getpid())
        if found is None:
            found = self._connections[os.getpid()] = sqlite3.connect(self.file)
        return found

    def _prepare(self) -> None:
        connection = self._connection()
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("CREATE TABLE IF NOT EXISTS version (value TEXT)")
        if connection.execute("SELECT value FROM version").fetchall() != [(self.version,)]:
            connection.execute("DROP TABLE IF EXISTS records")
            connection.execute("DELETE FROM version")
            connection.execute("INSERT INTO version VALUES (?)", (self.version,))
        connection.execute(f"CREATE TABLE IF NOT EXISTS records ({COLUMNS})")
        connection.execute("PRAGMA quick_check")
        connection.commit()

    def _forget(self) -> None:
        """Throw a damaged file away."""
        self.close()
        for name in (self.file, self.file.with_name(f"{self.file.name}-journal")):
            name.unlink(missing_ok=True)

    def rows(self) -> dict[str, tuple[str, bytes, bytes, bytes]]:
        """Return stamp, report, face and registry by path; nothing, and an empty file, when it can't be read."""
        try:
            query = "SELECT path, stamp, report, face, registry FROM records"
            return {path: tuple(rest) for path, *rest in self._connection().execute(query)}
        except sqlite3.DatabaseError:
            self._forget()
            self._prepare()
            return {}

    def keep(self, rows: Iterable[Row]) -> None:
        """Write rows, each in the place of the one that its path had."""
        connection = self._connection()
        connection.executemany("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?, ?)", rows)
        connection.commit()

    def drop(self, paths: Iterable[str]) -> None:
        """Remove the rows of files that are gone."""
        connection = self._connection()
        connection.executemany("DELETE FROM records WHERE path = ?", [(path,) for path in paths])
        connection.commit()

    def __getitem__(self, path: str) -> str:
        row = self._connection().execute("SELECT html FROM records WHERE path = ?", (path,)).fetchone()
        if row is None:
            raise KeyError(path)
        return str(row[0])

    def __iter__(self) -> Iterator[str]:
        return (path for (path,) in self._connection().execute("SELECT path FROM records"))

    def __len__(self) -> int:
        return int(self._connection().execute("SELECT count(*) FROM records").fetchone()[0])

    def close(self) -> None:
        """Close this process's connection."""
        connection = self._connections.pop(os.getpid(), None)
        if connection:
            connection.close()
