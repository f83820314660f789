"""Incremental builds: after each kind of change the site is that of a clean build, and no more was made than needed."""

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
from tests.archive_builder import TestArchive, matches_clean_build

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
"""The feeds that hold the report from the lighthouse."""
PAGERS = {"index.html", "reports/index.html", "*s/*/index.html", "timeline/*index.html"}


def matching(paths: set[str], *patterns: str) -> set[str]:
    """Return the paths that match one of the patterns."""
    return {path for path in paths if any(fnmatch(path, pattern) for pattern in patterns)}


def test_nothing_changed(living: TestArchive) -> None:
    """The site that stands answers for itself, with what the last build said; a build would make nothing."""
    state = living.up_to_date_state()
    assert state
    assert state.summary == f"3 reports, {len(state.files)} files"
    assert living.build() == set()
    assert matches_clean_build(living)


def test_a_body_changed(living: TestArchive) -> None:
    """Its page is made, and the feeds that hold the report; no list, no other report."""
    living.change(LIGHT, "וחזר בבוקר", "וחזר בערב")
    assert living.up_to_date_state() is None
    assert living.build() == {"reports/2020-01-15-migdalor/index.html", *LIGHT_FEEDS}
    assert matches_clean_build(living)
    assert living.up_to_date_state()


def test_a_title_changed(living: TestArchive) -> None:
    """The lists that name the report are made too; pages that do not name it stay."""
    living.change(LIGHT, "title: המגדלור כבה", "title: המגדלור")
    made = living.build()
    assert made >= {"index.html", "reports/index.html", "timeline/2020/01/index.html", *LIGHT_FEEDS}
    assert made >= {"actors/feuergesellschaft/index.html", "series/sturmwinter/index.html"}
    assert not matching(made, "timeline/2019/*", "timeline/index.html", "timeline/20??/index.html", "static/*")
    assert not matching(made, "regions/veldland/suedbank/*", "actors/lotsenamt/*", "about/*", "404.html", "sitemap.xml")
    assert matches_clean_build(living)


def test_an_event_changed(living: TestArchive) -> None:
    """What shows the event is made; lists that show only the report stay."""
    living.change(LIGHT, "summary: האור כבה בלילה.", "summary: האור כבה.")
    made = living.build()
    assert made >= {"reports/2020-01-15-migdalor/index.html", "timeline/2020/01/index.html", "tags/ausfall/index.html"}
    assert not matching(made, "reports/index.html", "series/*", "reports/2019*")
    assert matches_clean_build(living)


def test_a_report_added(living: TestArchive) -> None:
    """A new report has its page, and stands in its lists, in the sitemap and in the feeds; other texts stay."""
    text = (living.content / LIGHT).read_text("utf-8")
    living.write("reports/2020/2020-01-16-neu.md", text.replace("2020-01-15", "2020-01-16"))
    made = living.build()
    assert made >= {"reports/2020-01-16-neu/index.html", "sitemap.xml", "data/facets.json", "index.html", *LIGHT_FEEDS}
    assert not matching(made, "static/*", "about/*", "corrections/*", "timeline/2019/*", "search/*", "regions/skerra/*")
    assert matches_clean_build(living)


def test_a_report_renamed(living: TestArchive) -> None:
    """The report stands at its new address, a stub at the old one, and what links it links the new one."""
    living.change(LIGHT, "title:", "formerly: [2020-01-15-migdalor]\ntitle:")
    (living.content / LIGHT).rename(living.content / "reports/2020/2020-01-15-leuchtturm.md")
    made = living.build()
    assert made >= {"reports/2020-01-15-leuchtturm/index.html", "reports/2020-01-15-migdalor/index.html", *LIGHT_FEEDS}
    assert b"http-equiv" in (living.output / "reports/2020-01-15-migdalor/index.html").read_bytes()
    assert matches_clean_build(living)


def test_a_report_deleted(living: TestArchive) -> None:
    """Nothing of it is left: no page, no folder, no name in a list."""
    (living.content / LIGHT).unlink()
    made = living.build()
    assert made >= {"reports/2020-01-15-migdalor/index.html", "timeline/2020/01/index.html", "index.html", *LIGHT_FEEDS}
    assert not (living.output / "reports/2020-01-15-migdalor").exists()
    assert not (living.output / "timeline/2020").exists()
    assert matches_clean_build(living)


def test_a_report_withdrawn_and_back(living: TestArchive) -> None:
    """A tombstone takes its place, and goes again; each time all lists follow."""
    before = (living.content / LIGHT).read_text("utf-8")
    living.change(LIGHT, "lang: he", "lang: he\nstatus: withdrawn\nreason: Es war falsch.")
    made = living.build()
    assert made >= {"reports/2020-01-15-migdalor/index.html", "corrections/index.html", "index.html", *LIGHT_FEEDS}
    assert matches_clean_build(living)
    living.write(LIGHT, before)
    living.build()
    assert matches_clean_build(living)


