"""Cells of rows: numbers, codes and coordinates mean what they certainly mean, and are asked about otherwise."""

import pytest

from plugins.importers.table.map import Code
from plugins.importers.table.row import PAIR, Header, Row, clean

HEADER = Header({"n": "N"}, ("n",))


def row(cell: str, decimal: str = "", empty: frozenset[str] = frozenset()) -> Row:
    return Row("t.csv", 2, 2, cell, ";", HEADER, {"n": cell}, decimal, empty)


@pytest.mark.parametrize(
    ("cell", "decimal", "expected"),
    [
        ("3", "", 3),
        ("3.0", "", 3),
        ("3,0", "", 3),
        ("0", "", 0),
        ("1,234", "", 1234),
        ("1.234", "", 1234),
        ("1 234", "", 1234),
        ("1\u202f234\u202f567", "", 1234567),
        ("12,345,000", "", 12345000),
        ("1.000", ",", 1000),
        ("1.000", ".", 1),
        ("1,000", ".", 1000),
        ("١٬٢٣٤", "", 1234),
        ("٣", "", 3),
    ],
)
def test_whole_numbers_are_read(cell: str, decimal: str, expected: int) -> None:
    """Thousands may be separated; a number of deaths has no fraction."""
    one = row(cell, decimal)
    assert (one.count("n"), one.problems) == (expected, [])


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        ("1.000", "'1.000' can be 1 or 1000"),
        ("1,000", "'1,000' can be 1 or 1000"),
        ("3.5", "'3.5' is not a whole number"),
        ("-3", "'-3' is not a whole number"),
        ("3-5", "'3-5' is not a whole number"),
        ("1,23", "'1,23' is not a whole number"),
        ("1e3", "'1e3' is not a whole number"),
        ("999999999", "'999999999' is more than 100,000,000"),
    ],
)
def test_other_numbers_are_asked_about(cell: str, what: str) -> None:
    """Nothing is guessed, rounded or cut."""
    one = row(cell)
    assert one.count("n") is None
    assert [problem.what for problem in one.problems] == [what]


def test_values_that_mean_an_empty_cell_are_empty() -> None:
    """They are compared without case."""
    assert row("-99", empty=frozenset(["-99"])).count("n") is None
    assert row(" Unknown ", empty=frozenset(["unknown"])).text("n") == ""
    assert row("Unknown; A", empty=frozenset(["unknown"])).parts("n", ";") == ["A"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("35,02", 35.02), ("-35.5", -35.5), ("−35.5", -35.5), ("35°", 35.0), ("1.5e-05", 1.5e-05), ("٣٥٫٠٢", 35.02)],
)
def test_degrees_have_a_point_or_a_comma(cell: str, expected: float) -> None:
    """A degree is small, so that a comma in it is decimal."""
    assert row("").degrees("n", cell, 90) == expected


@pytest.mark.parametrize("cell", ["95", "35.02.1", "35 N", "", "1,234,5"])
def test_other_degrees_are_problems(cell: str) -> None:
    """A degree beyond the limit, or in another form, is a problem."""
    one = row("")
    assert one.degrees("n", cell, 90) is None
    assert one.problems


@pytest.mark.parametrize("cell", ["35.02, 40.45", "35.02,40.45", "35,02; 40,45", "35.02 40.45", "(35.02, 40.45)"])
def test_two_coordinates_can_be_in_one_cell(cell: str) -> None:
    """Latitude comes first."""
    match = PAIR.fullmatch(cell)
    assert match
    assert [float(text.replace(",", ".")) for text in match.groups() if text] == [35.02, 40.45]


def test_codes_mean_what_the_map_says() -> None:
    """A value without a meaning is a problem unless there is one for all others; an empty cell has none."""
    code = Code(column="n", values={"a": 1})
    assert (row(" A ").code(code), row("").code(code), row("b").code(Code(column="n", other=2))) == (1, "", 2)
    one = row("b")
    assert one.code(code) == ""
    assert [str(problem) for problem in one.problems] == [
        "t.csv:2:1: row 2, N: 'b' has no meaning in the map — add it to 'values', or give 'other'"
    ]


def test_text_is_cleaned() -> None:
    """Invisible characters go where no script needs them, and stay where one does."""
    assert clean("a\u200bb\ufeff \x07c\n\td") == "ab c d"
    assert clean("\u200b \u2060") == ""
    assert clean("می\u200cخواهم") == "می\u200cخواهم"
