"""Imports of tables: what they write, how they merge, and what they refuse."""

import csv
import io
import random
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.archive.archive import load_archive
from plugins.archive.urls import Urls
from plugins.commands.import_csv.importer import Result
from tests.importers.table.imports import HEADER, MAP, import_text, make_archive, problems_of, snapshot, table_of

ROWS = (
    "1,2018-04-02,Testland,North,River Front,A fight.,3",
    "2,2018-04-02,Testland,South,Red Militia; River Front,A raid.,",
    "3,2018-04-03,Otherland,,,A bomb.,1",
)
FIRST = "reports/2018/2018-04-02-news.md"
Import = Callable[..., Result]


def test_rows_become_reports_of_days(content: Path, import_rows: Import) -> None:
    """Each day has one report, and the archive is valid."""
    result = import_rows(*ROWS)
    assert result.counts.added == 3
    archive = load_archive(content, Urls())
    assert {report.stem: [event.id for event in report.events] for report in archive.catalogue.reports} == {
        "2018-04-02-news": ["news-1", "news-2"],
        "2018-04-03-news": ["news-3"],
    }
    first = (content / FIRST).read_text(encoding="utf-8")
    assert 'title: "News: 2 April 2018"\n' in first
    assert 'summary: "Events: 2. Deaths: 3."\n' in first
    assert "    actors: [red-militia, river-front]\n" in first
    assert archive.registry.regions["testland/north"].kind == "area"
    before = snapshot(content)
    assert import_rows(*ROWS).written == 0
    assert snapshot(content) == before


def test_a_row_can_be_a_report(content: Path, import_rows: Import) -> None:
    """Reports of one row may use its columns; text of cells is escaped in the body."""
    table = MAP.replace(
        "reports: day", 'reports: row\nreport: {title: "{what}", body: "**Where:** {country}.\\n\\n{what}"}'
    )
    import_rows('1,2018-04-02,Testland,,,"# A *fight* <b>\n- x",3', table=table)
    text = (content / "reports/2018/2018-04-02-news-1.md").read_text(encoding="utf-8")
    assert 'title: "# A *fight* <b> - x"\n' in text
    assert text.endswith("**Where:** Testland.\n\n\\# A \\*fight\\* \\<b\\> - x\n")
    load_archive(content, Urls())


def test_a_value_can_be_a_report(content: Path, import_rows: Import) -> None:
    """Values that differ in case, spaces and hyphens are one value; other signs make other reports."""
    table = MAP.replace("reports: day", "reports: {column: actor, date: 2018-12-31}").replace(
        '  actors: [{column: actor, separator: ";"}]\n', ""
    )
    rows = ["1,2018-04-02,A,,River Front,x,", "2,2018-04-03,A,,river-front,y,", "3,2018-04-03,A,,River/Front,z,"]
    import_rows(*rows, table=table)
    archive = load_archive(content, Urls())
    titles = {report.title: len(report.events) for report in archive.catalogue.reports}
    assert titles == {"News: River Front": 2, "News: River/Front": 1}
    assert {report.date.isoformat() for report in archive.catalogue.reports} == {"2018-12-31"}


def test_a_report_is_not_older_than_its_events(content: Path) -> None:
    """The date of reports for each value is a day after all events."""
    table = MAP.replace("reports: day", "reports: {column: actor, date: 2018-04-02}")
    assert problems_of(content, table_of("1,2018-04-02,T,,A,x,", "2,2018-05,T,,A,x,", "3,2018,T,,,x,"), table) == [
        "rows.csv:3:3: row 3, date: '2018-05' is after the date of the reports, 2018-04-02 — give them a later date",
        "rows.csv:4:11: row 4, actor: is empty, so the row belongs to no report — fill it in",
    ]


def test_a_part_merges_and_a_release_replaces(content: Path, import_rows: Import) -> None:
    """A second part adds its rows. A new version changes, moves and withdraws rows, and records corrections."""
    import_rows(*ROWS[:1])
    assert import_rows(ROWS[1]).counts.added == 1
    assert import_rows(ROWS[2]).counts.kept == 2
    result = import_rows(
        ROWS[0].replace(",3", ",5"), ROWS[1].replace("04-02", "04-04"), "4,2018-04-05,Otherland,,,New.,"
    )
    counts = {"added": 1, "changed": 1, "moved": 1, "withdrawn": 1, "kept": 0}
    assert result.counts._asdict() == counts
    archive = load_archive(content, Urls())
    first = next(report for report in archive.catalogue.reports if report.stem == "2018-04-02-news")
    assert [event.id for event in first.events] == ["news-1"]
    assert [one.note for one in first.corrections] == [
        "Events in the data set: news-1: changed; news-2: moved to another report."
    ]
    withdrawn = (content / "reports/2018/2018-04-03-news.md").read_text(encoding="utf-8")
    assert "status: withdrawn\n" in withdrawn
    assert "news-3: withdrawn" in withdrawn


