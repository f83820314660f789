"""`inv build --explain`: names the changed inputs of one file, and builds nothing."""

import shutil
from pathlib import Path

import pytest

from plugins.commands.explain import run
from tests.archive_builder import ArchiveBuilder
from tests.site_pages import file_contents

ROOT = Path(__file__).resolve().parents[2]
LIGHT = "reports/2020/2020-01-15-migdalor.md"
PAGE = "reports/2020-01-15-migdalor/"
REPORT = "report, with the registry entries that it names"


@pytest.fixture
def archive(tmp_path: Path) -> ArchiveBuilder:
    """Return the archive of lighthouses, built once."""
    shutil.copytree(ROOT / "tests/sites/valid/lighthouses", tmp_path / "content")
    shutil.copytree(ROOT / "theme", tmp_path / "theme")
    builder = ArchiveBuilder(tmp_path, theme=tmp_path / "theme")
    builder.build()
    return builder


def explain(archive: ArchiveBuilder, path: str, capsys: pytest.CaptureFixture[str]) -> tuple[str, list[str]]:
    """Return the first line of an explanation without the file, and the names of inputs after it."""
    capsys.readouterr()
    before = file_contents(archive.output)
    assert run(archive.options, path) == 0
    assert file_contents(archive.output) == before
    first, *names = capsys.readouterr().out.splitlines()
    return first.partition(": ")[2], [name.strip() for name in names]


def test_changed_inputs_are_named(archive: ArchiveBuilder, capsys: pytest.CaptureFixture[str]) -> None:
    """A changed title changes a report's own page and the lists that show it, and no other page."""
    first, names = explain(archive, PAGE, capsys)
    assert first.startswith("nothing changed")
    assert REPORT in names
    archive.change(LIGHT, "title: המגדלור כבה", "title: המגדלור")
    assert explain(archive, PAGE, capsys) == ("will be written, because inputs changed:", [REPORT])
    assert explain(archive, "reports/", capsys) == ("will be written, because inputs changed:", ["reports"])
    assert explain(archive, "about/", capsys)[0].startswith("nothing changed")
    archive.build()
    assert explain(archive, PAGE, capsys)[0].startswith("nothing changed")


def test_inputs_of_files_that_were_reused_stay_recorded(
    archive: ArchiveBuilder, capsys: pytest.CaptureFixture[str]
) -> None:
    """Builds that do not write a file leave its inputs as they are."""
    for summary in ("האור כבה.", "האור דלק."):
        archive.change("pages/about.md", "Ein Archiv zum Testen.", f"{summary} Ein Archiv zum Testen.")
        archive.build()
    archive.change(LIGHT, "title: המגדלור כבה", "title: המגדלור")
    assert explain(archive, PAGE, capsys)[1] == [REPORT]


def test_changed_template_is_named(archive: ArchiveBuilder, capsys: pytest.CaptureFixture[str]) -> None:
    """A template counts with the templates that it uses."""
    template = archive.theme / "templates/partials/related.html"
    template.write_text(template.read_text("utf-8") + "<p></p>", "utf-8")
    assert explain(archive, PAGE, capsys)[1] == ["template report.html, with the templates that it uses"]
    assert explain(archive, "404.html", capsys)[0].startswith("nothing changed")


def test_inputs_of_all_pages_are_named(archive: ArchiveBuilder, capsys: pytest.CaptureFixture[str]) -> None:
    """If `site.yaml` or an option changes, every file will be written."""
    archive.change("site.yaml", 'accent: "#7a2e1d"', 'accent: "#1d2e7a"')
    first, names = explain(archive, PAGE, capsys)
    assert first.startswith("every file will be written")
    assert names == ["header, footer, style sheets and scripts", "site.yaml"]


def test_files_are_named_by_path_or_in_the_output(archive: ArchiveBuilder, capsys: pytest.CaptureFixture[str]) -> None:
    """A page is found by its path, with or without slashes, by its file, and by its file in the output folder."""
    paths = [PAGE, PAGE.rstrip("/"), f"/{PAGE}", f"{PAGE}index.html", f"{archive.output}/{PAGE}index.html"]
    assert {explain(archive, path, capsys)[0] for path in paths} == {"nothing changed; these are its inputs:"}
    assert explain(archive, "", capsys)[0].startswith("nothing changed")


def test_modified_new_and_removed_files(archive: ArchiveBuilder, capsys: pytest.CaptureFixture[str]) -> None:
    """The output and the list of files count too."""
    (archive.output / "about/index.html").write_text("x", "utf-8")
    assert "was modified or deleted" in explain(archive, "about/", capsys)[0]
    (archive.content / LIGHT).rename(archive.content / LIGHT.replace("migdalor", "neu"))
    assert "will remove this file" in explain(archive, PAGE, capsys)[0]
    assert "did not have this file" in explain(archive, PAGE.replace("migdalor", "neu"), capsys)[0]
    shutil.rmtree(archive.cache)
    assert "no earlier build" in explain(archive, "about/", capsys)[0]


def test_unknown_path_is_an_error(archive: ArchiveBuilder, capsys: pytest.CaptureFixture[str]) -> None:
    """A path that is not on the site, before or after, gives a message and exit code 2."""
    assert run(archive.options, "nowhere/") == 2
    assert "--explain nowhere/ is not a page or file of the site" in capsys.readouterr().err


def test_invalid_archive_is_reported_as_by_a_build(archive: ArchiveBuilder, capsys: pytest.CaptureFixture[str]) -> None:
    """The problems are printed, and the exit code is 1."""
    archive.change(LIGHT, "lang: he", "lang: nowhere-at-all")
    assert run(archive.options, PAGE) == 1
    assert f"{LIGHT}:" in capsys.readouterr().err
