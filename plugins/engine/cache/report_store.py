"""Report store: an SQLite file with the parsed reports of one archive.

Table `reports` has the stamp of each report's file, the report without its body, and its fingerprint under one
registry; table `bodies` has the HTML of the bodies. Each row has a checksum: a file with a damaged report is replaced,
and a damaged body counts as missing. Rows of another version are deleted.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from plugins.engine.temporary_folder import temporary_folder

TABLES = {
    "reports": "path TEXT PRIMARY KEY, stamp TEXT, report BLOB, registry BLOB, fingerprint BLOB, checksum INTEGER",
    "bodies": "path TEXT PRIMARY KEY, html TEXT, checksum INTEGER",
}
COLUMNS = "path, stamp, report, registry, fingerprint, checksum"
LOCK_TIMEOUT = 5.0
"""Seconds to wait for another process that uses the file."""
_encode = msgspec.msgpack.Encoder().encode


class StoredReport(NamedTuple):
    """One report as it is stored.

    `registry` is the digest of a registry with all ids of the report, and empty if an id is unknown. `fingerprint`
    belongs to that registry.
    """

    path: str
    stamp: str
    report: bytes
    registry: bytes = b""
    fingerprint: bytes = b""


class ReportStore:
    """The stored reports of one archive; safe to use in forked workers.

    If `file` can't be used, a temporary file replaces it for this build. While another process locks the file for long,
    reads find nothing and writes are skipped. Raises OSError if nothing can be written anywhere.
    """

    def __init__(self, file: Path, version: str) -> None:
        self.file = file
        self.version = version
        self._connections: dict[int, sqlite3.Connection] = {}
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._open_or_replace()
        except (OSError, sqlite3.Error) as error:
            _warn(f"{file} can't be used ({error}); nothing will be cached.")
            self.close()
            self._temporary = temporary_folder("cache")
            self.file = self._temporary.__enter__() / "reports"
            self._replace_file()

    def _connection(self) -> sqlite3.Connection:
        """Return the connection of this process. A connection from before a fork must not be used after it."""
        found = self._connections.get(os.getpid())
        if found is None:
            found = self._connections[os.getpid()] = sqlite3.connect(self.file, timeout=LOCK_TIMEOUT)
        return found

    def _open(self) -> None:
        connection = self._connection()
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("CREATE TABLE IF NOT EXISTS version (value TEXT)")
        if connection.execute("SELECT value FROM version").fetchall() != [(self.version,)]:
            for table in TABLES:
                connection.execute(f"DROP TABLE IF EXISTS {table}")
            connection.execute("DELETE FROM version")
            connection.execute("INSERT INTO version VALUES (?)", (self.version,))
        for table, columns in TABLES.items():
            connection.execute(f"CREATE TABLE IF NOT EXISTS {table} ({columns})")
        connection.commit()

    def _open_or_replace(self) -> None:
        """Open the file, or replace it if it is damaged."""
        try:
            self._open()
        except sqlite3.DatabaseError as error:
            if _is_busy(error):
                raise
            self._replace_file()

    def _replace_file(self) -> None:
        """Replace the file by an empty one; raises OSError, as on a full disk."""
        self.close()
        for name in (self.file, self.file.with_name(f"{self.file.name}-journal")):
            name.unlink(missing_ok=True)
        try:
            self._open()
        except sqlite3.Error as error:
            raise OSError(f"{self.file} can't be written ({error}) — free some space on its disk") from None

    def load_all(self) -> dict[str, StoredReport]:
        """Return all reports by path; a file with a damaged row is replaced by an empty one."""
        try:
            rows = self._connection().execute(f"SELECT {COLUMNS} FROM reports")
            return {row.path: row for row in _undamaged(rows)}
        except sqlite3.DatabaseError as error:
            self._recover(error)
            return {}

    def put(self, rows: Iterable[StoredReport], bodies: Mapping[str, str] | None = None) -> None:
        """Insert or replace reports, and the HTML of bodies by path."""
        reports = [(*row, _checksum(*row)) for row in rows]
        html = [(path, html, _checksum(path, html)) for path, html in (bodies or {}).items()]
        if reports or html:
            self._change(
                ("INSERT OR REPLACE INTO reports VALUES (?, ?, ?, ?, ?, ?)", reports),
                ("INSERT OR REPLACE INTO bodies VALUES (?, ?, ?)", html),
            )

    def delete(self, paths: Iterable[str]) -> None:
        """Delete reports and their bodies."""
        if keys := [(path,) for path in paths]:
            self._change(*((f"DELETE FROM {table} WHERE path = ?", keys) for table in TABLES))

    def _change(self, *statements: tuple[str, Sequence[tuple[object, ...]]]) -> None:
        """Execute each statement for each of its values; if the file turns out to be damaged, empty it and repeat."""
        for _ in range(2):
            try:
                for statement, values in statements:
                    self._connection().executemany(statement, values)
                self._connection().commit()
            except sqlite3.DatabaseError as error:
                self._recover(error)
                if not _is_busy(error):
                    continue
            return

    def _recover(self, error: sqlite3.DatabaseError) -> None:
        """Replace a damaged file after `error`; roll back if the file is only busy."""
        if _is_busy(error):
            self._connection().rollback()
        else:
            self._replace_file()

    def body_html(self, path: str) -> str | None:
        """Return the HTML of a report's body; None if it is missing or damaged."""
        query = "SELECT html, checksum FROM bodies WHERE path = ?"
        try:
            html, checksum = self._connection().execute(query, (path,)).fetchone() or ("", b"")
        except sqlite3.DatabaseError:
            return None
        return html if checksum == _checksum(path, html) else None

    def close(self) -> None:
        """Close the connection of this process."""
        connection = self._connections.pop(os.getpid(), None)
        if connection:
            connection.close()


def _checksum(*columns: object) -> int:
    """Return a checksum that reveals damage. CRC-32 takes a third of the time of a cryptographic digest."""
    return zlib.crc32(_encode(columns))


def _undamaged(rows: Iterable[tuple[Any, ...]]) -> Iterator[StoredReport]:
    """Yield rows whose checksum, their last column, is right; raises sqlite3.DatabaseError for another row.

    The other rows of a damaged file cannot be updated reliably: its index may be wrong.
    """
    for *row, checksum in rows:
        if checksum != _checksum(*row):
            raise sqlite3.DatabaseError("a row is damaged")
        yield StoredReport(*row)


def _is_busy(error: sqlite3.DatabaseError) -> bool:
    """Return whether the only problem is that another process uses the file."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _warn(message: str) -> None:
    from plugins.engine.progress import console  # imports rich, which is slow and rarely needed here

    console.print(f"Warning: {message}", markup=False)
