"""Every release of UCDP GED is read, and facts of the data set are not errors of the user."""

import gzip
import io
import tracemalloc
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from plugins.archive.model.report import Deaths
from plugins.archive.problems import ArchiveError, Problem
from plugins.importers.adjustments import Adjustments
from plugins.importers.ucdp.ged import GedEvent, read_events
from plugins.importers.ucdp.ged_file import open_ged

BASE = {
    **{"id": "1", "year": "2018", "code_status": "Clear", "type_of_violence": "1", "conflict_new_id": "299"},
    **{"dyad_new_id": "14637", "side_a_new_id": "118", "side_a": "Government of Testland", "side_b_new_id": "234"},
    **{"side_b": "Red Army", "source_article": '"Test Wire,2018-04-03,Three killed near Ford"', "where_prec": "1"},
    **{"where_coordinates": "Ford town", "adm_1": "North province", "adm_2": "", "latitude": "35.5"},
    **{"longitude": "40.25", "country": "Testland", "date_prec": "1", "date_start": "2018-04-02"},
    **{"date_end": "2018-04-02", "deaths_a": "1", "deaths_b": "2", "deaths_civilians": "0", "deaths_unknown": "0"},
    **{"best": "3", "high": "3", "low": "3"},
}


def table(*rows: dict[str, str], separator: str = ",", columns: Iterable[str] = BASE) -> str:
    """Return a GED file; each row has the values that differ from those of `BASE`."""
    lines = [separator.join(columns)]
    for row in rows:
        values = BASE | row
        lines.append(separator.join('"' + values[name].replace('"', '""') + '"' for name in columns))
    return "\n".join(lines) + "\n"


def read(path: Path) -> tuple[list[GedEvent], list[str], list[Problem]]:
    """Return the events, the adjustments and the problems of a file."""
    adjustments, problems = Adjustments(), list[Problem]()
    with open_ged(path, adjustments, problems) as file:
        events = [event for _, event in read_events(file)]
    return events, list(adjustments.lines()), problems


@pytest.fixture
def ged(tmp_path: Path) -> Path:
    """Return the path of a file to write."""
    return tmp_path / "ged.csv"


def read_row(path: Path, **values: str) -> tuple[GedEvent, list[str]]:
    """Return the event of one row with `values`, and the adjustments."""
    path.write_text(table(values), encoding="utf-8")
    (event,), adjustments, problems = read(path)
    assert not problems
    return event, adjustments


@pytest.mark.parametrize(
    "names",
    [
        {},
        {"best": "best_est", "low": "low_est", "high": "high_est"},  # 5.0
        {"side_a_new_id": "side_a_id", "conflict_new_id": "conflict_id", "dyad_new_id": "dyad_id"},
        {name: name.upper() for name in BASE},
    ],
)
def test_all_releases_give_the_same_event(ged: Path, names: dict[str, str]) -> None:
    """Columns have other names in other releases; their order does not matter."""
    expected, _ = read_row(ged)
    assert expected.deaths == Deaths(3, 3, 3)
    assert (expected.side_a_id, expected.side_b_id, expected.conflict_id) == ("118", "234", "299")
    header, _, rows = table({}, columns=BASE).partition("\n")
    ged.write_text(",".join(names.get(name, name) for name in header.split(",")) + "\n" + rows, encoding="utf-8")
    assert read(ged) == ([expected], [], [])
    ged.write_text(table({}, columns=sorted(BASE)), encoding="utf-8")
    assert read(ged)[0] == [expected]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_and_compressions(ged: Path, separator: str) -> None:
    """Spreadsheets save other separators, and then decimal commas; UCDP publishes zip archives."""
    expected, _ = read_row(ged)
    decimal = {"latitude": "35,5", "longitude": "40,25"} if separator == ";" else {}
    data = table(decimal, separator=separator).encode()
    for content in (data, gzip.compress(data), _zip(data), data.decode().encode("utf-16")):
        ged.write_bytes(content)
        assert read(ged) == ([expected], [], [])


