"""Incremental builds: after each kind of change the site equals a clean build, and only affected files are written."""

import os
import shutil
import time
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from plugins.archive.problems import ArchiveError
from plugins.engine import options
from plugins.engine.cache import code_version, file_stamps
from plugins.engine.publish.staging import Staging
from tests.archive_builder import ArchiveBuilder, matches_clean_build

ROOT = Path(__file__).resolve().parents[3]
STORM = "reports/2019/2019-11-02-sturm-am-nordsund.md"
BANK = "reports/2019/2019-12-05-sued-bank-dunkel.md"
LIGHT = "reports/2020/2020-01-15-migdalor.md"
DRAFT = "reports/2020/2020-03-01-entwurf.md"
LIGHT_FEEDS = {
    "feeds/reports.atom",
    "feeds/regions/veldland.atom",
    "feeds/regions/veldland/nordsund.atom",
    "feeds/regions/veldland/nordsund/groenhafen.atom",
    "feeds/actors/feuergesellschaft.atom",
    "feeds/tags/ausfall.atom",
    "feeds/sources/fischer.atom",
    "feeds/series/sturmwinter.atom",
}
"""The feeds with the report from the lighthouse."""


def matching(paths: set[str], *patterns: str) -> set[str]:
    """Return the paths that match one of the patterns."""
    return {path for path in paths if any(fnmatch(path, pattern) for pattern in patterns)}


def test_unchanged_site_is_up_to_date(archive: ArchiveBuilder) -> None:
    """The state has the summary of the last build, and a build writes nothing."""
    state = archive.up_to_date_state()
    assert state
    assert state.summary == f"3 reports, {len(state.files)} files"
    assert archive.build() == set()
    assert matches_clean_build(archive)


def test_changed_body(archive: ArchiveBuilder) -> None:
    """The report's page is written, and the feeds with the report; no list and no other report."""
    archive.change(LIGHT, "וחזר בבוקר", "וחזר בערב")
    assert archive.up_to_date_state() is None
    assert archive.build() == {"reports/2020-01-15-migdalor/index.html", *LIGHT_FEEDS}
    assert matches_clean_build(archive)
    assert archive.up_to_date_state()


def test_changed_title(archive: ArchiveBuilder) -> None:
    """Lists that show the report are written too; pages that do not show it are reused."""
    archive.change(LIGHT, "title: המגדלור כבה", "title: המגדלור")
    written = archive.build()
    assert written >= {"index.html", "reports/index.html", "timeline/2020/01/index.html", *LIGHT_FEEDS}
    assert written >= {"actors/feuergesellschaft/index.html", "series/sturmwinter/index.html"}
    assert not matching(written, "timeline/2019/*", "timeline/index.html", "timeline/20??/index.html", "static/*")
    assert not matching(
        written, "regions/veldland/suedbank/*", "actors/lotsenamt/*", "about/*", "404.html", "sitemap.xml"
    )
    assert matches_clean_build(archive)


def test_changed_event(archive: ArchiveBuilder) -> None:
    """Pages that show the event are written; lists that show only the report are reused."""
    archive.change(LIGHT, "summary: האור כבה בלילה.", "summary: האור כבה.")
    written = archive.build()
    assert written >= {
        "reports/2020-01-15-migdalor/index.html",
        "timeline/2020/01/index.html",
        "tags/ausfall/index.html",
    }
    assert not matching(written, "reports/index.html", "series/*", "reports/2019*")
    assert matches_clean_build(archive)


def test_added_report(archive: ArchiveBuilder) -> None:
    """A new report has a page, and is in its lists, in the sitemap and in the feeds; static pages are reused."""
    text = (archive.content / LIGHT).read_text("utf-8")
    archive.write("reports/2020/2020-01-16-neu.md", text.replace("2020-01-15", "2020-01-16"))
    written = archive.build()
    assert written >= {
        "reports/2020-01-16-neu/index.html",
        "sitemap.xml",
        "data/facets.json",
        "index.html",
        *LIGHT_FEEDS,
    }
    assert not matching(
        written, "static/*", "about/*", "corrections/*", "timeline/2019/*", "search/*", "regions/skerra/*"
    )
    assert matches_clean_build(archive)


