"""The build command: another archive on another subject, its pages, and failed builds."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.archive.archive import load_archive
from plugins.archive.siteurl import normalize_siteurl
from plugins.archive.urls import Urls
from plugins.commands.build import build, build_site, make_options
from plugins.engine.render.link_check import read_links
from tests.site_pages import dead_link_messages, file_contents, neighbour_names

Copy = Callable[[str], Path]
LIGHTHOUSES = Path(__file__).resolve().parents[1] / "sites/valid/lighthouses"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """Return the archive of lighthouses, built for the root of its host."""
    output = tmp_path_factory.mktemp("lighthouses") / "output"
    assert build(make_options(LIGHTHOUSES, output, "", search=True)) == 0
    return output


def page(site: Path, path: str) -> str:
    """Return a page's HTML."""
    return (site / path / "index.html").read_text("utf-8")


def test_site_has_no_words_of_another_archive(site: Path) -> None:
    """Code and theme contain no word of the example archive. The program's name is only in the name of its typeface."""
    for path, data in file_contents(site).items():
        if path.endswith((".html", ".xml", ".atom", ".txt", ".css")):
            assert not re.search(rb"syria|sitrep(?!.serif)|damascus", data, re.IGNORECASE), path


def test_site_settings_are_on_the_pages(site: Path) -> None:
    """Name, language, accent, licence and credit are those of `site.yaml`."""
    home = page(site, "")
    assert '<html lang="de"' in home
    assert "Feuerbuch der Veldküste" in home
    assert "Alle Orte, Ämter und Ereignisse sind erfunden." in home
    assert "https://creativecommons.org/publicdomain/zero/1.0/" in home
    (sheet,) = site.glob("static/*/site.css")
    assert "--accent-base:#7a2e1d" in sheet.read_text("utf-8")


def test_every_kind_of_date(site: Path) -> None:
    """Day, month, year, approximate date and interval are each shown in their own form."""
    report = page(site, "reports/2019-11-02-sturm-am-nordsund")
    for text in (">2018<", ">Oktober 2019<", ">about 20. Oktober 2019<", ">28. Oktober 2019 – 3. November 2019<"):
        assert text in report


def test_images_and_attachments_are_published(site: Path) -> None:
    """Files that a report links to are copied into its page's folder, byte for byte."""
    for name in ("punkt.png", "messwerte.csv"):
        source = LIGHTHOUSES / "reports/2019/2019-11-02-sturm-am-nordsund" / name
        assert (site / "reports/2019-11-02-sturm-am-nordsund" / name).read_bytes() == source.read_bytes()


def test_former_paths_redirect(site: Path) -> None:
    """Both former paths of the renamed report redirect to its present one."""
    for stem in ("2019-12-05-suedbank", "2019-12-05-suedbank-ohne-strom"):
        stub = page(site, f"reports/{stem}")
        assert 'url=/reports/2019-12-05-sued-bank-dunkel/"' in stub
        assert "noindex" in stub


def test_withdrawn_report_shows_only_the_reason(site: Path) -> None:
    """No list, feed, search index or sitemap has it."""
    tomb = page(site, "reports/2020-02-01-falschmeldung")
    assert "Das Feuer, von dem er handelte, gibt es nicht." in tomb
    assert "Dieser Text darf nirgends stehen" not in tomb
    assert "Das ist nie geschehen" not in tomb
    for path, data in file_contents(site).items():
        if path.startswith(("reports/2020-02-01", "corrections/", ".sitrep-manifest")):
            continue
        assert b"falschmeldung" not in data, path
        assert b"nirgends stehen" not in data, path


def test_draft_is_built_with_an_option(site: Path, tmp_path: Path) -> None:
    """The normal site has no trace of it.

    A build with drafts shows it with a banner, and hides it from search engines.
    """
    for path, data in file_contents(site).items():
        assert b"entwurf" not in data.lower(), path
    output = tmp_path / "output"
    build_site(make_options(LIGHTHOUSES, output, "", search=False, drafts=True))
    draft = page(output, "reports/2020-03-01-entwurf")
    assert "draft" in draft.lower()
    assert "noindex" in draft
    assert b"entwurf" not in (output / "sitemap.xml").read_bytes()