def test_an_attachment_changed(living: TestArchive) -> None:
    """The file is copied again, and nothing else is made: pages only name it."""
    file = living.content / STORM.removesuffix(".md") / "messwerte.csv"
    file.write_bytes(file.read_bytes() + b"x\n")
    assert living.build() == {"reports/2019-11-02-sturm-am-nordsund/messwerte.csv"}
    assert matches_clean_build(living)


def test_a_name_in_the_registry_changed(living: TestArchive) -> None:
    """Every page that names the actor is made, and no page that does not."""
    living.change("registry/actors.yaml", "name: Ada Probe", "name: Ada Beispiel")
    made = living.build()
    assert made >= {"actors/ada-probe/index.html", "actors/index.html", "feeds/actors/ada-probe.atom"}
    assert made >= {"reports/2019-12-05-sued-bank-dunkel/index.html", "timeline/2019/12/index.html"}
    assert not matching(made, "reports/2019-11*", "reports/2020*", "timeline/2019/11/*", "actors/k*", "timeline/2020/*")
    assert matches_clean_build(living)


def test_another_spelling_shows_where_it_is_shown(living: TestArchive) -> None:
    """A spelling that only the region's own page shows changes no report that lies elsewhere."""
    living.change("registry/regions.yaml", "names: [Suedbank]", "names: [Suedbank, Sydbanke]")
    made = living.build()
    assert made >= {"regions/veldland/suedbank/index.html", "regions/index.html"}
    assert not matching(made, "reports/2020*", "actors/*", "index.html", "timeline/*")
    assert matches_clean_build(living)


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
def test_the_site_s_identity_changed(old: str, new: str, living: TestArchive) -> None:
    """Whatever changes in `site.yaml`, every page is made anew; and back again."""
    for one, other in ((old, new), (new or "lang: de\n", old if new else f"{old}lang: de\n")):
        living.change("site.yaml", one, other)
        made = living.build()
        assert made >= {"index.html", "404.html", "reports/2020-01-15-migdalor/index.html"}
        assert matches_clean_build(living)


def test_a_report_edited_after_the_language_changed(living: TestArchive) -> None:
    """What was kept of reports under one language of the archive is not taken for what they show under another."""
    living.change(LIGHT, "lang: he", "lang: de")
    living.build()
    living.change("site.yaml", "lang: de", "lang: en")
    living.build()
    living.change(LIGHT, "lang: de\n", "")
    living.build()
    assert matches_clean_build(living)


def test_a_page_of_words_changed(living: TestArchive) -> None:
    """Its own page is made; when its title changes, every page, for all name it."""
    living.change("pages/about.md", "Ein Archiv zum Testen.", "Ein erfundenes Archiv.")
    assert living.build() == {"about/index.html"}
    assert matches_clean_build(living)
    living.change("pages/about.md", "title: Über", "title: Von")
    assert "404.html" in living.build()
    assert matches_clean_build(living)


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
def test_a_template_changed(
    template: str, old: str, new: str, pages: tuple[str, ...], tmp_path: Path, living: TestArchive
) -> None:
    """A changed template makes the pages that draw on it anew, through others too, and no other page."""
    living.theme = Path(shutil.copytree(living.theme, tmp_path / "theme"))
    assert not living.build()
    file = living.theme / "templates" / template
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    made = living.build()
    assert made
    assert all(page.startswith(pages) and page.endswith(".html") for page in made)
    assert matches_clean_build(living)