def test_renamed_report(archive: ArchiveBuilder) -> None:
    """The report is at its new path, a redirect is at the old one, and links lead to the new one."""
    archive.change(LIGHT, "title:", "formerly: [2020-01-15-migdalor]\ntitle:")
    (archive.content / LIGHT).rename(archive.content / "reports/2020/2020-01-15-leuchtturm.md")
    written = archive.build()
    assert written >= {
        "reports/2020-01-15-leuchtturm/index.html",
        "reports/2020-01-15-migdalor/index.html",
        *LIGHT_FEEDS,
    }
    assert b"http-equiv" in (archive.output / "reports/2020-01-15-migdalor/index.html").read_bytes()
    assert matches_clean_build(archive)


def test_deleted_report(archive: ArchiveBuilder) -> None:
    """Its page, its folder and its list items are gone."""
    (archive.content / LIGHT).unlink()
    written = archive.build()
    assert written >= {
        "reports/2020-01-15-migdalor/index.html",
        "timeline/2020/01/index.html",
        "index.html",
        *LIGHT_FEEDS,
    }
    assert not (archive.output / "reports/2020-01-15-migdalor").exists()
    assert not (archive.output / "timeline/2020").exists()
    assert matches_clean_build(archive)


def test_report_withdrawn_and_published_again(archive: ArchiveBuilder) -> None:
    """The page of a withdrawn report replaces it, and all lists follow, in both directions."""
    before = (archive.content / LIGHT).read_text("utf-8")
    archive.change(LIGHT, "lang: he", "lang: he\nstatus: withdrawn\nreason: Es war falsch.")
    written = archive.build()
    assert written >= {"reports/2020-01-15-migdalor/index.html", "corrections/index.html", "index.html", *LIGHT_FEEDS}
    assert matches_clean_build(archive)
    archive.write(LIGHT, before)
    archive.build()
    assert matches_clean_build(archive)


def test_changed_attachment(archive: ArchiveBuilder) -> None:
    """Only the file is copied again: pages only name it."""
    file = archive.content / STORM.removesuffix(".md") / "messwerte.csv"
    file.write_bytes(file.read_bytes() + b"x\n")
    assert archive.build() == {"reports/2019-11-02-sturm-am-nordsund/messwerte.csv"}
    assert matches_clean_build(archive)


def test_changed_name_in_the_registry(archive: ArchiveBuilder) -> None:
    """Every page that names the actor is written, and no other page."""
    archive.change("registry/actors.yaml", "name: Ada Probe", "name: Ada Beispiel")
    written = archive.build()
    assert written >= {"actors/ada-probe/index.html", "actors/index.html", "feeds/actors/ada-probe.atom"}
    assert written >= {"reports/2019-12-05-sued-bank-dunkel/index.html", "timeline/2019/12/index.html"}
    assert not matching(
        written, "reports/2019-11*", "reports/2020*", "timeline/2019/11/*", "actors/k*", "timeline/2020/*"
    )
    assert matches_clean_build(archive)


def test_changed_spelling_affects_only_pages_that_show_it(archive: ArchiveBuilder) -> None:
    """A spelling that only the region's own page shows changes no report of another region."""
    archive.change("registry/regions.yaml", "names: [Suedbank]", "names: [Suedbank, Sydbanke]")
    written = archive.build()
    assert written >= {"regions/veldland/suedbank/index.html", "regions/index.html"}
    assert not matching(written, "reports/2020*", "actors/*", "index.html", "timeline/*")
    assert matches_clean_build(archive)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("name: Feuerbuch der Veldküste", "name: Lampenbuch"),
        ('accent: "#7a2e1d"', 'accent: "#1d2e7a"'),
        ("lang: de", "lang: en"),
        ("https://example.org/veldland/feuerbuch", "https://example.org/veldland/lampen"),
        ("notice: Fictional test data.\n", ""),
    ],
    ids=["name", "accent", "lang", "repository", "notice"],
)
def test_changed_site_settings(old: str, new: str, archive: ArchiveBuilder) -> None:
    """Every change of `site.yaml` writes every page, in both directions."""
    for one, other in ((old, new), (new or "lang: de\n", old if new else f"{old}lang: de\n")):
        archive.change("site.yaml", one, other)
        written = archive.build()
        assert written >= {"index.html", "404.html", "reports/2020-01-15-migdalor/index.html"}
        assert matches_clean_build(archive)


