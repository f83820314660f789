"""Feeds: well-formed Atom with permanent ids for any report."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.archive import Archive
from plugins.archive.model.report import Correction, Report
from plugins.archive.text.characters import HIDDEN_CHARACTERS
from plugins.pages.context import PageContext
from plugins.pages.outputs import File
from plugins.pages.site.feeds import MAX_REPORTS, feeds
from tests.samples import REGISTRY, archive, render_outputs, report

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://host.example/archive/"
TEXTS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=60).filter(
    lambda text: not HIDDEN_CHARACTERS.search(text)
)


def feeds_of(whole: Archive) -> list[File]:
    """Return all feeds of an archive."""
    return [file for file in render_outputs(feeds(PageContext(whole))) if isinstance(file, File)]


def feed_of(*reports: Report, path: str = "feeds/reports.atom", siteurl: str = SITE) -> ElementTree.Element:
    """Return one feed of an archive as XML."""
    files = {file.path: file for file in feeds_of(archive(reports, siteurl=siteurl))}
    return ElementTree.fromstring(files[path].data)


def entries(feed: ElementTree.Element) -> list[dict[str, str]]:
    """Return the id, title, link and times of each entry."""
    return [
        {
            "id": entry.findtext(f"{ATOM}id", ""),
            "title": entry.findtext(f"{ATOM}title", ""),
            "updated": entry.findtext(f"{ATOM}updated", ""),
            "published": entry.findtext(f"{ATOM}published", ""),
            "link": entry.find(f"{ATOM}link").get("href", ""),  # type: ignore[union-attr]  # a feed's entry has one
        }
        for entry in feed.findall(f"{ATOM}entry")
    ]


def test_every_entry_with_a_page_has_a_feed() -> None:
    """There is a feed of all reports, and one of each region, actor, tag, source and series, even if it is empty."""
    paths = [file.path for file in feeds_of(archive([report()]))]
    assert paths[0] == "feeds/reports.atom"
    for section, known in (("regions", REGISTRY.regions), ("actors", REGISTRY.actors), ("sources", REGISTRY.sources)):
        assert {f"feeds/{section}/{entry}.atom" for entry in known} <= set(paths)
    assert len(set(paths)) == len(paths)


def test_ids_do_not_change_with_renames() -> None:
    """The id of an entry has the report's first name; its link has the current one."""
    before = entries(feed_of(report("2020-01-02-old")))[0]
    renamed = report("2020-01-03-new", formerly=("2020-01-02-old", "2020-01-02-newer"))
    after = entries(feed_of(renamed))[0]
    assert after["id"] == before["id"] == "tag:host.example,2020-01-02:2020-01-02-old"
    assert after["link"] == f"{SITE}reports/2020-01-03-new/"


def test_feed_has_the_newest_reports_first() -> None:
    """The number of entries is bounded."""
    reports = [report(f"{1900 + n}-01-01-r") for n in range(MAX_REPORTS + 10)]
    found = entries(feed_of(*reports))
    assert found[0]["published"].startswith(str(1900 + MAX_REPORTS + 9))
    assert [entry["published"] for entry in found] == sorted((e["published"] for e in found), reverse=True)
    assert len(found) == MAX_REPORTS


def test_correction_updates_an_entry() -> None:
    """The date of publication stays; the date of update is that of the correction."""
    corrected = report("2020-01-02-one", corrections=(Correction(report().date.replace(month=5), "Better."),))
    entry = entries(feed_of(corrected))[0]
    assert entry["published"].startswith("2020-01-02")
    assert entry["updated"].startswith("2020-05-02")


@given(TEXTS, TEXTS)
def test_hostile_text_stays_text(title: str, summary: str) -> None:
    """With any title and summary the feed is well-formed and contains exactly these texts."""
    feed = feed_of(report("2020-01-02-one", title=title or "x", summary=summary or "x"))
    (entry,) = entries(feed)
    assert " ".join(entry["title"].split()) == " ".join((title or "x").split())
    (words,) = feed.findall(f"{ATOM}entry/{ATOM}summary")
    assert " ".join((words.text or "").split()) == " ".join((summary or "x").split())
    assert words.get("type", "text") == "text", "the summary must not be parsed as HTML"


def test_feeds_are_reproducible() -> None:
    """The same reports give the same bytes, also in an empty feed: the clock is never read."""

    def again() -> list[File]:
        return feeds_of(archive([report()], siteurl=SITE))

    assert again() == again()
    empty = feed_of(report(), path="feeds/actors/guard.atom")
    assert empty.findtext(f"{ATOM}updated", "").startswith("1970-01-01")


def test_feed_links_to_itself_and_its_page() -> None:
    """Both addresses have the site's path."""
    feed = feed_of(report(), path="feeds/regions/land/north.atom")
    links = {link.get("rel", "alternate"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {"self": f"{SITE}feeds/regions/land/north.atom", "alternate": f"{SITE}regions/land/north/"}


def test_withdrawn_reports_are_in_no_feed() -> None:
    """Feeds leave out withdrawn reports."""
    gone = report("2020-01-02-gone", status="withdrawn", reason="Wrong.")
    assert len(entries(feed_of(gone, report("2020-01-03-here")))) == 1
