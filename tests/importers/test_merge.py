"""Merging imports: rows are matched by id, whichever files they come from and in whichever order."""

from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.archive.problems import ArchiveError
from plugins.importers.manifest import Manifest, Row, encode_lines, sha256
from plugins.importers.merge import Change, Counts, DuplicateError, Merge, Mode, open_merge, part_stem

ids = st.integers(1, 30)
dates = st.sampled_from(["2014-08-28", "2014-08-29", "2014-08-30", "2014-12-31"])
tables = st.dictionaries(ids, st.tuples(dates, st.integers(1, 3)), min_size=1, max_size=12)
Table = dict[int, tuple[str, int]]


def row(number: int, day: str, value: int = 1, scope: str = "Testland") -> Row:
    return Row(str(number), day, scope, data=msgspec.Raw(b'{"value":%d}' % value))


def rows_of(table: Table) -> list[Row]:
    return [row(number, day, value) for number, (day, value) in table.items()]


def stem_of(one: Row) -> str:
    return f"{one.day}-digest-{one.scope.lower()}"


def import_rows(
    folder: Path, rows: Iterable[Row], mode: Mode = "", first: str = "", *, provisional: bool = False
) -> tuple[Counts, list[Change]]:
    """Import rows as an importer does; return the counts and all changes."""
    rows = list(rows)
    manifest = Manifest(folder, "test")
    with open_merge(manifest) as merge:
        for one in rows:
            merge.add(one)
        merge.combine(sha256(encode_lines(rows)), mode, first, provisional=provisional)
        merge.assign(stem_of)
        stems = [*merge.abandoned_reports(), *(stem for stem, _ in merge.reports())]
        changes = [change for stem in dict.fromkeys(stems) for change in merge.changes(stem)]
        write(folder, merge)
        return merge.counts(), changes


def write(folder: Path, merge: Merge) -> None:
    for path, data in merge.manifest_files([]):
        if data is None:
            (folder / path).unlink()
        else:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)


def stored(folder: Path) -> dict[str, bytes]:
    """Return the rows that the archive has: the files of the manifest except the list of imported files."""
    paths = sorted(folder.rglob("*.jsonl"))
    return {path.name: path.read_bytes() for path in paths if path.name != "files.jsonl"}


