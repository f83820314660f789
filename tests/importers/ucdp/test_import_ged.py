"""The import-ged command: what it writes, what it leaves alone, and what it rejects."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.archive.archive import load_archive
from plugins.archive.urls import Urls
from plugins.commands import import_ged
from plugins.importers.checksum import is_unmodified

DATA = Path(__file__).parent / "data"
DIGEST = "reports/2018/2018-04-02-ucdp-digest-syria.md"
COUNT = "a whole number from 0 to 100000000"
ROW = "1,Syria,Homs Governorate,Kissin village,34.9,36.6,2018-04-02,2018-04-02,Government of Syria,IS,1,2,3"


def snapshot(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_edited_digest_is_not_overwritten(
    content: Path, ged_file: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """An edited digest is listed, and the import succeeds."""
    file = ged_file(ROW)
    assert import_ged.run(content=content, file=file) == 0
    digest = content / DIGEST
    digest.write_text(digest.read_text(encoding="utf-8").replace("Kissin", "Kisin"), encoding="utf-8")
    edited = digest.read_bytes()
    assert import_ged.run(content=content, file=ged_file(ROW.replace("1,2,3", "2,2,3"))) == 0
    assert digest.read_bytes() == edited
    assert f"{DIGEST}: not overwritten, because it was edited" in capsys.readouterr().out


def test_a_report_without_a_checksum_is_not_overwritten(content: Path, ged_file: Callable[..., Path]) -> None:
    """A report that has the name of a digest, but was not imported, is unchanged."""
    digest = content / DIGEST
    digest.parent.mkdir(parents=True)
    digest.write_text("---\ntitle: Mine\n---\n", encoding="utf-8")
    assert import_ged.run(content=content, file=ged_file(ROW)) == 0
    assert digest.read_text(encoding="utf-8") == "---\ntitle: Mine\n---\n"


def test_an_unmodified_digest_is_updated(content: Path, ged_file: Callable[..., Path]) -> None:
    """Corrected data replace the text of a digest that was not edited."""
    import_ged.run(content=content, file=ged_file(ROW))
    import_ged.run(content=content, file=ged_file(ROW.replace("1,2,3", "2,4,9")))
    text = (content / DIGEST).read_text(encoding="utf-8")
    assert "{low: 2, best: 4, high: 9}" in text
    assert is_unmodified(text)


def test_an_empty_archive_is_filled(tmp_path: Path) -> None:
    """A file with few columns, `3.0`, times of day and a byte-order mark gives a valid archive with all entries."""
    folder = tmp_path / "content"
    folder.mkdir()
    (folder / "site.yaml").write_text("name: T\ndescription: A test.\nlang: en\n", encoding="utf-8")
    assert import_ged.run(content=folder, file=DATA / "invented.csv") == 0
    archive = load_archive(folder, Urls())
    assert [report.stem for report in archive.catalogue.reports] == [
        "2001-05-02-ucdp-digest-otherland",
        "2001-05-02-ucdp-digest-testland",
        "2001-05-09-ucdp-digest-testland",
    ]
    regions = archive.registry.regions
    assert regions["testland"].spellings() == ("Testland", "Testland (Old Testland)", "Old Testland")
    assert regions["testland/kachari-state"].spellings() == ("Kachari State",)
    assert regions["testland/northern-province"].kind == "province"
    assert regions["otherland/page-region"].name == "Page"
    kinds = {actor.name: actor.kind for actor in archive.registry.actors.values()}
    assert kinds == {
        "Government of Testland": "state",
        "Government of Otherland": "state",
        "Ford Front": "armed-group",
        "Red Banner": "armed-group",
        "River Men": "armed-group",
        "Civilians": "civilians",
    }
    first = next(d.event for d in archive.catalogue.events if d.event.id == "ucdp-9000001")
    assert first.type == "state-based-violence"
    assert first.deaths is not None
    assert (first.deaths.low, first.deaths.high) == (3, 9)
    before = snapshot(folder)
    assert import_ged.run(content=folder, file=DATA / "invented.csv") == 0
    assert snapshot(folder) == before


def test_new_entries_are_appended_to_the_registry(content: Path, ged_file: Callable[..., Path]) -> None:
    """Entries are added once, and the existing text of the registry is unchanged."""
    path = content / "registry/actors.yaml"
    before = path.read_text(encoding="utf-8")
    row = ROW.replace(",IS,", ",Desert Riders,")
    assert import_ged.run(content=content, file=ged_file(row)) == 0
    after = path.read_text(encoding="utf-8")
    assert after == f"{before}- id: desert-riders\n  name: Desert Riders\n  kind: armed-group\n"
    assert import_ged.run(content=content, file=ged_file(row)) == 0
    assert path.read_text(encoding="utf-8") == after


def test_a_name_of_several_entries_is_an_error(
    content: Path, ged_file: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """The import chooses none of them and writes nothing; a similar name is another actor."""
    path = content / "registry/actors.yaml"
    twins = "".join(
        f"- {{id: riders-{n}, name: Riders {n}, kind: armed-group, names: [Desert Riders]}}\n" for n in "ab"
    )
    path.write_text(path.read_text("utf-8") + twins, "utf-8")
    before = snapshot(content)
    assert import_ged.run(content=content, file=ged_file(ROW.replace(",IS,", ",Desert riders,"))) == 1
    message = "'Desert riders' is a name of several entries: riders-a, riders-b — keep the name in one of them only"
    assert message in capsys.readouterr().err
    assert snapshot(content) == before
    assert import_ged.run(content=content, file=ged_file(ROW.replace(",IS,", ",Désert riders,"))) == 0
    assert "name: Désert riders" in path.read_text("utf-8")


def test_all_problems_are_reported_and_nothing_is_written(
    content: Path, ged_file: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """One run reports every invalid cell of every row with its line, its column and a remedy."""
    file = ged_file(
        ROW,
        '2,Syria,"Homs, north",Kissin,91,36.6,4/5/2018,2018-04-02,Government of Syria,IS,1,2,3',
        "3,Syria,,,34.9,36.6,2018-04-03,2018-04-02,Government of Syria,,3,2,few",
        "1,Syria,,,34.9,36.6,2018-04-03,2018-04-03,Government of Syria,IS,1,2,3",
        "4,Syria",
    )
    before = snapshot(content)
    assert import_ged.run(content=content, file=file) == 1
    assert snapshot(content) == before
    errors = capsys.readouterr().err.splitlines()
    assert errors == [
        f"{file}:3:30: latitude: '91' is not a number from -90 to 90 — write a number from -90 to 90",
        f"{file}:3:38: date_start: '4/5/2018' is not a date — write year-month-day, as in 2018-04-22 "
        "(4/5/2018 could be read in two ways)",
        f"{file}:4:63: side_b: is empty — fill it in",
        f"{file}:4:68: high: 'few' is not {COUNT} — write {COUNT}",
        f"{file}:5:1: id: '1' is also the id of an earlier row with other values — keep one of the two rows",
        f"{file}:6:1: row: the row has 2 cells, the header 13 — quote cells that contain commas",
        "6 problems; nothing was written.",
    ]


def test_missing_columns_are_reported(
    content: Path, ged_file: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is not a GED release is rejected with a message for each missing column."""
    assert import_ged.run(content=content, file=ged_file("1;2", header="id;best")) == 1
    errors = capsys.readouterr().err
    assert ":1:1: date_start: the column is missing — " in errors
    assert errors.count("the column is missing") == 9


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [("2018-04-02", "2018-04-02", ["02"]), ("", "2018-04-03", ["02", "03"]), ("", "", [*"x"])],
)
def test_only_the_requested_days_are_imported(
    content: Path, ged_file: Callable[..., Path], first: str, last: str, days: list[str]
) -> None:
    """`--from` and `--to` limit the days. Without them, all days of the file are imported."""
    rows = [f"{n}{ROW[1:].replace('2018-04-02', f'2018-04-{day}')}" for n, day in enumerate(("02", "03", "09"), 1)]
    assert import_ged.run(content=content, file=ged_file(*rows), first=first, last=last) == 0
    made = [path.name[8:10] for path in sorted(content.glob("reports/2018/*.md"))]
    assert made == (["02", "03", "09"] if days == ["x"] else days)