def test_a_row_of_hxl_tags_is_passed_over(ged: Path) -> None:
    """Copies on the Humanitarian Data Exchange have one below the header."""
    header, _, rows = table({}).partition("\n")
    tags = ",".join({"latitude": "#geo+lat", "date_start": "#date+start"}.get(name, "") for name in BASE)
    ged.write_text(f"{header}\n{tags}\n{rows}", encoding="utf-8")
    assert [event.id for event in read(ged)[0]] == ["1"]


@pytest.mark.parametrize(
    ("low", "best", "high", "expected"),
    [
        ("3", "2", "5", (2, 2, 5)),
        ("1", "9", "5", (1, 9, 9)),
        ("9", "5", "1", (5, 5, 5)),
        ("0", "0", "4", (0, 0, 4)),
        ("1.0", "2.", "1e+01", (1, 2, 10)),
        ("NA", "", "", (3, 3, 3)),  # the sum of the columns of deaths
        ("", "4", "NA", (4, 4, 4)),
    ],
)
def test_estimates(ged: Path, low: str, best: str, high: str, expected: tuple[int, int, int]) -> None:
    """The best estimate is never changed. The others are moved to it, or taken from the row, and that is recorded."""
    event, adjustments = read_row(ged, low=low, best=best, high=high)
    assert event.deaths == Deaths(*expected)
    is_adjusted = "NA" in (low, high) or not float(low) <= float(best) <= float(high)
    assert bool(adjustments) == is_adjusted
    assert all(line.endswith("(row 2)") for line in adjustments)


@pytest.mark.parametrize(
    ("start", "end", "days", "adjusted"),
    [
        ("2018-04-02 00:00:00.000", "2018-04-02T23:59:59Z", ("2018-04-02", "2018-04-02"), ""),
        ("2018-01-01", "2018-10-31", ("2018-01-01", "2018-10-31"), ""),
        ("2018-4-2", "2018/04/03", ("2018-04-02", "2018-04-03"), ""),
        ("2018-04-09", "2018-04-02", ("2018-04-02", "2018-04-09"), "exchanged"),
        ("2018-04-02", "NA", ("2018-04-02", "2018-04-02"), "end date was missing"),
    ],
)
def test_days(ged: Path, start: str, end: str, days: tuple[str, str], adjusted: str) -> None:
    """Spans may be long. Dates in the wrong order are exchanged."""
    event, adjustments = read_row(ged, date_start=start, date_end=end)
    assert (event.first.isoformat(), event.last.isoformat()) == days
    assert len(adjustments) == bool(adjusted)
    assert all(adjusted in line for line in adjustments)


def test_missing_values_are_left_out(ged: Path) -> None:
    """`NA`, other words for no value and empty cells are the same in every column that an event can lack."""
    columns = ("adm_1", "adm_2", "where_prec", "date_prec", "latitude", "longitude", "source_article", "deaths_a")
    plain, _ = read_row(ged, **dict.fromkeys(columns, ""))
    assert (plain.coordinates, plain.division, plain.articles, plain.victims) == (None, "", (), None)
    for value in ("NA", "NaN", "NULL", "#N/A", "None", "  "):
        assert read_row(ged, **dict.fromkeys(columns, value)) == (plain, [])


def test_codes_outside_the_codebook_are_left_out(ged: Path) -> None:
    """They are recorded, as are repaired texts and texts that are too long."""
    event, adjustments = read_row(
        ged,
        **{"where_prec": "9", "date_prec": "0", "type_of_violence": "7", "adm_1": "N\u200borth"},
        **{"where_coordinates": "x" * 900, "side_b": f"Rebels, {'y' * 900}"},
    )
    assert (event.place_precision, event.date_precision, event.violence) == (None, None, 1)
    assert (event.division, len(event.place), len(event.side_b)) == ("North", 300, 207)
    assert len(adjustments) == 4


