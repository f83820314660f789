"""The example archive as it is built: complete, held against its source, and every link of it in order."""

import itertools
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from plugins.archive.archive import Archive, load_archive
from plugins.archive.urls import Urls
from tests.importers.ucdp.test_april import ACTORS, DIVISIONS, rows
from tests.site_pages import PageText, events_on, file_at, list_pages, pages, read_page

ROOT = Path(__file__).resolve().parents[1]
SEED = "reports/2018-04-23-western-syria-last-pockets"
NUMBERS = {f"ucdp-{row['id']}" for row in rows()}
SIDES = {
    f"ucdp-{row['id']}": [ACTORS[side] for side in f"{row['side_a']}, {row['side_b']}".split(", ")] for row in rows()
}
"""The sides of each event of the CSV, as actors."""


@pytest.fixture(scope="module")
def example() -> Archive:
    """Return the example archive, read."""
    return load_archive(ROOT / "content", Urls())


@pytest.fixture(scope="module")
def site_pages(built: Path) -> dict[str, PageText]:
    """Return every page of the example by its address."""
    return pages(built)


def ucdp_events(site: Path, address: str) -> Counter[str]:
    """Count the events of the CSV in the list of events that begins at an address, over all its pages."""
    counted = Counter(event for page in list_pages(site, address, "/events/page/") for event in events_on(page))
    return Counter({event: number for event, number in counted.items() if event in NUMBERS})


def test_the_example_is_complete(example: Archive) -> None:
    """There are thirty digests, the report of the seed and that of its teaser, and all events of the CSV."""
    reports = example.catalogue.reports
    assert len(reports) == 32
    digests = [report for report in reports if report.imported]
    assert [report.date.isoformat() for report in digests] == [f"2018-04-{day:02d}" for day in range(1, 31)]
    assert len(NUMBERS) == 265
    assert not NUMBERS - {dated.event.id for dated in example.catalogue.events}


def test_every_event_stands_once_on_the_timeline(built: Path, site_pages: dict[str, PageText]) -> None:
    """Each event of the CSV stands exactly once on the timeline's pages: on its day, or with its month."""
    timeline = [page for address, page in site_pages.items() if address.startswith("/timeline/")]
    counted = Counter(event for page in timeline for event in events_on(page) if event in NUMBERS)
    assert counted == Counter(dict.fromkeys(NUMBERS, 1))


@pytest.mark.parametrize("division", sorted(DIVISIONS), ids=str)
def test_every_event_stands_once_with_its_governorate(division: str, built: Path) -> None:
    """A governorate's pages list each event that the CSV places there exactly once; the country's list the rest."""
    wanted = {f"ucdp-{row['id']}" for row in rows() if row["adm_1"] == division}
    counted = ucdp_events(built, f"/regions/{DIVISIONS[division]}/")
    assert wanted
    assert {event: counted[event] for event in wanted} == dict.fromkeys(wanted, 1)
    if division:
        assert set(counted) == wanted
    else:
        assert counted == Counter(dict.fromkeys(NUMBERS, 1))


@pytest.mark.parametrize("actor", sorted({actor for sides in SIDES.values() for actor in sides}))
def test_every_event_stands_once_with_its_sides(actor: str, built: Path) -> None:
    """An actor's pages list each event of which it is a side exactly once, and no other of the CSV."""
    assert ucdp_events(built, f"/actors/{actor}/") == Counter(event for event in SIDES if actor in SIDES[event])


def test_every_list_of_reports_is_whole(built: Path, example: Archive) -> None:
    """The list of reports goes through all of them, each once, the newest first."""
    heads = [
        urlsplit(link.href).path.split("/")[2]
        for page in list_pages(built, "/reports/", "/reports/page/")
        for link in page.links
        if re.fullmatch(r"/reports/\d{4}-\d{2}-\d{2}-[^/]+/", link.href)
    ]
    assert list(dict.fromkeys(heads)) == [report.stem for report in reversed(example.catalogue.reports)]