def test_report_in_another_language(site: Path) -> None:
    """A report in Hebrew has its language on its page and in lists; the rest of the page has that of the archive."""
    report = page(site, "reports/2020-01-15-migdalor")
    assert '<html lang="de"' in report
    assert re.search(r'<article [^>]*lang="he" dir="rtl"|<h1 [^>]*lang="he" dir="rtl"', report)
    assert re.search(r'lang="he"[^>]*>(<a [^>]*>)?המגדלור כבה', page(site, "reports"))


def test_entry_without_reports_has_a_page(site: Path) -> None:
    """A region without reports is in the list of regions too."""
    assert "Skerra" in page(site, "regions/skerra")
    assert "/regions/skerra/" in page(site, "regions")


@pytest.mark.parametrize("siteurl", ["https://host.example/a/b", "https://host.example/a+b/My Archive/"])
def test_base_path(siteurl: str, tmp_path: Path) -> None:
    """Every link starts with the base path, and all are valid."""
    output = tmp_path / "output"
    assert build(make_options(LIGHTHOUSES, output, siteurl, search=False)) == 0
    base = Urls(normalize_siteurl(siteurl)).base_path
    assert dead_link_messages(output, base) == []
    for path, data in file_contents(output).items():
        if path.endswith(".html"):
            local = {link for link in read_links(data).links if link.startswith("/")}
            assert {link for link in local if not link.startswith(base)} == set(), path
    assert "https://host.example" in (output / "sitemap.xml").read_text("utf-8")


def test_two_builds_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    """They contain no time and no order of directory listings."""
    assert build(make_options(LIGHTHOUSES, tmp_path / "output", "", search=True)) == 0
    first, second = file_contents(site), file_contents(tmp_path / "output")
    assert [path for path in first if first[path] != second.get(path)] == []
    assert first.keys() == second.keys()


def test_build_repairs_the_output(tmp_path: Path) -> None:
    """A changed, deleted or added file is corrected by the next build."""
    output = tmp_path / "output"
    assert build(make_options(LIGHTHOUSES, output, "", search=False)) == 0
    before = file_contents(output)
    (output / "index.html").write_text("broken", "utf-8")
    (output / "404.html").unlink()
    (output / "added.html").write_text("added", "utf-8")
    assert build(make_options(LIGHTHOUSES, output, "", search=False)) == 0
    assert file_contents(output) == before


def test_problem_leaves_the_old_site(small_site: Copy, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is printed, the exit code is 1, and the site is unchanged."""
    content, output = small_site("small"), tmp_path / "output"
    assert build(make_options(content, output, "", search=False)) == 0
    before = file_contents(output)
    (content / "reports/2020/2020-01-02-faulty.md").write_text("No front matter.\n", "utf-8")
    capsys.readouterr()
    assert build(make_options(content, output, "", search=False)) == 1
    errors = capsys.readouterr().err
    assert "reports/2020/2020-01-02-faulty.md:1:1: file: does not begin with front matter" in errors
    assert "1 problem; nothing was built." in errors
    assert "Traceback" not in errors
    assert file_contents(output) == before
    assert neighbour_names(output) == ["output", "small"]


def test_folder_with_other_files_is_rejected(
    small_site: Copy, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder with other files is not an output, and is unchanged."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/precious.txt").write_text("mine", "utf-8")
    assert build(make_options(small_site("small"), tmp_path / "mine", "", search=False)) == 1
    assert "choose another output" in capsys.readouterr().err
    assert file_contents(tmp_path / "mine") == {"precious.txt": b"mine"}


def test_name_collision_is_an_error(small_site: Copy, tmp_path: Path) -> None:
    """A path that two files of the content would share is an error."""
    content = small_site("small")
    text = (content / "reports/2020/2020-01-01-first-light.md").read_text("utf-8")
    (content / "reports/2020/2020-01-02-other.md").write_text(
        text.replace("2020-01-01", "2020-01-02").replace("title:", "formerly: [2020-01-01-first-light]\ntitle:", 1),
        "utf-8",
    )
    assert build(make_options(content, tmp_path / "output", "", search=False)) == 1
    assert not (tmp_path / "output").exists()


def test_fixture_has_every_kind_of_report() -> None:
    """It has a report of each status, a renamed one, a series and authors of both kinds."""
    loaded = load_archive(LIGHTHOUSES, Urls(), drafts=True)
    reports = (*loaded.catalogue.reports, *loaded.catalogue.withdrawn)
    assert {report.status for report in reports} == {"published", "draft", "withdrawn"}
    assert any(report.formerly for report in reports)
    assert {bool(author.text) for author in loaded.registry.authors.values()} == {True, False}