def test_report_edited_after_the_language_changed(archive: ArchiveBuilder) -> None:
    """Cached fingerprints under one language of the archive are not used under another."""
    archive.change(LIGHT, "lang: he", "lang: de")
    archive.build()
    archive.change("site.yaml", "lang: de", "lang: en")
    archive.build()
    archive.change(LIGHT, "lang: de\n", "")
    archive.build()
    assert matches_clean_build(archive)


def test_changed_static_page(archive: ArchiveBuilder) -> None:
    """Its own page is written; if its title changes, every page is, because all link to it."""
    archive.change("pages/about.md", "Ein Archiv zum Testen.", "Ein erfundenes Archiv.")
    assert archive.build() == {"about/index.html"}
    assert matches_clean_build(archive)
    archive.change("pages/about.md", "title: Über", "title: Von")
    assert "404.html" in archive.build()
    assert matches_clean_build(archive)


LONG_LISTS = ("reports/index", "reports/page", "regions/", "actors/", "tags/", "sources/", "series/")


@pytest.mark.parametrize(
    ("template", "old", "new", "pages"),
    [
        ("partials/related.html", "Check also", "See also", ("reports/2",)),
        ("macros/pager.html", "<nav", '<nav class="more"', LONG_LISTS),
        ("404.html", "<h1", '<h1 class="lost"', ("404.html",)),
        ("macros/header.html", "<header", '<header data-new="yes"', ("",)),
    ],
)
def test_changed_template(
    template: str, old: str, new: str, pages: tuple[str, ...], tmp_path: Path, archive: ArchiveBuilder
) -> None:
    """Pages that use the template, also indirectly, are written, and no other pages."""
    archive.theme = Path(shutil.copytree(archive.theme, tmp_path / "theme"))
    assert not archive.build()
    file = archive.theme / "templates" / template
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    written = archive.build()
    assert written
    assert all(page.startswith(pages) and page.endswith(".html") for page in written)
    assert matches_clean_build(archive)


