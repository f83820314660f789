"""The import-ged command: what it writes, what it keeps and what it refuses."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.archive.archive import load_archive
from plugins.archive.urls import Urls
from plugins.commands import import_ged
from plugins.importers.ucdp.checksum import intact

DATA = Path(__file__).parent / "data"
DIGEST = "reports/2018/2018-04-02-ucdp-digest-syria.md"
WHOLE = "a whole number from 0 to 100000000"
ROW = "1,Syria,Homs Governorate,Kissin village,34.9,36.6,2018-04-02,2018-04-02,Government of Syria,IS,1,2,3"


def snapshot(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_file_edited_by_hand_is_kept(
    content: Path, ged_file: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A digest that somebody edited is never written over; it is named, and the import succeeds."""
    file = ged_file(ROW)
    assert import_ged.run(content=content, file=file) == 0
    digest = content / DIGEST
    digest.write_text(digest.read_text(encoding="utf-8").replace("Kissin", "Kisin"), encoding="utf-8")
    edited = digest.read_bytes()
    assert import_ged.run(content=content, file=ged_file(ROW.replace("1,2,3", "2,2,3"))) == 0
    assert digest.read_bytes() == edited
    assert f"{DIGEST}: kept, edited since" in capsys.readouterr().out


def test_a_file_that_no_importer_wrote_is_kept(content: Path, ged_file: Callable[..., Path]) -> None:
    """A report of the same name without the importer's mark is left alone."""
    digest = content / DIGEST
    digest.parent.mkdir(parents=True)
    digest.write_text("---\ntitle: Mine\n---\n", encoding="utf-8")
    assert import_ged.run(content=content, file=ged_file(ROW)) == 0
    assert digest.read_text(encoding="utf-8") == "---\ntitle: Mine\n---\n"


def test_new_data_rewrites_an_unedited_file(content: Path, ged_file: Callable[..., Path]) -> None:
    """Data that were corrected reach a digest that nobody has touched."""
    import_ged.run(content=content, file=ged_file(ROW))
    import_ged.run(content=content, file=ged_file(ROW.replace("1,2,3", "2,4,9")))
    text = (content / DIGEST).read_text(encoding="utf-8")
    assert "{low: 2, best: 4, high: 9}" in text
    assert intact(text)


def test_another_country_makes_a_whole_archive(tmp_path: Path) -> None:
    """A file with fewer columns, `3.0`, times in dates and a byte-order mark fills an empty archive that is valid."""
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
    assert regions["testland/kachari"].spellings() == ("Kachari", "Kachari State")
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


def test_added_entries_leave_the_registry_as_it_stands(content: Path, ged_file: Callable[..., Path]) -> None:
    """New entries come after what is there, comments included, and are added once."""
    path = content / "registry/actors.yaml"
    before = path.read_text(encoding="utf-8")
    row = ROW.replace(",IS,", ",Desert Riders,")
    assert import_ged.run(content=content, file=ged_file(row)) == 0
    after = path.read_text(encoding="utf-8")
    assert after == f"{before}- id: desert-riders\n  name: Desert Riders\n  kind: armed-group\n"
    assert import_ged.run(content=content, file=ged_file(row)) == 0
    assert path.read_text(encoding="utf-8") == after


def test_every_problem_is_told_and_nothing_written(
    content: Path, ged_file: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """All faulty cells of all rows are named in one run with their place and a remedy."""
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
        f"{file}:4:32: date_end: 2018-04-02 is before date_start, 2018-04-03 — correct one of the two",
        f"{file}:4:63: side_b: is empty — fill it in",
        f"{file}:4:68: high: 'few' is not {WHOLE} — write {WHOLE}",
        f"{file}:5:1: id: '1' stands in line 2 too — keep one of the two rows",
        f"{file}:6:1: row: the row has 2 cells, the header 13 — quote cells that hold commas",
        "7 problem(s); nothing was written.",
    ]


def test_missing_columns_are_named(
    content: Path, ged_file: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is no GED release is refused with the columns it lacks."""
    assert import_ged.run(content=content, file=ged_file("1;2", header="id;best")) == 1
    errors = capsys.readouterr().err
    assert ":1:1: date_start: the column is missing — " in errors
    assert errors.count("the column is missing") == 11


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [("2018-04-02", "2018-04-02", ["02"]), ("", "2018-04-03", ["02", "03"]), ("", "", [*"x"])],
)
def test_only_the_days_asked_for(
    content: Path, ged_file: Callable[..., Path], first: str, last: str, days: list[str]
) -> None:
    """`--from` and `--to` bound the days; left out, they are the file's own."""
    rows = [f"{n}{ROW[1:].replace('2018-04-02', f'2018-04-{day}')}" for n, day in enumerate(("02", "03", "09"), 1)]
    assert import_ged.run(content=content, file=ged_file(*rows), first=first, last=last) == 0
    made = [path.name[8:10] for path in sorted(content.glob("reports/2018/*.md"))]
    assert made == (["02", "03", "09"] if days == ["x"] else days)


def test_a_crowded_day_ends_in_a_table(content: Path, ged_file: Callable[..., Path]) -> None:
    """However many events a day has, no sentence pattern is used up more than twice: the rest is a table."""
    rows = [
        f"{n},Syria,Division {n % 40},Place {n} village,34.9,36.6,2018-04-02,2018-04-02,"
        f"Group {n % 60},IS,1,{1 + n % 9},9"
        for n in range(1, 301)
    ]
    assert import_ged.run(content=content, file=ged_file(*rows)) == 0
    text = (content / DIGEST).read_text(encoding="utf-8").split("\n---\n", 1)[1]
    assert "| Where | Parties | Deaths |" in text
    told = Counter(line for line in text.splitlines() if line.startswith("| in the village"))
    assert max(told.values()) == 1
    assert len(load_archive(content, Urls()).catalogue.events) == 300
