"""Map files: every mistake in a map is reported at its position, and the shipped maps import files of their formats."""

from pathlib import Path

import pytest

from plugins.archive.archive import load_archive
from plugins.archive.model.report import Deaths
from plugins.archive.problems import ArchiveError
from plugins.archive.urls import Urls
from plugins.commands.import_csv.importer import import_file
from plugins.commands.import_csv.options import Options
from plugins.importers.table.map_file import MAPS, load_map, read_map
from tests.importers.table.imports import HEADER, MAP, TODAY, make_archive, problems_of, table_of

DATA = Path(__file__).parent / "data"


def faults(text: str) -> list[str]:
    with pytest.raises(ArchiveError) as caught:
        read_map("map.yaml", text, [])
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("dataset: news", "dataset: The News", "1:10: dataset: 'The News' is not an id"),
        ("title: News\n", "", "1:1: title: is missing — add 'title: …'"),
        ("reports: day", "reports: week", "3:10: reports: 'week' is not an allowed value"),
        ("reports: day", "reports: {column: actor}", "3:10: reports: has no date for the reports of a column"),
        ("reports: day", "reports: {per: row, column: actor}", "3:10: reports: is neither 'day', 'row' nor one column"),
        ("reports: day", "lang: xq\nreports: day", "3:7: lang: dates cannot be written in 'xq'"),
        ('"{id}"', '"{id"', "5:7: event.id: has a single '{' — write {column}, or double the brace"),
        ('"{id}"', '"{}"', "5:7: event.id: has a single '{}'"),
        ("date: date", "date: {formats: [iso]}", "6:20: event.date.formats[1]: 'iso' is not a date format"),
        ("date: date", 'date: {column: date, formats: "%Q"}', "6:33: event.date.formats: %Q is not a known directive"),
        ("date: date", 'date: {column: date, formats: "%d.%m"}', "6:33: event.date.formats: '%d.%m' has no year"),
        ("date: date", 'date: {column: date, formats: "%d.%d.%Y"}', "'%d.%d.%Y' has one directive twice"),
        ("date: date", "date: {column: date, year: date}", "6:9: event.date: names neither one column nor a year"),
        ("{id: attack}", "{id: attack, column: what}", "7:9: event.type: has not one of a column and a constant"),
        ("region: {columns: [country, province]}", "region: {}", "8:11: event.region: names no column and no region"),
        ("province]}", "province], kinds: [country]}", "8:49: event.region.kinds: has not one kind for each column"),
        (
            "  deaths",
            "  place_precision: {column: what, values: {a: 9}}\n  deaths",
            "values.a: '9' is not an allowed",
        ),
        ("  deaths", "  place_precision: {column: what, value: 1}\n  deaths", "has not one of a column and a constant"),
        ("  deaths", "  coordinates: {latitude: what}\n  deaths", "event.coordinates: has not one pair of columns"),
        ("event:", 'report: {title: "{report.day}"}\nevent:', "4:17: report.title: '{report.day}' is not known"),
        ("event:", 'report: {title: "{what}"}\nevent:', "4:17: report.title: '{what}' is the column of one row"),
        ("  deaths", "  death: x\n  deaths", "event.death: is not a known key — did you mean 'deaths'?"),
    ],
)
def test_mistakes_are_reported_at_their_position(old: str, new: str, expected: str) -> None:
    """A map is read as strictly as the files of an archive."""
    assert old in MAP
    assert any(expected in fault for fault in faults(MAP.replace(old, new, 1)))


def test_every_mistake_is_reported_at_once() -> None:
    """Two mistakes give two messages; an empty map gives one."""
    assert len(faults(MAP.replace("dataset: news", "dataset: N").replace("day", "week"))) == 2
    assert faults("")[0].startswith("map.yaml:1:1: file: is empty")


def test_names_of_columns_are_compared_with_the_header(content: Path) -> None:
    """A column that the file lacks, or has twice, is reported where the map names it. Case does not matter."""
    table = MAP.replace('"{what}"', '"{whot}: {ACTOR}"')
    assert problems_of(content, table_of(), table) == [
        "map.yaml:10:12: event.summary[1]: the file has no column 'whot' — did you mean 'what'?"
    ]
    twice = f"{HEADER},Actor\n"
    assert problems_of(content, twice) == [
        "map.yaml:9:21: event.actors[1].column: the file has 2 columns 'actor' — rename all but one"
    ]


