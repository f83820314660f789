"""Records: what was read of each report, kept from build to build; data only, and never trusted when damaged.

An SQLite file with a row for each report: the stamp of its file, the report without its body, the body's HTML, the
report's face under one registry, and two seals by which damage shows. The rows of another version of the program are
thrown away.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from plugins.archive.digest import digest
from plugins.engine.progress import console

COLUMNS = (
    "path TEXT PRIMARY KEY, stamp TEXT, report BLOB, html TEXT, face BLOB, registry BLOB, seal BLOB, html_seal BLOB"
)


LOCK_TIMEOUT = 5.0
"""Seconds to wait for another process that has the file."""


class StoredReport(NamedTuple):
    """One report's record; `registry` is the digest of the registry that `face` was taken under."""

    path: str
    stamp: str
    report: bytes
    html: str
    fingerprint: bytes
    registry_digest: bytes


class ReportStore:
    """The records of one archive, safe to use in forked workers.

    Where `file` can't be used at all, records last as long as the build. While another process writes to it for long,
    what it holds counts as nothing, and what it should hold will be read anew.
    """

    def __init__(self, file: Path, version: str) -> None:
        self.file = file
        self.version = version
        self._connections: dict[int, sqlite3.Connection] = {}
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._prepare_anyhow()
        except (OSError, sqlite3.Error) as error:
            console.print(f"Warning: {file} can't be used ({error}); nothing will be kept.", markup=False)
            self.close()
            self._spare = tempfile.TemporaryDirectory(prefix="sitrep-", ignore_cleanup_errors=True)
            self.file = Path(self._spare.name) / "records"
            self._prepare()

    def _connection(self) -> sqlite3.Connection:
        """Return this process's own connection; one that was opened before a fork must not be used after it."""
        found = self._connections.get(os.getpid())
        if found is None:
            found = self._connections[os.getpid()] = sqlite3.connect(self.file, timeout=LOCK_TIMEOUT)
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
        connection.commit()

    def _prepare_anyhow(self) -> None:
        """Prepare the file, an empty one in the place of one that is damaged."""
        try:
            self._prepare()
        except sqlite3.DatabaseError as error:
            if _busy(error):
                raise
            self._forget()
            self._prepare()

    def _forget(self) -> None:
        """Throw a damaged file away."""
        self.close()
        for name in (self.file, self.file.with_name(f"{self.file.name}-journal")):
            name.unlink(missing_ok=True)

    def load_all(self) -> dict[str, tuple[str, bytes, bytes, bytes]]:
        """Return stamp, report, face and registry by path of all sound rows; a file that can't be read is emptied."""
        try:
            query = "SELECT path, stamp, report, face, registry, seal FROM records"
            found = self._connection().execute(query)
            return {path: tuple(rest) for path, *rest, seal in found if seal == digest(path, *rest)}
        except sqlite3.DatabaseError as error:
            self._begin_again(error)
            return {}

    def put(self, rows: Iterable[StoredReport]) -> None:
        """Write rows, each in the place of the one that its path had."""
        self._change("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [_sealed(row) for row in rows])

    def delete(self, paths: Iterable[str]) -> None:
        """Remove the rows of files that are gone."""
        self._change("DELETE FROM records WHERE path = ?", [(path,) for path in paths])

    def _change(self, statement: str, values: list[tuple[object, ...]]) -> None:
        """Change rows; a file that proves to be damaged is emptied, and what it held will be read anew."""
        try:
            self._connection().executemany(statement, values)
            self._connection().commit()
        except sqlite3.DatabaseError as error:
            self._begin_again(error)

    def _begin_again(self, error: sqlite3.DatabaseError) -> None:
        """Throw the file away after `error`, if it is damaged; if it is busy, let go of what was begun with it."""
        if _busy(error):
            self._connection().rollback()
        else:
            self._forget()
            self._prepare()

    def body_html(self, path: str) -> str | None:
        """Return the HTML of a report's body; None when there is no sound record of it."""
        query = "SELECT html, html_seal FROM records WHERE path = ?"
        try:
            html, seal = self._connection().execute(query, (path,)).fetchone() or ("", b"")
        except sqlite3.DatabaseError:
            return None
        return html if seal == digest(path, html) else None

    def close(self) -> None:
        """Close this process's connection."""
        connection = self._connections.pop(os.getpid(), None)
        if connection:
            connection.close()


def _busy(error: sqlite3.DatabaseError) -> bool:
    """Tell whether all that is wrong is that another process has the file."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _sealed(row: StoredReport) -> tuple[object, ...]:
    """Return a row with its seals: of all but the body, and of the body."""
    head = digest(row.path, row.stamp, row.report, row.fingerprint, row.registry_digest)
    return (*row, head, digest(row.path, row.html))