def test_a_period_without_events_is_reported(
    content: Path, ged_file: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A period in which the file has no event is probably a mistake."""
    file = ged_file(ROW)
    assert import_ged.run(content=content, file=file, first="2019-01-01") == 1
    what = f"{file}:1:1: date_start: the file has no events in the requested period — check --from and --to"
    assert what in capsys.readouterr().err


def test_a_day_with_many_events(content: Path, ged_file: Callable[..., Path]) -> None:
    """Each event has one row in the table of its division, however many there are."""
    rows = [
        f"{n},Syria,Division {n % 40},Place {n} village,34.9,36.6,2018-04-02,2018-04-02,"
        f"Group {n % 60},IS,1,{1 + n % 9},9"
        for n in range(1, 301)
    ]
    assert import_ged.run(content=content, file=ged_file(*rows)) == 0
    lines = (content / DIGEST).read_text(encoding="utf-8").split("\n---\n", 1)[1].splitlines()
    assert sum(line.startswith("| In or around Place ") for line in lines) == 300
    assert len(set(lines)) > 300
    assert lines.count("| Place | Parties | Deaths |") == 40
    assert len(load_archive(content, Urls()).catalogue.events) == 300


def test_markup_in_names_is_shown_as_text(content: Path, ged_file: Callable[..., Path]) -> None:
    """Characters that Markdown gives a meaning are escaped in tables and headings."""
    place, group = "A|B [x](y) <b> village", "*Red* `Banner` & Co_"
    row = ROW.replace("Kissin village", place).replace(",IS,", f",{group},").replace("Homs Gov", "X # <i> # Gov")
    assert import_ged.run(content=content, file=ged_file(row)) == 0
    (report,) = load_archive(content, Urls()).catalogue.reports
    assert "<td>In or around A|B [x](y) &lt;b&gt; village</td>" in report.body.html
    assert "<td>Government of Syria – *Red* `Banner` &amp; Co_</td>" in report.body.html
    assert "X # &lt;i&gt; # Governorate</h2>" in report.body.html
    assert f"around {place} in violence between the Government of Syria and {group}." in report.events[0].summary