def test_template_changed_during_a_build(
    tmp_path: Path, archive: ArchiveBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change after the pages were written is noticed by the next build."""
    archive.theme = Path(shutil.copytree(archive.theme, tmp_path / "theme"))
    template = archive.theme / "templates/404.html"
    write = Staging.write

    def write_and_edit(self: Staging, *given: Any) -> Any:
        result = write(self, *given)
        template.write_text(template.read_text("utf-8").replace("<h1", '<h1 class="late"'), "utf-8")
        return result

    monkeypatch.setattr(Staging, "write", write_and_edit)
    archive.change(LIGHT, "וחזר בבוקר", "וחזר בערב")
    archive.build()
    monkeypatch.undo()
    assert archive.up_to_date_state() is None
    assert archive.build() == {"404.html"}
    assert matches_clean_build(archive)


def test_changed_style_sheet(tmp_path: Path, archive: ArchiveBuilder) -> None:
    """The style sheet has another path, the old one is gone, and all pages use the new one."""
    archive.theme = Path(shutil.copytree(archive.theme, tmp_path / "theme"))
    (before,) = archive.output.glob("static/*/site.css")
    with (archive.theme / "static/css/base.css").open("a", encoding="utf-8") as sheet:
        sheet.write("/* more */\n")
    archive.build()
    (after,) = archive.output.glob("static/*/site.css")
    assert before != after
    assert matches_clean_build(archive)


def test_template_moved_to_another_folder(tmp_path: Path, archive: ArchiveBuilder) -> None:
    """The paths of a theme's files are part of its digest."""
    theme = Path(shutil.copytree(archive.theme, tmp_path / "theme"))
    before = code_version.theme_digest(theme)
    (theme / "templates/partials").rename(theme / "templates/parts")
    assert code_version.theme_digest(theme) != before


def test_changed_program(archive: ArchiveBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other code, or another version of a library, parses and writes everything again."""
    for module in (code_version, options):
        monkeypatch.setattr(module, "program_digest", lambda: "another")
    assert archive.up_to_date_state() is None
    assert "404.html" in archive.build()
    assert matches_clean_build(archive)


def test_builds_with_and_without_drafts_alternate(archive: ArchiveBuilder) -> None:
    """Each gives the same site as a clean build."""
    for drafts in (True, False, True):
        archive.drafts = drafts
        assert archive.up_to_date_state() is None
        archive.build()
        assert (archive.output / "reports/2020-03-01-entwurf").exists() == drafts
        assert matches_clean_build(archive)


def test_change_with_the_old_mtime(archive: ArchiveBuilder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with the same size and its old mtime is read again."""
    monkeypatch.setattr(file_stamps, "RECENT", 0.0)
    archive.change(LIGHT, "וחזר בבוקר", "וחזר בצהרי")
    archive.build()
    time.sleep(0.02)
    before = (archive.content / LIGHT).stat()
    archive.change(LIGHT, "וחזר בצהרי", "וחזר בבוקר")
    os.utime(archive.content / LIGHT, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (archive.content / LIGHT).stat().st_size == before.st_size
    assert archive.up_to_date_state() is None
    assert "reports/2020-01-15-migdalor/index.html" in archive.build()
    assert matches_clean_build(archive)


def test_touched_files_are_unchanged(archive: ArchiveBuilder) -> None:
    """New times alone, as in a fresh checkout, write no page."""
    for file in archive.content.rglob("*"):
        os.utime(file, (10**9, 10**9))
    assert archive.build() <= {
        f"reports/2019-11-02-sturm-am-nordsund/{name}" for name in ("punkt.png", "messwerte.csv")
    }
    assert matches_clean_build(archive)


def test_invalid_report_and_its_correction(archive: ArchiveBuilder) -> None:
    """An invalid report changes nothing; after its correction the site has all changes."""
    before = (archive.content / LIGHT).read_text("utf-8")
    archive.change(LIGHT, "veldland/nordsund", "veldland/nordpol")
    archive.change(BANK, "Schiffe meiden", "Alle Schiffe meiden")
    with pytest.raises(ArchiveError):
        archive.build()
    archive.write(LIGHT, before)
    assert "reports/2019-12-05-sued-bank-dunkel/index.html" in archive.build()
    assert matches_clean_build(archive)


@pytest.mark.parametrize("part", ["corrections", "authors", "events", "sources", "folgen", "source-1", "related"])
def test_link_to_a_removed_heading(part: str, archive: ArchiveBuilder) -> None:
    """A link to a heading of another report is an error also if only the other report changed."""
    link = f"[x](../2019/2019-12-05-sued-bank-dunkel.md#{part})"
    archive.change(LIGHT, "וחזר בבוקר.", link)
    if part != "related":  # depends on the write archive, so links to it are never valid
        archive.build()
        assert matches_clean_build(archive)
    bare = "---\ntitle: Dunkel\ndate: 2019-12-05\nregion: veldland\nsummary: Kurz.\n---\n\nKurz.\n"
    for path in (STORM, "pages/about.md"):
        archive.write(path, (archive.content / path).read_text("utf-8").replace("dunkel.md#folgen", "dunkel.md"))
    archive.write(BANK, bare)
    for build in (archive.build, archive.build_clean):
        with pytest.raises(ArchiveError, match=f"has no anchor #{part}"):
            build()
    archive.change(LIGHT, link, "וחזר בבוקר.")
    archive.build()
    assert matches_clean_build(archive)


def test_link_to_a_heading_of_a_withdrawn_report(archive: ArchiveBuilder) -> None:
    """It is an error; a link to the withdrawn report itself is valid."""
    archive.change(BANK, "series: sturmwinter", "status: withdrawn\nreason: Falsch.")
    for build in (archive.build, archive.build_clean):
        with pytest.raises(ArchiveError, match="has no anchor #folgen"):
            build()
    archive.change(STORM, "dunkel.md#folgen", "dunkel.md#corrections")
    archive.build()
    assert matches_clean_build(archive)
