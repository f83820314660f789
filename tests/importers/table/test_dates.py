"""Dates of tables: forms, words, precision, and the order of day and month."""

from pathlib import Path

import pytest

from plugins.importers.table.date_formats import DateMismatchError, read_date
from plugins.importers.table.map_file import read_map
from tests.importers.table.imports import MAP, problems_of, snapshot, table_of
from tests.importers.table.test_import import Import


def date_map(date: str) -> str:
    return MAP.replace("  date: date\n", f"  date: {date}\n")


def event_dates(content: Path) -> list[str]:
    """Return the dates of all events of the reports."""
    texts = (data.decode() for path, data in snapshot(content).items() if path.startswith("reports/"))
    return [line.removeprefix("    date: ") for text in texts for line in text.splitlines() if line[:9] == "    date:"]


@pytest.mark.parametrize(
    ("date", "cell", "expected"),
    [
        ("date", "2018-04-22T10:30:00Z", "2018-04-22"),
        ("date", "2018/4/2", "2018-04-02"),
        ("date", "20180422", "2018-04-22"),
        ("date", "2018", "2018"),
        ("date", "04/2018", "2018-04"),
        ("date", "April 2018", "2018-04"),
        ("date", "Sunday", ""),
        ("date", "22 April 2018", "2018-04-22"),
        ("date", '"April 22nd, 2018"', "2018-04-22"),
        ("date", "22.4.2018", "2018-04-22"),
        ("date", "about 22/04/2018", "2018-04-22~"),
        ("date", "ca. April 2018", "2018-04~"),
        ("date", "2018-04~", "2018-04~"),
        ("date", "?? April 2018", "2018-04"),
        ("{column: date, formats: day-month-year}", "00/04/2018", "2018-04"),
        ("date", "٢٢/٠٤/٢٠١٨", "2018-04-22"),
        ("{column: date, about: [vers]}", "vers 2018", "2018~"),
        ('{column: date, formats: "%d.%m.%y"}', "22.04.18", "2018-04-22"),
        ('{column: date, formats: "%d-%b-%Y %H:%M"}', "22-Apr-2018 10:30", "2018-04-22"),
        ('{column: date, formats: ["%m/%d/%Y", "%Y"]}', "04/03/2018", "2018-04-03"),
        ("{column: date, formats: excel}", "43212", "2018-04-22"),
        ("{column: date, formats: month-day-year}", "4/22/2018 12:00:00 AM", "2018-04-22"),
        ("{column: date, precision: {column: actor, other: month}}", "2018-04-22,x", "2018-04"),
        ("{column: date, end: actor}", "2018-04-22,2018-04-24", "2018-04-22/2018-04-24"),
        ("{column: date, end: actor}", "2018-04-22,unknown", "2018-04-22"),
        ("{year: date, month: actor}", "2018,4.0", "2018-04"),
        ("{year: date, month: actor}", "2018,0", "2018"),
    ],
)
def test_dates_are_read_as_precisely_as_they_are_known(
    content: Path, import_rows: Import, date: str, cell: str, expected: str
) -> None:
    """A cell gives a date of the archive's subset of EDTF; a cell without a date is a bad row."""
    cells = f"{cell},".split(",") if cell[0] != '"' else [cell, ""]
    table = date_map(date).replace('  actors: [{column: actor, separator: ";"}]\n', "")
    import_rows("1,2018-01-01,T,,,x,", f"2,{cells[0]},T,,{cells[1]},x,", table=table, skip_bad_rows=True, mode="part")
    assert [text for text in event_dates(content) if not text.startswith("2018-01")] == ([expected] if expected else [])


def test_months_can_be_in_the_language_of_the_map() -> None:
    """French, Arabic and Russian names of months are read, with their abbreviations."""
    formats = read_map("m", date_map("{column: date, formats: day-month-year}"), []).table.event.date.formats
    cells = {"fr": "1er avr. 2018", "ar": "1 أبريل 2018", "ru": "1 апреля 2018", "es": "1 de abril de 2018"}
    cells |= {"ar-SY": "1 نيسان 2018", "fr-CA": "1er avril 2018"}
    assert read_date("1 نيسان 2018", formats, "ar") == "2018-04-01"
    assert {read_date(cell, formats, lang) for lang, cell in cells.items()} == {"2018-04-01"}
    with pytest.raises(DateMismatchError):
        read_date("1 avril 2018", formats, "en")


def test_months_and_titles_are_in_the_language_of_the_archive(content: Path, import_rows: Import) -> None:
    """A map needs no language if it is that of the archive."""
    (content / "site.yaml").write_text("name: Test\ndescription: Un test.\nlang: fr\n", encoding="utf-8")
    import_rows("1,3 août 2018,T,,,x,")
    text = (content / "reports/2018/2018-08-03-news.md").read_text(encoding="utf-8")
    assert 'title: "News: 3 août 2018"\n' in text
    assert "\nlang:" not in text


def test_the_order_of_day_and_month_is_not_guessed(content: Path, import_rows: Import) -> None:
    """One row settles it for all; if none does, or two contradict, the import asks."""
    row = "{},{},T,,,x,".format
    remedy = "give the order: --date-order day-month-year or --date-order month-day-year"
    unclear = [row(1, "05/05/2018"), row(2, "03/04/2018"), row(3, "01/02/2018")]
    assert problems_of(content, table_of(*unclear)) == [
        "rows.csv:3:3: row 3, date: '03/04/2018' can begin with the day or with the month; 2 dates of this column can, "
        f"and none settles it — {remedy}"
    ]
    assert problems_of(content, table_of(*unclear, row(4, "25/04/2018"), row(5, "04/25/2018"))) == [
        "rows.csv:6:3: row 6, date: '04/25/2018' has another order of day and month than row 5 — "
        f"correct one of the two, or {remedy}"
    ]
    import_rows(*unclear, date_order="month-day-year")
    assert event_dates(content) == ["2018-01-02", "2018-03-04", "2018-05-05"]
    import_rows(*unclear, row(4, "25/04/2018"))
    assert "2018-04-03" in event_dates(content)
    import_rows(row(1, "05/05/2018"), mode="part")


def test_spans_must_make_sense(content: Path) -> None:
    """An event ends after it begins, and lasts no longer than the archive allows."""
    table = date_map("{column: date, end: actor}").replace('  actors: [{column: actor, separator: ";"}]\n', "")
    rows = ["1,2018-04-22,T,,2018-04-21,x,", "2,1800,T,,2018-04-21,x,"]
    assert [problem.split(" — ")[0] for problem in problems_of(content, table_of(*rows), table)] == [
        "rows.csv:2:3: row 2, date: '2018-04-22/2018-04-21' ends before it starts",
        "rows.csv:3:3: row 3, date: '1800/2018-04-21' is longer than 100 years",
    ]