def test_every_internal_link_resolves(built: Path, site_pages: dict[str, PageText]) -> None:
    """Each link, form, script, style and picture leads to a file, and each fragment to an element of its page."""
    dead = []
    for address, page in site_pages.items():
        for href in {*(link.href for link in page.links), *page.files}:
            target = urljoin(address, href)
            if urlsplit(target).scheme:
                continue
            file, fragment = file_at(built, target), unquote(urlsplit(target).fragment)
            if not file.is_file() or (fragment and fragment not in read_page(file).ids):
                dead.append(f"{address}: {href}")
    assert dead == []


def test_every_page_is_reached_from_home(built: Path, site_pages: dict[str, PageText]) -> None:
    """Who follows links and forms from the home page comes to every page but those that stand in for one."""
    seen, waiting = set[str](), ["/"]
    while waiting:
        address = waiting.pop()
        if address in seen or address not in site_pages:
            continue
        seen.add(address)
        page = site_pages[address]
        targets = [*(link.href for link in page.links), *page.files]
        waiting += [urlsplit(urljoin(address, target)).path for target in targets]
    assert set(site_pages) - seen <= {"/404.html"}


def test_every_page_is_a_page(site_pages: dict[str, PageText]) -> None:
    """Each page has one main heading, a title of its own, its language, and no id twice."""
    faults = []
    for address, page in site_pages.items():
        levels = [level for level, _ in page.headings]
        doubled = [identity for identity, number in Counter(page.ids).items() if number > 1]
        if levels.count("h1") != 1 or not page.title.strip() or not page.lang or doubled:
            faults.append(
                f"{address}: {levels.count('h1')} h1, title '{page.title}', lang '{page.lang}', ids {doubled}"
            )
    assert faults == []


def test_headings_go_down_step_by_step(site_pages: dict[str, PageText]) -> None:
    """No page leaves out a level of heading on the way down, so that they make an outline; none is empty."""
    faults = []
    for address, page in site_pages.items():
        levels = [int(level[1]) for level, _ in page.headings]
        skips = [(a, b) for a, b in itertools.pairwise(levels) if b > a + 1]
        if skips or not all(words.strip() for _, words in page.headings):
            faults.append(f"{address}: {skips}")
    assert faults == []


def test_titles_tell_pages_apart(site_pages: dict[str, PageText]) -> None:
    """No two pages have one title, so that tabs and search results can be told apart."""
    titles = Counter(page.title for page in site_pages.values())
    assert {title: number for title, number in titles.items() if number > 1} == {}


def test_the_seed_report(built: Path) -> None:
    """The report of the seed has its breadcrumbs, eleven events with attributions, its sources, and relatives."""
    html = (built / SEED / "index.html").read_text("utf-8")
    page = read_page(built / SEED / "index.html")
    assert 'aria-label="Breadcrumb"' in html
    assert [link.href for link in page.links if link.href in ("/", "/reports/")]
    events = [identity for identity in page.ids if identity.startswith("event-")]
    assert len(events) == len(set(events)) == 11
    assert html.count("<dt>According to</dt>") >= 5
    assert [identity for identity in page.ids if re.fullmatch(r"source-\d+", identity)]
    assert {"sources", "events", "related"} <= set(page.ids)
    assert "/actors/islamic-state/" in {link.href for link in page.links}


def test_the_teaser_s_report_is_there(built: Path) -> None:
    """The report that the seed's teaser announces has its own page."""
    (page,) = built.glob("reports/2023-11-03-*/index.html")
    assert read_page(page).headings[0][0] == "h1"


def test_it_is_credited(built: Path) -> None:
    """The data set is credited, with its licence, on the digests that were made of it and under every page."""
    for path in ("reports/2018-04-01-ucdp-digest-syria/index.html", "index.html"):
        html = (built / path).read_text("utf-8")
        assert "UCDP" in html, path
        assert "CC BY 4.0" in html, path


def test_nothing_is_asked_of_other_hosts(site_pages: dict[str, PageText]) -> None:
    """No page loads a file from another host."""
    loaded = {file for page in site_pages.values() for file in page.files if "//" in file}
    assert loaded == set()