def test_a_country_without_events_stays_for_its_withdrawn_reports(content: Path, import_rows: Import) -> None:
    """An entry that nothing names any more is taken out with its spelling, unless a withdrawn report needs it."""
    import_rows(*ROWS)
    import_rows(ROWS[0], mode="release")
    import_rows(ROWS[0].replace("Testland", "Otherland"), mode="release")
    import_rows(ROWS[0])
    archive = load_archive(content, Urls())
    assert set(archive.registry.actors) == {"river-front"}
    assert "testland/south" not in archive.registry.regions
    assert "otherland" in archive.registry.regions
    spellings = (content / "imports/news/spellings.yaml").read_text(encoding="utf-8")
    assert "Red Militia" not in spellings


def test_an_edited_report_is_left_alone(content: Path, import_rows: Import) -> None:
    """A report that a person edited is listed and not overwritten."""
    import_rows(*ROWS)
    edited = (content / FIRST).read_text(encoding="utf-8").replace("A fight.", "A long fight.")
    (content / FIRST).write_text(edited, encoding="utf-8")
    result = import_rows(*ROWS[1:])
    assert result.edited == [FIRST]
    assert (content / FIRST).read_text(encoding="utf-8") == edited


def test_unknown_names_are_listed_and_nothing_is_written(content: Path, import_rows: Import) -> None:
    """Each unknown value is listed once, with its rows, the nearest names and what to do."""
    import_rows(*ROWS)
    text = table_of("9,2018-05-02,Testland,Nort,River Frunt;Ω,x,", "10,2018-05-03,Testland,Nort,,x,")
    spellings = "in imports/news/spellings.yaml, or add it with --add"
    assert problems_of(content, text, add=False) == [
        f"rows.csv:2:23: row 2, province: 'Testland > Nort' (2 rows) is not a name in the registry — did you mean "
        f"testland/north? give its id under 'region' {spellings}",
        f"rows.csv:2:28: row 2, actor: 'River Frunt' (1 row) is not a name in the registry — did you mean river-front? "
        f"give its id under 'actor' {spellings}",
        f"rows.csv:2:28: row 2, actor: 'Ω' (1 row) is not a name in the registry — "
        f"give its id under 'actor' {spellings}",
    ]


def test_the_table_of_spellings_decides(content: Path, import_rows: Import) -> None:
    """A person can say what a value means, or that it means nothing."""
    import_rows(*ROWS)
    path = content / "imports/news/spellings.yaml"
    text = path.read_text(encoding="utf-8")
    assert "  River Front: river-front\n" in text
    path.write_text(text.replace("River Front: river-front", 'River Front: "-"\n  RF: red-militia'), encoding="utf-8")
    assert import_rows(*ROWS, "4,2018-04-03,Otherland,,RF,x,", add=False).counts.changed == 2
    archive = load_archive(content, Urls())
    actors = {dated.event.id: dated.event.actors for dated in archive.catalogue.events}
    assert actors == {"news-1": (), "news-2": ("red-militia",), "news-3": (), "news-4": ("red-militia",)}
    path.write_text("actor:\n  RF: nobody\n", encoding="utf-8")
    assert problems_of(content, table_of(*ROWS)) == [
        "imports/news/spellings.yaml:2:7: actor.RF: 'nobody' is not in the registry — "
        "correct the id, or remove the line"
    ]


def test_an_event_type_is_a_tag_of_this_kind(content: Path) -> None:
    """Another tag is refused in the table of spellings and in the map."""
    (content / "registry").mkdir()
    (content / "registry/tags.yaml").write_text("- id: attack\n  name: Attack\n  kind: topic\n", encoding="utf-8")
    (content / "imports/news").mkdir(parents=True)
    (content / "imports/news/spellings.yaml").write_text("type:\n  A fight.: attack\n", encoding="utf-8")
    what = "'attack' is a tag, but not of the kind event-type"
    assert problems_of(content, table_of(*ROWS)) == [
        f"map.yaml:7:14: event.type.id: {what} — give the id of an event type",
        f"imports/news/spellings.yaml:2:13: type.A fight.: {what} — correct the id, or remove the line",
    ]


