"""The built example archive: it is complete, agrees with its source, and has no dead links."""

import itertools
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from plugins.archive.archive import Archive, load_archive
from plugins.archive.urls import Urls
from tests.importers.ucdp.test_april import ACTORS, DIVISIONS, rows
from tests.site_pages import ParsedPage, events_on, file_at, list_pages, pages, read_page

ROOT = Path(__file__).resolve().parents[1]
FIRST_REPORT = "reports/2018-04-23-western-syria-last-pockets"
EVENT_IDS = {f"ucdp-{row['id']}" for row in rows()}
SIDES = {
    f"ucdp-{row['id']}": [ACTORS[side] for side in f"{row['side_a']}, {row['side_b']}".split(", ")] for row in rows()
}
"""The actors on both sides of each event of the CSV file."""


@pytest.fixture(scope="module")
def example() -> Archive:
    """Return the example archive."""
    return load_archive(ROOT / "content", Urls())


@pytest.fixture(scope="module")
def site_pages(built: Path) -> dict[str, ParsedPage]:
    """Return every page of the example by URL."""
    return pages(built)


def ucdp_events(site: Path, url: str) -> Counter[str]:
    """Count the events of the CSV file on all pages of the list that starts at a URL."""
    listed = Counter(event for page in list_pages(site, url, "/events/page/") for event in events_on(page))
    return Counter({event: count for event, count in listed.items() if event in EVENT_IDS})


def test_example_is_complete(example: Archive) -> None:
    """It has thirty digests, two reports, and all events of the CSV file."""
    reports = example.catalogue.reports
    assert len(reports) == 32
    digests = [report for report in reports if report.imported]
    assert [report.date.isoformat() for report in digests] == [f"2018-04-{day:02d}" for day in range(1, 31)]
    assert len(EVENT_IDS) == 265
    assert not EVENT_IDS - {dated.event.id for dated in example.catalogue.events}


def test_each_event_is_on_the_timeline_once(site_pages: dict[str, ParsedPage]) -> None:
    """An event is listed on its day or with its month."""
    timeline = [page for url, page in site_pages.items() if url.startswith("/timeline/")]
    listed = Counter(event for page in timeline for event in events_on(page) if event in EVENT_IDS)
    assert listed == Counter(dict.fromkeys(EVENT_IDS, 1))


@pytest.mark.parametrize("division", sorted(DIVISIONS), ids=str)
def test_each_event_is_listed_once_by_its_governorate(division: str, built: Path) -> None:
    """The country lists every event, also those without a governorate."""
    expected = {f"ucdp-{row['id']}" for row in rows() if row["adm_1"] == division}
    listed = ucdp_events(built, f"/regions/{DIVISIONS[division]}/")
    assert expected
    assert {event: listed[event] for event in expected} == dict.fromkeys(expected, 1)
    if division:
        assert set(listed) == expected
    else:
        assert listed == Counter(dict.fromkeys(EVENT_IDS, 1))


@pytest.mark.parametrize("actor", sorted({actor for sides in SIDES.values() for actor in sides}))
def test_each_event_is_listed_once_by_its_actors(actor: str, built: Path) -> None:
    """An actor lists no other events of the CSV file."""
    assert ucdp_events(built, f"/actors/{actor}/") == Counter(event for event in SIDES if actor in SIDES[event])


def test_list_of_reports_is_complete(built: Path, example: Archive) -> None:
    """The pages of the list have every report once, newest first."""
    stems = [
        urlsplit(link.href).path.split("/")[2]
        for page in list_pages(built, "/reports/", "/reports/page/")
        for link in page.links
        if re.fullmatch(r"/reports/\d{4}-\d{2}-\d{2}-[^/]+/", link.href)
    ]
    assert list(dict.fromkeys(stems)) == [report.stem for report in reversed(example.catalogue.reports)]