def test_ids_in_a_map_are_in_the_registry(content: Path) -> None:
    """An id that the registry lacks is reported with the unknown names of the file, and --add adds declared entries."""
    table = MAP.replace("reports: day", "reports: day\nreport: {tags: [x], authors: [y]}")
    found = [fault.split(" — ")[0] for fault in problems_of(content, table_of("1,2018,T,,,x,"), table, add=False)]
    assert found == [
        "map.yaml:4:17: report.tags[1]: 'x' is not in the registry",
        "map.yaml:4:31: report.authors[1]: 'y' is not in the registry",
        "map.yaml:8:14: event.type.id: 'attack' is not in the registry",
        "rows.csv:2:8: row 2, country: 'T' (1 row) is not a name in the registry",
    ]


@pytest.mark.parametrize("name", ["acled", "gtd"])
def test_shipped_maps_import_files_of_their_format(tmp_path: Path, name: str) -> None:
    """A file with the columns of the data set gives a valid archive without more edits."""
    content = make_archive(tmp_path / "content")
    result = import_file(content, DATA / f"{name}.csv", Options(name, add=True), TODAY)
    assert (result.counts.added, result.bad_rows) == (4, 0)
    load_archive(content, Urls())


def test_the_values_of_acled_are_imported_as_they_are_meant(tmp_path: Path) -> None:
    """Precision, kinds of actors, several actors and several sources."""
    content = make_archive(tmp_path / "content")
    import_file(content, DATA / "acled.csv", Options("acled", add=True), TODAY)
    archive = load_archive(content, Urls())
    events = {dated.event.id: dated.event for dated in archive.catalogue.events}
    assert [events[f"acled-{n}"].date.text for n in ("tst101", "tst102", "tst103")] == [
        "2018-04-22",
        "2018-04-22~",
        "2018-05",
    ]
    first = events["acled-tst101"]
    assert first.region == "testland/north/upper"
    assert first.actors == ("military-forces-of-testland-2000", "red-militia", "blue-militia", "river-front")
    assert first.attributed_to == ("test-news", "river-radio")
    assert [events[f"acled-{n}"].place_precision for n in ("tst101", "tst102", "tst103")] == [1, 3, 4]
    assert archive.registry.actors["river-front"].kind == "armed-group"
    assert archive.registry.actors["military-forces-of-testland-2000"].kind == "state-force"


def test_the_values_of_gtd_are_imported_as_they_are_meant(tmp_path: Path) -> None:
    """Unknown days, months, places, groups and numbers are left out, and nothing is claimed of them."""
    content = make_archive(tmp_path / "content")
    import_file(content, DATA / "gtd.csv", Options("gtd", add=True), TODAY)
    archive = load_archive(content, Urls())
    events = {dated.event.id: dated.event for dated in archive.catalogue.events}
    assert {key: event.date.text for key, event in events.items()} == {
        "gtd-201804220001": "2018-04-22",
        "gtd-201804000002": "2018-04~",
        "gtd-197000000003": "1970",
        "gtd-201804220004": "2018-04-22",
    }
    unknown = events["gtd-201804000002"]
    assert (unknown.region, unknown.place, unknown.actors, unknown.coordinates) == ("testland", "", (), None)
    assert unknown.summary == "Armed Assault against Military, Testland"
    assert events["gtd-201804220001"].deaths == Deaths(3, 3, 3)
    assert events["gtd-201804220004"].deaths is None
    assert "Unknown" not in archive.registry.actors


def test_a_name_selects_a_shipped_map_only_if_no_file_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path never leads out of the folder of shipped maps."""
    assert {path.stem for path in MAPS.glob("*.yaml")} == {"acled", "gtd"}
    monkeypatch.chdir(tmp_path)
    (tmp_path / "acled").write_text(MAP, encoding="utf-8")
    assert load_map("acled").table.dataset == "news"
    with pytest.raises(
        ArchiveError, match=r"^../maps/gtd:1:1: file: is not a file — give the path of a map, or one of acled"
    ):
        load_map("../maps/gtd")