def test_bad_rows_are_left_out_only_on_request(content: Path, import_rows: Import) -> None:
    """Bad rows are listed with their cell, and the others are imported if the option is given."""
    bad = [
        "7,2018-02-30,Testland,,,x,",
        "8,2018-04-02,Testland,,,,1",
        "9,2018-04-02,Testland,,,x,many",
        "1,,,,,x,",
        "5,2018",
    ]
    listed = [
        "rows.csv:3:3: row 3, date: year 2018, month 2, day 30 is not in the calendar — correct the date",
        "rows.csv:4:1: row 4: has no summary: one of what is empty — fill it in, or add a template to the map",
        "rows.csv:5:27: row 5, deaths: 'many' is not a whole number — correct it, or add it to 'empty' in the map",
        "rows.csv:6:3: row 6, date: has no date; an event needs at least a year — fill it in",
        "rows.csv:7:1: row 7: has 2 cells, the header has 7 — put cells that contain the separator in quotation marks",
    ]
    assert problems_of(content, table_of(ROWS[0], *bad)) == listed
    result = import_rows(ROWS[0], *bad, skip_bad_rows=True)
    assert (result.counts.added, result.bad_rows, len(result.problems)) == (1, 5, 5)
    assert "many" not in "".join(path.read_text(encoding="utf-8") for path in content.rglob("*.*"))


def test_rows_of_one_id_must_be_equal(content: Path, import_rows: Import) -> None:
    """A repeated row is counted; an id with two meanings is a bad row. Without ids, equal rows are one."""
    assert import_rows(ROWS[0], ROWS[0]).repeated == 1
    assert problems_of(content, table_of(ROWS[0], ROWS[0].replace("fight", "raid"))) == [
        "rows.csv:3:1: row 3: has the id of an earlier row, news-1, and other values — keep one of the two"
    ]
    assert import_rows(*ROWS, ROWS[2], table=MAP.replace('  id: "{id}"\n', ""), mode="release").repeated == 1


def test_a_day_with_many_events_has_parts(content: Path, import_rows: Import) -> None:
    """No report has more events or actors than it may hold; no event is lost."""
    rows = [f"{n},2018-04-02,Testland,,Actor {n % 90},x,1" for n in range(700)]
    import_rows(*rows)
    archive = load_archive(content, Urls())
    events = [event.id for report in archive.catalogue.reports for event in report.events]
    assert sorted(events) == sorted(f"news-{n}" for n in range(700))
    titles = [report.title for report in archive.catalogue.reports]
    assert f"News: 2 April 2018 (1/{len(titles)})" in titles
    assert (content / FIRST.replace(".md", "-part-2.md")).is_file()


values = st.tuples(
    st.sampled_from(["2018-04-02", "2018-04-03", "2018-04", "2019"]),
    st.sampled_from(["Testland", "Otherland"]),
    st.sampled_from(["", "North", "Süd"]),
    st.sampled_from(["", "River Front", "Red Militia;Old Guard"]),
    st.text("Aé中ا\u0301 *#[]<>|`\\~\"';,\n1.-{}", min_size=1, max_size=20).map("x{}".format),
    st.sampled_from(["", "0", "3"]),
)
tables = st.dictionaries(st.integers(1, 99), values, min_size=1, max_size=8)