@settings(max_examples=40, deadline=None)
@given(table=tables, data=st.data())
def test_parts_in_any_order_give_the_rows_of_one_import(
    table: Table, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A file may be split anywhere, also within a day."""
    rows = data.draw(st.permutations(rows_of(table)))
    cuts = sorted(data.draw(st.sets(st.integers(1, max(1, len(rows) - 1)), max_size=4)))
    parts = [rows[start:end] for start, end in zip([0, *cuts], [*cuts, len(rows)], strict=True)]
    whole, split = tmp_path_factory.mktemp("whole"), tmp_path_factory.mktemp("split")
    import_rows(whole, rows)
    for part in filter(None, parts):
        import_rows(split, part)
    assert stored(split) == stored(whole)
    for part in filter(None, parts):
        import_rows(split, part)  # a part of the present release is recognised
    assert stored(split) == stored(whole)


@settings(max_examples=60, deadline=None)
@given(old=tables, new=tables, common=ids)
def test_a_new_release_replaces_the_old_one(
    old: Table, new: Table, common: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """After two releases the archive has the rows of the second, if they have at least one event in common."""
    old, new = {**old, common: ("2014-08-29", 1)}, {**new, common: ("2014-08-30", 2)}
    after, alone = tmp_path_factory.mktemp("after"), tmp_path_factory.mktemp("alone")
    import_rows(after, rows_of(old))
    counts, changes = import_rows(after, rows_of(new))
    import_rows(alone, rows_of(new))
    assert stored(after) == stored(alone)
    assert counts.added + counts.changed + counts.moved + counts.kept == len(new)
    assert counts.withdrawn == len(old.keys() - new.keys())
    assert sum(change.new is None for change in changes) == counts.withdrawn
    assert sum(bool(change.moved_to) for change in changes) == counts.moved


def test_a_release_in_parts_withdraws_nothing_that_a_later_part_has(tmp_path: Path) -> None:
    """The first part may withdraw rows of the second; the second adds them again, and keeps those of the first."""
    import_rows(tmp_path, [row(n, "2014-08-29") for n in range(1, 7)])
    import_rows(tmp_path, [row(n, "2014-08-29", 2) for n in (1, 2)])
    import_rows(tmp_path, [row(n, "2014-08-29", 2) for n in (3, 4)])
    assert stored(tmp_path) == {
        "2014.jsonl": b"".join(
            b'{"id":"%d","day":"2014-08-29","scope":"Testland","report":"2014-08-29-digest-testland",'
            b'"data":{"value":2}}\n' % n
            for n in (1, 2, 3, 4)
        )
    }


def test_a_file_withdraws_only_what_it_covers(tmp_path: Path) -> None:
    """Rows of other years and countries stay, and so do rows outside the requested period."""
    other = [row(2, "2013-08-29"), row(3, "2014-08-29", scope="Otherland"), row(4, "2014-08-29"), row(5, "2014-02-01")]
    import_rows(tmp_path, [row(1, "2014-08-29"), *other])
    counts, changes = import_rows(tmp_path, [row(1, "2014-08-29", 2)], first="2014-03-01")
    assert counts == Counts(added=0, changed=1, moved=0, withdrawn=1, kept=3)
    assert [change.old.id for change in changes if change.new is None] == ["4"]


def test_a_mode_overrides_what_the_ids_suggest(tmp_path: Path) -> None:
    """A part withdraws nothing, and a release without a common id withdraws what it covers."""
    import_rows(tmp_path, [row(1, "2014-08-29"), row(2, "2014-08-29")])
    assert import_rows(tmp_path, [row(1, "2014-08-29", 3)], "part")[0].withdrawn == 0
    assert import_rows(tmp_path, [row(9, "2014-08-29")], "release")[0].withdrawn == 2


def test_final_rows_replace_provisional_ones(tmp_path: Path) -> None:
    """A final file withdraws the provisional rows of its months, and a provisional file changes no final row."""
    months = ("2024-01-05", "2024-02-05", "2024-03-05")
    import_rows(tmp_path, [row(n, day) for n, day in enumerate(months, 100)], provisional=True)
    counts, _ = import_rows(tmp_path, [row(1, "2024-01-05"), row(101, "2024-02-05", 2)])
    assert counts == Counts(added=1, changed=1, moved=0, withdrawn=1, kept=1)
    assert import_rows(tmp_path, [row(1, "2024-01-05", 9)], provisional=True)[0].changed == 0


def test_a_provisional_file_replaces_the_provisional_rows_of_its_months(tmp_path: Path) -> None:
    """The file of a half year replaces those of its months, and no other month and no final row."""
    import_rows(tmp_path, [row(1, "2024-01-05"), row(2, "2024-02-05")])
    import_rows(tmp_path, [row(11, "2024-02-06"), row(12, "2024-02-07")], provisional=True)
    import_rows(tmp_path, [row(13, "2024-03-07")], provisional=True)
    counts, changes = import_rows(tmp_path, [row(11, "2024-02-06", 2)], provisional=True)
    assert counts == Counts(added=0, changed=1, moved=0, withdrawn=1, kept=3)
    assert [change.old.id for change in changes if change.new is None] == ["12"]


def test_rows_of_one_id_must_be_equal(tmp_path: Path) -> None:
    """A repeated row is passed over; a row with other values is an error."""
    with open_merge(Manifest(tmp_path, "test")) as merge:
        assert merge.add(row(1, "2014-08-29"))
        assert not merge.add(row(1, "2014-08-29"))
        with pytest.raises(DuplicateError):
            merge.add(row(1, "2014-08-29", 2))


def test_a_row_keeps_the_part_that_it_was_placed_in(tmp_path: Path) -> None:
    """The parts of a report are one report for the counts: a row in another part did not move."""
    rows = [row(1, "2014-08-29"), row(2, "2014-08-29")]
    with open_merge(Manifest(tmp_path, "test")) as merge:
        for one in rows:
            merge.add(one)
        merge.combine("")
        merge.assign(stem_of)
        merge.place(["2"], part_stem(stem_of(rows[1]), 2))
        write(tmp_path, merge)
    assert [one.report for one in Manifest(tmp_path, "test").rows()] == [
        "2014-08-29-digest-testland",
        "2014-08-29-digest-testland-part-2",
    ]
    with open_merge(Manifest(tmp_path, "test")) as merge:
        merge.add(row(3, "2014-08-29"))
        merge.combine("x")
        merge.assign(stem_of)
        assert merge.abandoned_reports() == ["2014-08-29-digest-testland-part-2"]
        assert merge.counts() == Counts(added=1, changed=0, moved=0, withdrawn=0, kept=2)


@pytest.mark.parametrize("line", ["{", '{"id":"1"}', '{"id":"1","day":"","scope":"","report":"../../x"}'])
def test_a_damaged_manifest_is_refused(tmp_path: Path, line: str) -> None:
    """A line that is not a row, or names a file outside the reports, is reported with its position."""
    path = tmp_path / "imports/test/2014.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(ArchiveError, match=r"^imports/test/2014.jsonl:1:1: file: is not a line of a manifest"):
        list(Manifest(tmp_path, "test").rows())
