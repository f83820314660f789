"""Proposed maps: valid for any file, and sufficient for files with usual names of columns."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.archive.archive import load_archive
from plugins.archive.urls import Urls
from plugins.commands.import_csv.command import run
from plugins.commands.import_csv.options import Options
from plugins.importers.table.map import FileFormat
from plugins.importers.table.map_file import read_map
from plugins.importers.table.propose import propose_map
from plugins.importers.table.reader import open_csv
from tests.importers.table.imports import TODAY, make_archive

FRENCH = (
    "\ufeffDate;Pays;Gouvernorat;Ville;Type;Auteur;Morts;Latitude;Longitude;Résumé;Source;Lien\r\n"
    '03.04.2018;Syrie;Homs;Palmyre;Attaque;État islamique;3;34,56;38,28;"Un poste; trois morts.";SANA;https://example.org/1\r\n'
    '25.04.2018;Syrie;Deir ez-Zor;Al-Mayadin;Frappe;Armée syrienne;"1 200";35,02;40,45;Des avions.;SANA;https://example.org/2\r\n'
)
ARABIC = (
    "الرقم;التاريخ;البلد;المحافظة;المدينة;نوع;الفاعل;القتلى;الوصف;المصدر\n"
    "1;٢٥/٠٤/٢٠١٨;سوريا;دير الزور;الميادين;قصف;الجيش;٣;غارة على المدينة;سانا\n"
    "2;٠٣/٠٤/٢٠١٨;سوريا;حمص;;هجوم;;;هجوم على حاجز;سانا\n"
)


def proposed(folder: Path, text: str, encoding: str = "utf-8") -> tuple[Path, Path]:
    """Write a file and the map that the command proposes for it; return both paths."""
    file, table = folder / "données.csv", folder / "map.yaml"
    file.write_bytes(text.encode(encoding))
    assert run(folder, file, Options(str(table), propose=True), TODAY) == 0
    return file, table


@pytest.mark.parametrize(("text", "encoding"), [(FRENCH, "utf-8"), (ARABIC, "utf-16"), (ARABIC, "utf-8")])
def test_a_proposed_map_works_at_once(tmp_path: Path, text: str, encoding: str) -> None:
    """A newsroom's spreadsheet with headers in French or Arabic is imported with the proposed map."""
    file, table = proposed(tmp_path, text, encoding)
    content = make_archive(tmp_path / "content")
    assert run(content, file, Options(str(table), add=True), TODAY) == 0
    archive = load_archive(content, Urls())
    dates = sorted(dated.event.date.text for dated in archive.catalogue.events)
    assert dates == ["2018-04-03", "2018-04-25"]
    assert {event.event.deaths.best for event in archive.catalogue.events if event.event.deaths} in ({3, 1200}, {3})


def test_a_decimal_comma_is_read(tmp_path: Path) -> None:
    """Coordinates and numbers of a French spreadsheet are what they mean."""
    file, table = proposed(tmp_path, FRENCH)
    content = make_archive(tmp_path / "content")
    assert run(content, file, Options(str(table), add=True), TODAY) == 0
    events = [dated.event for dated in load_archive(content, Urls()).catalogue.events]
    assert {event.coordinates for event in events} == {(34.56, 38.28), (35.02, 40.45)}


def test_a_map_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A second proposal leaves the edited map alone; without --map it is printed."""
    file, table = proposed(tmp_path, FRENCH)
    assert run(tmp_path, file, Options(str(table), propose=True), TODAY) == 1
    assert "exists already" in capsys.readouterr().err
    assert run(tmp_path, file, Options(propose=True), TODAY) == 0
    assert capsys.readouterr().out == table.read_text(encoding="utf-8")


def test_an_order_that_is_not_settled_is_asked_about(tmp_path: Path) -> None:
    """The line for the order of day and month is there as a comment; a settled order is written."""
    _, table = proposed(tmp_path, "date,what\n03/04/2018,x\n")
    assert (
        "    # formats: day-month-year  # or month-day-year: no date of the first rows settles it\n"
        in table.read_text(encoding="utf-8")
    )
    table.unlink()
    _, table = proposed(tmp_path, "date,what\n03/25/2018,x\n")
    assert "    formats: [month-day-year, year-month-day]\n" in table.read_text(encoding="utf-8")


def test_the_language_of_months_is_found(tmp_path: Path) -> None:
    """It is written if it is the only one in which the dates can be read."""
    _, table = proposed(tmp_path, "date,what\n3 février 2018,x\n4 août 2018,x\n")
    assert "\nlang: fr  #" in table.read_text(encoding="utf-8")


names = st.text("aé ا{}:#'\"-_?*&!|>%@`,;[]\\\t1中", min_size=1, max_size=9)
known = st.sampled_from(
    ["date", "Date", "id", "lat", "lon", "type", "country", "url", "killed", "year", "title", "source"]
)


@settings(max_examples=60)
@given(header=st.lists(names | known, min_size=1, max_size=8), cell=names)
def test_a_proposed_map_is_valid(header: list[str], cell: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever the names of the columns are, the map can be read, and names only columns of the file."""
    folder = tmp_path_factory.getbasetemp()
    path = folder / "any: #'name.csv"
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([header, [cell] * len(header), ["2018-04-02"] * len(header)])
    path.write_bytes(stream.getvalue().encode())
    file = open_csv(path, FileFormat(separator=","))
    loaded = read_map("map.yaml", propose_map(file), [])
    if any(file.header.keys.count(key) == 1 for key in file.header.keys if key):
        loaded.check_columns(file.header)