def csv_text(rows: list[tuple[str, ...]]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([HEADER.split(","), *rows])
    return stream.getvalue()


@settings(max_examples=15)
@given(table=tables, cuts=st.sets(st.integers(1, 7), max_size=3), seed=st.integers(0, 99))
def test_parts_in_any_order_give_the_bytes_of_one_import(
    table: dict[int, tuple[str, ...]], cuts: set[int], seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A file may be split anywhere, and its parts imported in any order."""
    rows = [(str(number), *cells) for number, cells in table.items()]
    whole, split = (make_archive(tmp_path_factory.mktemp(name) / "content") for name in ("whole", "split"))
    random.Random(seed).shuffle(rows)
    bounds = [0, *sorted(cut for cut in cuts if cut < len(rows)), len(rows)]
    import_text(whole, csv_text(rows), skip_bad_rows=True)
    for start, end in pairwise(bounds):
        import_text(split, csv_text(rows[start:end]), skip_bad_rows=True)
    assert reports_of(split) == reports_of(whole)
    load_archive(split, Urls())


@settings(max_examples=15)
@given(old=tables, new=tables)
def test_a_release_gives_the_files_of_an_import_of_its_own(
    old: dict[int, tuple[str, ...]], new: dict[int, tuple[str, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """After two releases an archive has the events and entries of the second; withdrawn reports are its history."""
    after, alone = (make_archive(tmp_path_factory.mktemp(name) / "content") for name in ("after", "alone"))
    texts = [
        csv_text([(str(number), day, "Testland", *rest) for number, (day, _, *rest) in table.items()])
        for table in (old, new)
    ]
    import_text(after, texts[0], skip_bad_rows=True)
    import_text(after, texts[1], skip_bad_rows=True, mode="release")
    import_text(alone, texts[1], skip_bad_rows=True)
    archives = [load_archive(folder, Urls()) for folder in (after, alone)]
    years = {cells[0][:4] for cells in new.values()}
    events = [
        [dated.event for dated in archive.catalogue.events if dated.event.date.text[:4] in years]
        for archive in archives
    ]
    assert events[0] == events[1]
    if {cells[0][:4] for cells in old.values()} <= years:
        assert archives[0].registry == archives[1].registry


def reports_of(folder: Path) -> dict[str, bytes]:
    """Return all files but the list of imported files."""
    files = snapshot(folder)
    return {path: data for path, data in files.items() if "files" not in path}


def test_an_archive_is_needed(content: Path, import_rows: Import) -> None:
    """A folder without `site.yaml`, such as a misspelt one, is refused."""
    (content / "site.yaml").unlink()
    assert problems_of(content, table_of(*ROWS)) == [
        "content/site.yaml:1:1: file: is missing, so the folder is not an archive — give its folder: --content PATH"
    ]


def test_the_kind_of_an_entry_does_not_depend_on_the_order_of_rows(tmp_path: Path) -> None:
    """The best kind of all rows is given to an entry that the import added, but not to one of the archive."""
    kinds = '{column: deaths, values: {"1": armed-group, "2": state-force}, other: organisation}'
    table = MAP.replace('separator: ";"', f'separator: ";", kind: {kinds}').replace("  deaths: {best: deaths}\n", "")
    rows = [f"{n},2018-04-02,T,,Alpha,x,{n}" for n in (1, 2, 3)]
    found = []
    for number, order in enumerate([(0, 1, 2), (2, 1, 0), (1, 2, 0)]):
        content = make_archive(tmp_path / str(number) / "content")
        (content / "registry").mkdir()
        (content / "registry/actors.yaml").write_text("- id: b\n  name: B\n  kind: organisation\n", encoding="utf-8")
        for index in order:
            import_text(content, table_of(rows[index], f"b{index},2018,T,,B,x,1"), table)
        found.append((content / "registry/actors.yaml").read_text(encoding="utf-8"))
    assert set(found) == {"- id: b\n  name: B\n  kind: organisation\n- id: alpha\n  name: Alpha\n  kind: state-force\n"}


def test_a_region_can_mean_nothing(content: Path, import_rows: Import) -> None:
    """A value of a province that names nothing leaves the event in the country."""
    import_rows(ROWS[2])
    path = content / "imports/news/spellings.yaml"
    path.write_text('region:\n  Otherland > Sea: "-"\n', encoding="utf-8")
    import_rows("4,2018-04-03,Otherland,Sea,,x,")
    archive = load_archive(content, Urls())
    assert {dated.event.region for dated in archive.catalogue.events} == {"otherland"}


def test_a_damaged_manifest_is_refused(content: Path, import_rows: Import) -> None:
    """Rows of earlier imports are checked like those of the file; nothing that they say becomes a path."""
    import_rows(ROWS[0])
    path = content / "imports/news/2018.jsonl"
    sound = path.read_text(encoding="utf-8")
    for damaged in (
        sound.replace('"type":"attack"', '"type":7'),
        sound.replace('"id":"news-1"', '"id":"../../x"'),
        sound.replace('"day":"2018-04-02"', '"day":"2018-04-03"'),
    ):
        path.write_text(damaged, encoding="utf-8")
        (problem,) = problems_of(content, table_of(ROWS[2]))
        assert "is not as it was written" in problem
    path.write_text(sound, encoding="utf-8")
    actors = content / "registry/actors.yaml"
    actors.write_text(actors.read_text(encoding="utf-8").replace("river-front", "river"), encoding="utf-8")
    (content / "imports/news/spellings.yaml").unlink()
    assert problems_of(content, table_of(ROWS[2])) == [
        "imports/news/*.jsonl:1:1: actor river-front: rows of earlier imports name it, but the registry does not have "
        "it — add the entry again, or import the files of these rows again"
    ]
    import_rows(ROWS[0])
    load_archive(content, Urls())