def test_a_template_changed_while_the_site_was_built(
    tmp_path: Path, living: TestArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What changes after the pages were made is noticed by the next build."""
    living.theme = Path(shutil.copytree(living.theme, tmp_path / "theme"))
    template = living.theme / "templates/404.html"
    whole = Staging.write

    def make(self: Staging, *given: Any) -> Any:
        made = whole(self, *given)
        template.write_text(template.read_text("utf-8").replace("<h1", '<h1 class="late"'), "utf-8")
        return made

    monkeypatch.setattr(Staging, "write", make)
    living.change(LIGHT, "וחזר בבוקר", "וחזר בערב")
    living.build()
    monkeypatch.undo()
    assert living.up_to_date_state() is None
    assert living.build() == {"404.html"}
    assert matches_clean_build(living)


def test_a_style_changed(tmp_path: Path, living: TestArchive) -> None:
    """A changed style sheet has another address; the old one is gone, and all pages name the new one."""
    living.theme = Path(shutil.copytree(living.theme, tmp_path / "theme"))
    (before,) = living.output.glob("static/*/site.css")
    with (living.theme / "static/css/base.css").open("a", encoding="utf-8") as sheet:
        sheet.write("/* more */\n")
    living.build()
    (after,) = living.output.glob("static/*/site.css")
    assert before != after
    assert matches_clean_build(living)


def test_a_template_moved_to_another_folder(tmp_path: Path, living: TestArchive) -> None:
    """A theme is what its files say and where they are."""
    theme = Path(shutil.copytree(living.theme, tmp_path / "theme"))
    before = code_version.theme_digest(theme)
    (theme / "templates/partials").rename(theme / "templates/parts")
    assert code_version.theme_digest(theme) != before


def test_the_program_changed(living: TestArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other code, or another version of a library, reads and makes everything anew."""
    for module in (code_version, options):
        monkeypatch.setattr(module, "program_digest", lambda: "another")
    assert living.up_to_date_state() is None
    assert "404.html" in living.build()
    assert matches_clean_build(living)


def test_drafts_are_another_site(living: TestArchive) -> None:
    """With drafts and without them are two sites of one content; either comes out whole after the other."""
    for drafts in (True, False, True):
        living.drafts = drafts
        assert living.up_to_date_state() is None
        living.build()
        assert (living.output / "reports/2020-03-01-entwurf").exists() == drafts
        assert matches_clean_build(living)


def test_a_change_that_hides_behind_its_old_time(living: TestArchive, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file changed to the same size with its old time put back is read again."""
    monkeypatch.setattr(file_stamps, "RECENT", 0.0)
    living.change(LIGHT, "וחזר בבוקר", "וחזר בצהרי")
    living.build()
    time.sleep(0.02)
    before = (living.content / LIGHT).stat()
    living.change(LIGHT, "וחזר בצהרי", "וחזר בבוקר")
    os.utime(living.content / LIGHT, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (living.content / LIGHT).stat().st_size == before.st_size
    assert living.up_to_date_state() is None
    assert "reports/2020-01-15-migdalor/index.html" in living.build()
    assert matches_clean_build(living)


def test_a_touched_file_is_no_change(living: TestArchive) -> None:
    """New times alone, as a fresh checkout has them, make nothing anew."""
    for file in living.content.rglob("*"):
        os.utime(file, (10**9, 10**9))
    assert living.build() <= {f"reports/2019-11-02-sturm-am-nordsund/{name}" for name in ("punkt.png", "messwerte.csv")}
    assert matches_clean_build(living)


def test_a_problem_and_its_repair(living: TestArchive) -> None:
    """A faulty report changes nothing; when it is mended the site follows, with what was done meanwhile."""
    before = (living.content / LIGHT).read_text("utf-8")
    living.change(LIGHT, "veldland/nordsund", "veldland/nordpol")
    living.change(BANK, "Schiffe meiden", "Alle Schiffe meiden")
    with pytest.raises(ArchiveError):
        living.build()
    living.write(LIGHT, before)
    assert "reports/2019-12-05-sued-bank-dunkel/index.html" in living.build()
    assert matches_clean_build(living)


@pytest.mark.parametrize("part", ["corrections", "authors", "events", "sources", "folgen", "source-1", "related"])
def test_a_link_to_what_a_report_no_longer_has(part: str, living: TestArchive) -> None:
    """A link to a part of another report is as faulty when only the other one changed: no anchor is lost unseen."""
    link = f"[x](../2019/2019-12-05-sued-bank-dunkel.md#{part})"
    living.change(LIGHT, "וחזר בבוקר.", link)
    if part != "related":  # depends on the whole archive, and is no part to link to at all
        living.build()
        assert matches_clean_build(living)
    bare = "---\ntitle: Dunkel\ndate: 2019-12-05\nregion: veldland\nsummary: Kurz.\n---\n\nKurz.\n"
    for path in (STORM, "pages/about.md"):
        living.write(path, (living.content / path).read_text("utf-8").replace("dunkel.md#folgen", "dunkel.md"))
    living.write(BANK, bare)
    for build in (living.build, living.build_clean):
        with pytest.raises(ArchiveError, match=f"has no anchor #{part}"):
            build()
    living.change(LIGHT, link, "וחזר בבוקר.")
    living.build()
    assert matches_clean_build(living)


def test_a_link_into_a_report_that_was_withdrawn(living: TestArchive) -> None:
    """Who links a part of a report that is withdrawn then is told so; the report as such may be linked."""
    living.change(BANK, "series: sturmwinter", "status: withdrawn\nreason: Falsch.")
    for build in (living.build, living.build_clean):
        with pytest.raises(ArchiveError, match="has no anchor #folgen"):
            build()
    living.change(STORM, "dunkel.md#folgen", "dunkel.md#corrections")
    living.build()
    assert matches_clean_build(living)
