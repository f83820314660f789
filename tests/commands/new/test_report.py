"""The new command: a file that is valid at once, and no file that was there is touched."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from plugins.archive.archive import load_archive
from plugins.archive.urls import Urls
from plugins.commands.new.report import run

Copy = Callable[[str], Path]


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Fog on the coast", "2020-05-06-fog-on-the-coast"),
        ('Fog: "thick" & #1', "2020-05-06-fog-thick-1"),
        ("ضباب", "2020-05-06-report"),
        ("- [not] a {list}", "2020-05-06-not-a-list"),
        ("@fog", "2020-05-06-fog"),
        ("017", "2020-05-06-017"),
        ("word " * 30, "2020-05-06-word-word-word-word-word-word-word-word-word-word-word-word"),
    ],
)
def test_a_new_report_is_valid(title: str, stem: str, small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever its title, the new file is in its place, in order, and a draft."""
    content = small_site("small")
    assert run(content=content, title=title, date="2020-05-06") == 0
    assert capsys.readouterr().out.strip() == str(content / f"reports/2020/{stem}.md")
    made = load_archive(content, Urls(), drafts=True).catalogue.reports[-1]
    assert (made.stem, made.title, made.status) == (stem, title.strip(), "draft")
    assert len(load_archive(content, Urls()).catalogue.reports) == 1


def test_without_a_date_it_is_today(small_site: Copy) -> None:
    """Who gives no date means today."""
    content = small_site("small")
    days = {date.today()}
    assert run(content=content, title="Fog", date="") == 0
    days.add(date.today())
    (made,) = content.glob("reports/*/*-fog.md")
    assert date.fromisoformat(made.stem[:10]) in days


def test_no_file_is_overwritten(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """A title and date that are taken are an error, and the file stays what it was."""
    content = small_site("small")
    file = content / "reports/2020/2020-01-01-first-light.md"
    before = file.read_bytes()
    assert run(content=content, title="First light", date="2020-01-01") == 2
    assert "is there already — choose another title or date" in capsys.readouterr().err
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("title", "day", "message"),
    [
        ("", "2020-01-01", "Error: --title: is missing — give one"),
        ("  ", "2020-01-01", "Error: --title: is missing — give one"),
        ("x" * 301, "2020-01-01", "Error: --title: is longer than 300 characters — shorten it"),
        ("Fog", "yesterday", "'yesterday' is not a date"),
        ("Fog", "2020-02-30", "is not in the calendar"),
    ],
)
def test_what_cannot_be_made(
    title: str, day: str, message: str, small_site: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing title or a wrong date is said plainly, and nothing is made."""
    content = small_site("small")
    before = sorted(content.rglob("*"))
    assert run(content=content, title=title, date=day) == 2
    assert message in capsys.readouterr().err
    assert sorted(content.rglob("*")) == before


def test_regions_and_actors_by_id_or_name(small_site: Copy) -> None:
    """Flags take ids, and names that one entry alone has, in the order given and each once."""
    content = small_site("small")
    assert run(content=content, title="Fog", date="2020-05-06", regions=["Northland"], actors=["port authority"]) == 0
    made = load_archive(content, Urls(), drafts=True).catalogue.reports[-1]
    assert (made.regions, made.actors) == (("northland",), ("harbour-office",))
    assert run(content=content, title="Rain", date="2020-05-06", regions=["northland", "Northland"]) == 0
    assert load_archive(content, Urls(), drafts=True).catalogue.reports[-1].regions == ("northland",)


def test_every_fault_is_said_at_once(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """What the registry lacks is refused with what may have been meant, beside every other fault of the flags."""
    content = small_site("small")
    before = sorted(content.rglob("*"))
    assert run(content=content, date="soon", regions=["nortland"], actors=["Harbor Office", "nobody at all"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "Error: --title: is missing — give one",
        "Error: --date: 'soon' is not a date — write year-month-day, as in 2018-04-22",
        "Error: --region: 'nortland' is not in the registry — did you mean 'northland'?",
        "Error: --actor: 'Harbor Office' is not in the registry — did you mean 'harbour-office'?",
    ]
    assert sorted(content.rglob("*")) == before


def test_an_archive_without_regions(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """Who begins an archive is told what comes before the first report."""
    content = small_site("small")
    (content / "registry/regions.yaml").unlink()
    assert run(content=content, title="Fog", date="2020-05-06") == 2
    assert "has no regions yet — add one: inv new-region" in capsys.readouterr().err


def test_a_faulty_archive_gets_no_report(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """An archive whose registry is faulty is mended first."""
    content = small_site("small")
    (content / "registry/regions.yaml").write_text("- id: x\n", "utf-8")
    assert run(content=content, title="Fog", date="2020-05-06") == 1
    assert "region.name: is missing" in capsys.readouterr().err