def test_internal_links_resolve(built: Path, site_pages: dict[str, ParsedPage]) -> None:
    """Links, forms, scripts, style sheets and images lead to files, and fragments to ids."""
    dead = []
    for url, page in site_pages.items():
        for href in {*(link.href for link in page.links), *page.files}:
            target = urljoin(url, href)
            if urlsplit(target).scheme:
                continue
            file, fragment = file_at(built, target), unquote(urlsplit(target).fragment)
            if not file.is_file() or (fragment and fragment not in read_page(file).ids):
                dead.append(f"{url}: {href}")
    assert dead == []


def test_every_page_is_reachable_from_the_home_page(site_pages: dict[str, ParsedPage]) -> None:
    """Only the 404 page is not reachable by links and forms."""
    visited, queue = set[str](), ["/"]
    while queue:
        url = queue.pop()
        if url in visited or url not in site_pages:
            continue
        visited.add(url)
        page = site_pages[url]
        targets = [*(link.href for link in page.links), *page.files]
        queue += [urlsplit(urljoin(url, target)).path for target in targets]
    assert set(site_pages) - visited <= {"/404.html"}


def test_pages_have_title_language_and_unique_ids(site_pages: dict[str, ParsedPage]) -> None:
    """Each page has one main heading."""
    faults = []
    for url, page in site_pages.items():
        levels = [level for level, _ in page.headings]
        duplicates = [id_ for id_, count in Counter(page.ids).items() if count > 1]
        if levels.count("h1") != 1 or not page.title.strip() or not page.lang or duplicates:
            faults.append(f"{url}: {levels.count('h1')} h1, title '{page.title}', lang '{page.lang}', ids {duplicates}")
    assert faults == []


def test_heading_levels_are_not_skipped(site_pages: dict[str, ParsedPage]) -> None:
    """Headings form an outline, and no heading is empty."""
    faults = []
    for url, page in site_pages.items():
        levels = [int(level[1]) for level, _ in page.headings]
        skips = [(a, b) for a, b in itertools.pairwise(levels) if b > a + 1]
        if skips or not all(text.strip() for _, text in page.headings):
            faults.append(f"{url}: {skips}")
    assert faults == []


def test_titles_of_pages_are_unique(site_pages: dict[str, ParsedPage]) -> None:
    """Tabs and search results can be distinguished."""
    titles = Counter(page.title for page in site_pages.values())
    assert {title: count for title, count in titles.items() if count > 1} == {}


def test_first_report(built: Path) -> None:
    """It has breadcrumbs, eleven events with attributions, sources and related reports."""
    html = (built / FIRST_REPORT / "index.html").read_text("utf-8")
    page = read_page(built / FIRST_REPORT / "index.html")
    assert 'aria-label="Breadcrumb"' in html
    assert [link.href for link in page.links if link.href in ("/", "/reports/")]
    events = [id_ for id_ in page.ids if id_.startswith("event-")]
    assert len(events) == len(set(events)) == 11
    assert html.count("<dt>According to</dt>") >= 5
    assert [id_ for id_ in page.ids if re.fullmatch(r"source-\d+", id_)]
    assert {"sources", "events", "related"} <= set(page.ids)
    assert "/actors/islamic-state/" in {link.href for link in page.links}


def test_second_report_has_a_page(built: Path) -> None:
    (page,) = built.glob("reports/2023-11-03-*/index.html")
    assert read_page(page).headings[0][0] == "h1"


def test_data_set_is_credited_with_its_licence(built: Path) -> None:
    """Digests and the footer of every page have the credit."""
    for path in ("reports/2018-04-01-ucdp-digest-syria/index.html", "index.html"):
        html = (built / path).read_text("utf-8")
        assert "UCDP" in html, path
        assert "CC BY 4.0" in html, path


def test_no_page_loads_files_from_other_hosts(site_pages: dict[str, ParsedPage]) -> None:
    loaded = {file for page in site_pages.values() for file in page.files if "//" in file}
    assert loaded == set()