@pytest.mark.parametrize(
    ("values", "name", "what"),
    [
        ({"id": "NA"}, "id", "has no letter or digit"),
        ({"date_start": "4/5/2018"}, "date_start", "'4/5/2018' is not a date"),
        ({"date_start": "2018-02-30"}, "date_start", "'2018-02-30' is not a date"),
        ({"country": ""}, "country", "is empty"),
        ({"latitude": "91"}, "latitude", "'91' is not a number from -90 to 90"),
        ({"best": "many"}, "best", "'many' is not a whole number"),
    ],
)
def test_what_nobody_can_know_is_a_problem(ged: Path, values: dict[str, str], name: str, what: str) -> None:
    """The problem has the row and the column of the cell in the CSV file."""
    ged.write_text(table({"id": "8"}, values), encoding="utf-8")
    events, _, problems = read(ged)
    assert [event.id for event in events] == ["8"]
    (problem,) = problems
    assert (problem.path, problem.line, problem.field) == (str(ged), 3, name)
    assert problem.what.startswith(what)
    line = ged.read_text(encoding="utf-8").splitlines()[2]
    assert line[problem.column - 1 :].startswith(f'"{values[name]}"')


def test_the_column_of_a_problem_has_the_name_in_the_file(ged: Path) -> None:
    """A message about a file of release 5.0 names `best_est`."""
    ged.write_text(table({"best": "x"}).replace("best,", "best_est,", 1), encoding="utf-8")
    assert [problem.field for problem in read(ged)[2]] == ["best_est"]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "event_id,event_date,fatalities\n1,2018-04-02,3\n", "id,id,best\n1,2,3\n"]
)
def test_other_files_are_refused(ged: Path, text: str) -> None:
    """A table of another data set is not GED, and each missing column is named."""
    ged.write_text(text, encoding="utf-8")
    with pytest.raises(ArchiveError, match="date_start: the column is missing — use a CSV release of UCDP GED"):
        read(ged)


def test_the_list_of_problems_has_an_end(ged: Path) -> None:
    """A file in which every row is wrong is not read to its end."""
    ged.write_text(table(*({"id": str(n), "country": ""} for n in range(500))), encoding="utf-8")
    with pytest.raises(ArchiveError) as caught:
        read(ged)
    assert len(caught.value.problems) == 101
    assert "there are more than 100 problems" in caught.value.problems[-1].what


@pytest.mark.parametrize(
    ("name", "status", "expected"),
    [
        ("GEDEvent_v25_1.csv", "Clear", False),
        ("GEDEvent_v26_0_7.csv", "Clear", True),
        ("GEDEvent_v26_01_26_06.csv", "Clear", True),
        ("july.csv", "Check dyad", True),
        ("ged251.csv", "", False),
    ],
)
def test_candidate_files_are_recognised(tmp_path: Path, name: str, status: str, expected: bool) -> None:
    """By the name that UCDP gives them, also inside an archive, or by an event that is not clear."""
    data = table({}, {"id": "2", "code_status": status}).encode()
    for path, content in ((tmp_path / name, data), (tmp_path / "x.zip", _zip(data, name))):
        path.write_bytes(content)
        with open_ged(path, Adjustments(), []) as file:
            assert len(list(read_events(file))) == 2
            assert file.is_candidate == expected


def test_memory_does_not_grow_with_the_file(ged: Path) -> None:
    """Rows are read one by one; `tracemalloc` counts what Python allocates at once."""
    long = '"Test Wire,2018-04-03,' + "A headline of many words " * 40 + '"'
    ged.write_text(table(*({"id": str(n), "source_article": long} for n in range(4_000))), encoding="utf-8")
    size = ged.stat().st_size
    tracemalloc.start()
    try:
        with open_ged(ged, Adjustments(), []) as file:
            assert sum(1 for _ in read_events(file)) == 4_000
        assert tracemalloc.get_traced_memory()[1] < size / 3
    finally:
        tracemalloc.stop()


def _zip(data: bytes, name: str = "ged.csv") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return buffer.getvalue()
