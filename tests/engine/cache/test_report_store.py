"""The report store: rows come back complete or not at all, and no damage of the file stops a build."""

import os
import random
import sqlite3
from pathlib import Path

import pytest

from plugins.engine.cache import report_store
from plugins.engine.cache.report_store import ReportStore, StoredReport

ROWS = {
    path: StoredReport(path, f"{n} 1 2 3", b"report" * 50 + bytes([n]), b"registry", b"fingerprint")
    for n in range(40)
    for path in [f"reports/2020/r{n}.md"]
}
BODIES = {path: f"<p>نص {path}</p>" * 50 for path in ROWS}
FIRST, SECOND, *OTHERS = ROWS


def without(*paths: str) -> dict[str, StoredReport]:
    """Return all rows except those of `paths`."""
    return {path: row for path, row in ROWS.items() if path not in paths}


def put_all(store: ReportStore) -> None:
    """Store all rows and bodies."""
    store.put(ROWS.values(), BODIES)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the file of a store with forty reports."""
    store = ReportStore(tmp_path / "cache/reports", "one")
    put_all(store)
    store.close()
    return store.file


def has_no_wrong_row(store: ReportStore) -> bool:
    """Return whether every row and body is as it was written; some may be missing."""
    wrong = [path for path, row in store.load_all().items() if ROWS[path] != row]
    wrong += [path for path, html in BODIES.items() if store.body_html(path) not in (html, None)]
    return not wrong


def is_usable(store: ReportStore) -> bool:
    """Return whether a store saves and loads rows."""
    put_all(store)
    store.delete([FIRST])
    return store.load_all() == without(FIRST) and store.body_html(SECOND) == BODIES[SECOND]


def test_rows_are_loaded_by_another_process(file: Path) -> None:
    """Rows and bodies are as they were written."""
    store = ReportStore(file, "one")
    assert store.load_all() == ROWS
    assert {path: store.body_html(path) for path in ROWS} == BODIES
    assert store.body_html("reports/2020/none.md") is None


def test_new_row_replaces_the_old_one(file: Path) -> None:
    """A path has one row and one body; a deleted path has neither."""
    store = ReportStore(file, "one")
    newer = ROWS[SECOND]._replace(stamp="9 9 9 9")
    store.put([newer], {SECOND: "<p>newer</p>"})
    store.delete(OTHERS)
    assert store.load_all() == {FIRST: ROWS[FIRST], SECOND: newer}
    assert store.body_html(SECOND) == "<p>newer</p>"
    assert store.body_html(OTHERS[0]) is None


def test_rows_of_another_version_are_deleted(file: Path) -> None:
    """They are gone also after going back to their version."""
    for version in ("two", "one"):
        store = ReportStore(file, version)
        assert store.load_all() == {}
        assert store.body_html(FIRST) is None
        store.close()
    assert is_usable(ReportStore(file, "one"))


@pytest.mark.parametrize("text", [b"", b"no database", b"SQLite format 3\0" + bytes(5000), bytes(100)], ids=range(4))
def test_other_file_is_replaced(text: bytes, file: Path) -> None:
    """A file that is not a database is replaced by an empty store."""
    file.write_bytes(text)
    store = ReportStore(file, "one")
    assert store.load_all() == {}
    assert is_usable(store)


def test_database_with_other_tables_is_replaced(file: Path) -> None:
    """A database with the same table names and other columns is replaced by an empty store."""
    file.unlink()
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE version (value TEXT)")
        other.execute("INSERT INTO version VALUES ('one')")
        other.execute("CREATE TABLE reports (other INTEGER)")
    other.close()
    store = ReportStore(file, "one")
    assert store.load_all() == {}
    assert is_usable(store)


@pytest.mark.parametrize("share", [0.01, 0.2, 0.5, 0.9, 0.999])
def test_truncated_file_gives_no_wrong_row(share: float, file: Path) -> None:
    """It gives undamaged rows, and is usable."""
    os.truncate(file, int(file.stat().st_size * share))
    store = ReportStore(file, "one")
    assert has_no_wrong_row(store)
    assert is_usable(store)


@pytest.mark.parametrize("seed", range(40))
def test_damaged_file_gives_no_wrong_row(seed: int, file: Path) -> None:
    """Whichever bytes change, every loaded row is as it was written, and the store is usable."""
    chance, data = random.Random(seed), bytearray(file.read_bytes())
    start = chance.randrange(len(data))
    for offset in range(start, min(len(data), start + chance.choice([1, 16, 4096]))):
        data[offset] ^= chance.randrange(1, 256)
    file.write_bytes(data)
    store = ReportStore(file, "one")
    assert has_no_wrong_row(store)
    assert is_usable(store)


def test_damage_during_a_build_empties_the_store(file: Path) -> None:
    """A file that is damaged while it is open is replaced by an empty one, which is usable."""
    store = ReportStore(file, "one")
    file.write_bytes(os.urandom(file.stat().st_size))
    assert store.body_html(FIRST) is None
    store.put([ROWS[FIRST]])
    assert is_usable(store)


@pytest.mark.parametrize("obstacle", ["folder", "file"])
def test_build_continues_without_a_cache(obstacle: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """If the path can't be used, rows last for one build, and a warning is printed."""
    if obstacle == "folder":
        (tmp_path / "cache").write_text("in the way", "utf-8")
    else:
        (tmp_path / "cache/reports/in/the/way").mkdir(parents=True)
    store = ReportStore(tmp_path / "cache/reports", "one")
    assert "nothing will be cached" in " ".join(capsys.readouterr().err.split())
    assert is_usable(store)


def test_forked_child_reads_bodies(file: Path) -> None:
    """A worker that was forked while the store is open uses its own connection."""
    store = ReportStore(file, "one")
    assert store.body_html(FIRST)
    child = os.fork()
    if child == 0:
        found = {path: store.body_html(path) for path in ROWS} == BODIES
        os._exit(0 if found and len(store._connections) == 2 else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert store.load_all() == ROWS


def test_file_contains_only_data(file: Path) -> None:
    """Loading it runs no code."""
    with sqlite3.connect(file) as database:
        (row,) = database.execute("SELECT * FROM reports WHERE path = ?", (FIRST,))
    database.close()
    assert row[:-1] == tuple(ROWS[FIRST])
    assert b"pickle" not in file.read_bytes()


def test_locked_file_is_not_replaced(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another process writes for long, reads find nothing, and writes are skipped."""
    monkeypatch.setattr(report_store, "LOCK_TIMEOUT", 0.01)
    waiting = ReportStore(file, "one")
    with sqlite3.connect(file) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert waiting.load_all() == {}
        waiting.put([ROWS[FIRST]._replace(stamp="9 9 9 9")])
        assert waiting.body_html(SECOND) is None
        other.rollback()
    assert waiting.load_all() == ROWS
    assert has_no_wrong_row(waiting)


def test_skipped_write_leaves_no_lock(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a write that was skipped because of a reader, others can read and write."""
    monkeypatch.setattr(report_store, "LOCK_TIMEOUT", 0.01)
    writing = ReportStore(file, "one")
    with sqlite3.connect(file) as reader:
        cursor = reader.execute("SELECT path FROM reports")
        cursor.fetchone()
        writing.put([ROWS[FIRST]._replace(stamp="9 9 9 9")])
        cursor.close()
    reader.rollback()
    with sqlite3.connect(file, timeout=0.01) as other:
        other.execute("DELETE FROM reports WHERE path = ?", (FIRST,))
    assert writing.load_all() == without(FIRST)
