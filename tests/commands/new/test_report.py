"""The `new` command: it writes a valid file and overwrites none."""

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
        ("ضباب", "2020-05-06-dbb"),
        ("Fire 🔥 in Homs", "2020-05-06-fire-in-homs"),
        ("🔥", "2020-05-06-report"),
        ("- [not] a {list}", "2020-05-06-not-a-list"),
        ("@fog", "2020-05-06-fog"),
        ("017", "2020-05-06-017"),
        ("word " * 30, "2020-05-06-word-word-word-word-word-word-word-word-word-word-word-word"),
    ],
)
def test_a_new_report_is_valid(title: str, stem: str, small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """With any title, the new file is a valid draft at the right path."""
    content = small_site("small")
    assert run(content=content, title=title, date="2020-05-06") == 0
    assert capsys.readouterr().out.strip() == str(content / f"reports/2020/{stem}.md")
    report = load_archive(content, Urls(), drafts=True).catalogue.reports[-1]
    assert (report.stem, report.title, report.status) == (stem, title.strip(), "draft")
    assert len(load_archive(content, Urls()).catalogue.reports) == 1


def test_the_default_date_is_today(small_site: Copy) -> None:
    """Without a date, the report has today's."""
    content = small_site("small")
    days = {date.today()}
    assert run(content=content, title="Fog", date="") == 0
    days.add(date.today())
    (file,) = content.glob("reports/*/*-fog.md")
    assert date.fromisoformat(file.stem[:10]) in days


def test_no_file_is_overwritten(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """A report with the title and date of others gets a name with a number, and their files do not change."""
    content = small_site("small")
    file = content / "reports/2020/2020-01-01-first-light.md"
    before = file.read_bytes()
    for number in (2, 3):
        assert run(content=content, title="First light", date="2020-01-01") == 0
        assert capsys.readouterr().out.strip() == str(file.with_name(f"2020-01-01-first-light-{number}.md"))
    assert file.read_bytes() == before


def test_the_name_can_be_given(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """It is used as it is; one that is taken or invalid is an error, and the remedy works."""
    content = small_site("small")
    assert run(content=content, title="ضباب", date="2020-05-06", name="fog-at-sea") == 0
    assert capsys.readouterr().out.strip().endswith("/2020-05-06-fog-at-sea.md")
    assert run(content=content, title="Fog", date="2020-05-06", name="fog-at-sea") == 2
    assert "already exists — choose another --name or --date" in capsys.readouterr().err
    assert run(content=content, title="Fog", date="2020-05-06", name="fog-again") == 0
    for name in ("Fog", "../fog", "fog.md", "x" * 200):
        assert run(content=content, title="Fog", date="2020-05-06", name=name) == 2
        assert "Error: --name: " in capsys.readouterr().err


NASTY = [
    "🔥",
    "\U0001d400",
    "e\u0301",
    "می\u200cخ",
    "مقتل ثلاثة: “تقرير”",
    "null",
    "- a",
    "a # b",
    "{% x %}",
    "\u3000wide",
]


@pytest.mark.parametrize("text", NASTY, ids=ascii)
def test_titles_are_read_back_unchanged(text: str, small_site: Copy) -> None:
    """Every character and script."""
    content = small_site("small")
    assert run(content=content, title=f"x {text} x", date="2020-05-06") == 0
    assert load_archive(content, Urls(), drafts=True).catalogue.reports[-1].title == f"x {text} x"


@pytest.mark.parametrize(
    "text", ["a\x7fb", "a\x85b", "a\u2028b", "a\ufeffb", "a\x00b", "a\ud83db", "a\uffffb"], ids=ascii
)
def test_forbidden_characters_have_a_message(text: str, small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """It names the character, and not the YAML, which the author does not see."""
    assert run(content=small_site("small"), title=text, date="2020-05-06") == 2
    error = capsys.readouterr().err
    assert "YAML" not in error
    assert "U+" in error or "UTF-8" in error


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
def test_invalid_flags(
    title: str, day: str, message: str, small_site: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing title or invalid date is an error, and no file is written."""
    content = small_site("small")
    before = sorted(content.rglob("*"))
    assert run(content=content, title=title, date=day) == 2
    assert message in capsys.readouterr().err
    assert sorted(content.rglob("*")) == before


def test_regions_and_actors_by_id_or_name(small_site: Copy) -> None:
    """Flags accept ids and unique names; duplicates are removed and the order is preserved."""
    content = small_site("small")
    assert run(content=content, title="Fog", date="2020-05-06", regions=["Northland"], actors=["port authority"]) == 0
    report = load_archive(content, Urls(), drafts=True).catalogue.reports[-1]
    assert (report.regions, report.actors) == (("northland",), ("harbour-office",))
    assert run(content=content, title="Rain", date="2020-05-06", regions=["northland", "Northland"]) == 0
    assert load_archive(content, Urls(), drafts=True).catalogue.reports[-1].regions == ("northland",)


def test_all_errors_are_printed_at_once(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """Unknown entries are errors with a suggestion, printed together with all other errors."""
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
    """Without regions, the error explains how to add one."""
    content = small_site("small")
    (content / "registry/regions.yaml").unlink()
    assert run(content=content, title="Fog", date="2020-05-06") == 2
    assert "has no regions yet — add one: inv new-region" in capsys.readouterr().err


def test_an_invalid_registry_is_an_error(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """With an invalid registry, no report is written."""
    content = small_site("small")
    (content / "registry/regions.yaml").write_text("- id: x\n", "utf-8")
    assert run(content=content, title="Fog", date="2020-05-06") == 1
    assert "region.name: is missing" in capsys.readouterr().err
