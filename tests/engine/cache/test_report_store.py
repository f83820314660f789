"""Records: what was read comes back whole or not at all, and nothing that befalls the file stops a build."""

import os
import random
import sqlite3
from pathlib import Path

import pytest

from plugins.engine.cache import report_store as records_module
from plugins.engine.cache.report_store import ReportStore, StoredReport

ROWS = [
    StoredReport(
        f"reports/2020/r{n}.md", f"{n} 1 2 3", b"report" * 50 + bytes([n]), f"<p>نص {n}</p>" * 50, b"face", b"registry"
    )
    for n in range(40)
]
PATHS = [row.path for row in ROWS]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where records of forty reports are kept."""
    records = ReportStore(tmp_path / "room/records", "one")
    records.put(ROWS)
    records.close()
    return records.file


def heads(rows: list[StoredReport]) -> dict[str, tuple[str, bytes, bytes, bytes]]:
    """Return what records give of rows at once: all but the bodies."""
    return {row.path: (row.stamp, row.report, row.fingerprint, row.registry_digest) for row in rows}


def sound(records: ReportStore) -> bool:
    """Tell whether everything that records give is as it was written; they may give less."""
    wrong = [path for path, row in records.load_all().items() if heads(ROWS)[path] != row]
    wrong += [row.path for row in ROWS if records.body_html(row.path) not in (row.html, None)]
    return not wrong


def usable(records: ReportStore) -> bool:
    """Tell whether records take rows in and give them back."""
    records.put(ROWS)
    records.delete([PATHS[0]])
    return records.load_all() == heads(ROWS[1:]) and records.body_html(PATHS[1]) == ROWS[1].html


def test_rows_come_back(file: Path) -> None:
    """Another process finds the rows as they were written, each body by its path."""
    records = ReportStore(file, "one")
    assert records.load_all() == heads(ROWS)
    assert [records.body_html(row.path) for row in ROWS] == [row.html for row in ROWS]
    assert records.body_html("reports/2020/none.md") is None


def test_a_row_takes_the_place_of_its_forerunner(file: Path) -> None:
    """A path has one row, the last that was kept; one that is dropped is gone."""
    records = ReportStore(file, "one")
    newer = ROWS[3]._replace(stamp="9 9 9 9", html="<p>newer</p>")
    records.put([newer])
    records.delete(PATHS[5:])
    assert records.load_all() == heads([*ROWS[:3], newer, ROWS[4]])
    assert records.body_html(newer.path) == "<p>newer</p>"
    assert records.body_html(PATHS[5]) is None


def test_another_version_s_rows_are_thrown_away(file: Path) -> None:
    """What another version of the program read is not taken for what this one would read, nor after going back."""
    for version in ("two", "one"):
        records = ReportStore(file, version)
        assert records.load_all() == {}
        assert records.body_html(PATHS[0]) is None
        records.close()
    assert usable(ReportStore(file, "one"))


@pytest.mark.parametrize("text", [b"", b"no database", b"SQLite format 3\0" + bytes(5000), bytes(100)], ids=range(4))
def test_a_foreign_file_is_replaced(text: bytes, file: Path) -> None:
    """What is no database, or none of ours, is empty and usable."""
    file.write_bytes(text)
    records = ReportStore(file, "one")
    assert records.load_all() == {}
    assert usable(records)


def test_a_database_of_another_s_is_replaced(file: Path) -> None:
    """A database with tables of other shapes under our names is empty and usable."""
    file.unlink()
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE version (value TEXT)")
        other.execute("INSERT INTO version VALUES ('one')")
        other.execute("CREATE TABLE records (other INTEGER)")
    other.close()
    records = ReportStore(file, "one")
    assert records.load_all() == {}
    assert usable(records)


@pytest.mark.parametrize("share", [0.01, 0.2, 0.5, 0.9, 0.999])
def test_a_truncated_file_gives_nothing_wrong(share: float, file: Path) -> None:
    """A file that ends too early gives what is sound, and takes new rows."""
    os.truncate(file, int(file.stat().st_size * share))
    records = ReportStore(file, "one")
    assert sound(records)
    assert usable(records)


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_file_gives_nothing_wrong(seed: int, file: Path) -> None:
    """Whichever bytes are changed, nothing comes back that was not written, and new rows are taken."""
    chance, data = random.Random(seed), bytearray(file.read_bytes())
    start = chance.randrange(len(data))
    for place in range(start, min(len(data), start + chance.choice([1, 16, 4096]))):
        data[place] ^= chance.randrange(1, 256)
    file.write_bytes(data)
    records = ReportStore(file, "one")
    assert sound(records)
    assert usable(records)


def test_damage_within_a_build_is_survived(file: Path) -> None:
    """A file that is damaged while it is open is emptied when that is noticed, and takes new rows."""
    records = ReportStore(file, "one")
    file.write_bytes(os.urandom(file.stat().st_size))
    assert records.body_html(PATHS[0]) is None
    records.put(ROWS[:1])
    assert usable(records)


@pytest.mark.parametrize("obstacle", ["room", "records"])
def test_where_nothing_can_be_kept_a_build_goes_on(
    obstacle: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file where the folder should be, or the other way round, is no end: records last for the build, as is said."""
    if obstacle == "room":
        (tmp_path / "room").write_text("in the way", "utf-8")
    else:
        (tmp_path / "room/records/in/the/way").mkdir(parents=True)
    records = ReportStore(tmp_path / "room/records", "one")
    assert "nothing will be kept" in " ".join(capsys.readouterr().err.split())
    assert usable(records)


def test_a_forked_child_reads_bodies(file: Path) -> None:
    """A worker that was forked while the records are open reads them through a connection of its own."""
    records = ReportStore(file, "one")
    assert records.body_html(PATHS[0])
    child = os.fork()
    if child == 0:
        found = [records.body_html(row.path) for row in ROWS] == [row.html for row in ROWS]
        os._exit(0 if found and len(records._connections) == 2 else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert records.load_all() == heads(ROWS)


def test_what_is_kept_is_data(file: Path) -> None:
    """The file holds what was given to it and nothing that is run when it is read."""
    with sqlite3.connect(file) as database:
        (row,) = database.execute("SELECT * FROM records WHERE path = ?", (PATHS[0],))
    database.close()
    assert row[: len(ROWS[0])] == tuple(ROWS[0])
    assert b"pickle" not in file.read_bytes()


def test_a_file_that_another_process_has_is_left_alone(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While somebody else writes for long, nothing is taken from the file and nothing thrown away."""
    monkeypatch.setattr(records_module, "LOCK_TIMEOUT", 0.01)
    waiting = ReportStore(file, "one")
    with sqlite3.connect(file) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert waiting.load_all() == {}
        waiting.put([ROWS[0]._replace(stamp="9 9 9 9")])
        assert waiting.body_html(PATHS[1]) is None
        other.rollback()
    assert waiting.load_all() == heads(ROWS)
    assert sound(waiting)


def test_a_reader_in_the_way_leaves_no_lock(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be written because somebody reads is let go of: others can read and write after it."""
    monkeypatch.setattr(records_module, "LOCK_TIMEOUT", 0.01)
    writing = ReportStore(file, "one")
    with sqlite3.connect(file) as reader:
        cursor = reader.execute("SELECT path FROM records")
        cursor.fetchone()
        writing.put([ROWS[0]._replace(stamp="9 9 9 9")])
        cursor.close()
    reader.rollback()
    with sqlite3.connect(file, timeout=0.01) as other:
        other.execute("DELETE FROM records WHERE path = ?", (PATHS[0],))
    assert writing.load_all() == heads(ROWS[1:])
