"""Search results agree with the archive."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import combinations
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.catalogue import DatedEvent, event_entry_keys
from tests.browser.search.steps import (
    all_result_paths,
    count_text,
    event_path,
    event_paths,
    expected_facet_counts,
    facet_counts,
    facet_option,
    result_paths,
    search,
    status,
    wait_for_results,
)

SEED = "2018-04-23-western-syria-last-pockets"


def test_typed_word_is_searched_marked_and_put_in_the_address(page: Page) -> None:
    search(page)
    page.locator("#search-q").fill("Qubaybat")
    status(page).to_have_text("1 report found")
    assert result_paths(page) == [f"/reports/{SEED}/"]
    expect(page).to_have_url(re.compile(r"/search/\?q=Qubaybat$"))
    expect(page.locator("mark, .hit-passages a").first).to_be_visible()


@pytest.mark.parametrize(
    ("name", "kind", "entry"),
    [
        ("al-Mayadin", "region", "syria/deir-ez-zor/al-mayadin"),
        ("al-Mayadeen", "region", "syria/deir-ez-zor/al-mayadin"),
        ("Mayadeen", "region", "syria/deir-ez-zor/al-mayadin"),
        ("Deir Ezzor", "region", "syria/deir-ez-zor"),
        ("deir ez zor", "region", "syria/deir-ez-zor"),
        ("Deir ez-Zor", "region", "syria/deir-ez-zor"),
        ("دير الزور", "region", "syria/deir-ez-zor"),
        ("Jabhat al-Nusra", "actor", "hayat-tahrir-al-sham"),
        ("HTS", "actor", "hayat-tahrir-al-sham"),
        ("جبهة النصرة", "actor", "hayat-tahrir-al-sham"),
    ],
)
def test_every_name_finds_all_events_of_its_entry(
    page: Page, archive: Archive, name: str, kind: EntryKind, entry: str
) -> None:
    """All spellings, scripts and former names find the events and reports of a region or actor."""
    held = archive.catalogue.contents_of(kind, entry)
    assert held.events
    assert held.reports
    search(page, show="events", q=name)
    assert facet_counts(page)[kind][entry] == len(held.events)
    search(page, q=name)
    assert facet_counts(page)[kind][entry] == len(held.reports)


def test_search_box_in_the_header_opens_the_search_page(page: Page) -> None:
    page.goto("/about/")
    page.locator("header input[name=q]").fill("Qubaybat")
    page.locator("header input[name=q]").press("Enter")
    status(page).to_have_text("1 report found")
    expect(page.locator("#search-q")).to_have_value("Qubaybat")


def test_search_without_results_suggests_another_search(page: Page) -> None:
    search(page, q="zzyzx")
    status(page).to_have_text("No reports found")
    expect(page.locator(".hit")).to_have_count(0)
    page.get_by_role("button", name="Search events instead").click()
    status(page).to_have_text("No events found")


# Facets


def test_region_finds_the_events_of_all_regions_within_it(page: Page, archive: Archive) -> None:
    region = max(
        (region for region in archive.catalogue.contents["region"] if region.count("/") == 1),
        key=lambda region: len({e.event.region for e in archive.catalogue.contents_of("region", region).events}),
    )
    events = archive.catalogue.contents_of("region", region).events
    assert any(dated.event.region != region for dated in events)
    search(page, show="events")
    page.locator("#facet-more-region").click()
    facet_option(page, "region", region).check()
    status(page).to_have_text(count_text(len(events), "event"))
    assert set(all_result_paths(page)) == event_paths(events)


def events_with(archive: Archive, chosen: Iterable[tuple[str, str]]) -> list[DatedEvent]:
    """Return the events that have all of the chosen facet values."""
    wanted = set(chosen)
    keyed = ((dated, event_entry_keys(dated.report, dated.event)) for dated in archive.catalogue.events)
    return [dated for dated, keys in keyed if wanted <= {*keys, ("type", dated.event.type)}]


def test_hits_have_all_chosen_facet_values(page: Page, archive: Archive) -> None:
    """A region, two actors, a type and a source."""
    dated = next(e for e in archive.catalogue.events if e.report.stem == SEED and len(e.event.actors) > 1)
    report, event = dated.report, dated.event
    chosen = [("region", event.region), *(("actor", a) for a in event.actors[:2]), ("type", event.type)]
    chosen.append(("source", report.event_sources(event)[0]))
    search(page, show="events", q="")
    for facet, value in chosen:
        if not facet_option(page, facet, value).count():
            page.locator(f"#facet-more-{facet}").click()
        facet_option(page, facet, value).check()
        wait_for_results(page)
    events = events_with(archive, chosen)
    status(page).to_have_text(count_text(len(events), "event"))
    assert set(all_result_paths(page)) == event_paths(events)
    assert sorted(parse_qs(urlsplit(page.url).query)["actor"]) == sorted(event.actors[:2])


def test_facet_values_of_different_events_do_not_match(page: Page, archive: Archive) -> None:
    """A report has both actors, but no single event of it does."""
    report = next(r for r in archive.catalogue.reports if r.stem == SEED)
    pairs = combinations(report.entry_ids("actor"), 2)
    pair = next(p for p in pairs if not events_with(archive, [("actor", actor) for actor in p]))
    search(page, show="events", actor=list(pair))
    status(page).to_have_text("No events found")
    expect(page.locator(".hit")).to_have_count(0)
    page.locator("#search-empty").get_by_role("button", name="Without any filter").click()
    status(page).to_have_text(count_text(len(archive.catalogue.events), "event"))


def test_unknown_facet_value_finds_nothing(page: Page) -> None:
    """It is shown as a filter that can be removed."""
    search(page, show="events", region="atlantis")
    status(page).to_have_text("No events found")
    page.get_by_role("button", name="Remove Region: atlantis").click()
    expect(page).to_have_url(re.compile(r"/search/\?show=events$"))


def test_facet_counts_agree_with_the_archive(page: Page, archive: Archive) -> None:
    search(page, show="events")
    assert facet_counts(page) == expected_facet_counts(archive, archive.catalogue.events)
    search(page)
    shown = facet_counts(page)
    types = {dated.event.type for dated in archive.catalogue.events}
    shown["tag"] = {**shown["tag"], **shown.pop("type")}
    for kind in ("region", "actor", "tag", "source"):
        held = {entry: len(h.reports) for entry, h in archive.catalogue.contents[kind].items() if h.reports}
        assert shown[kind] == held, kind
    assert types


def test_facet_counts_are_those_of_the_filtered_results(page: Page, archive: Archive) -> None:
    search(page, show="events", actor="islamic-state", region="syria")
    chosen = events_with(archive, [("actor", "islamic-state"), ("region", "syria")])
    status(page).to_have_text(count_text(len(chosen), "event"))
    assert facet_counts(page) == expected_facet_counts(archive, chosen)


def test_chips_remove_filters(page: Page, archive: Archive) -> None:
    search(page, show="events", actor="islamic-state", **{"from": "2018-04"})
    page.get_by_role("button", name="Remove From: 2018-04").click()
    status(page).to_have_text(count_text(len(archive.catalogue.contents_of("actor", "islamic-state").events), "event"))
    expect(page.locator("#search-from")).to_have_value("")
    expect(page.get_by_role("button", name="Remove Actor: Islamic State")).to_be_focused()
    page.get_by_role("button", name="Remove Actor: Islamic State").click()
    status(page).to_have_text(count_text(len(archive.catalogue.events), "event"))
    expect(page.locator("#search-q")).to_be_focused()


# Dates and order

RANGES = [
    ("2018-04", "2018-04"),
    ("2018-04-22", "2018-04-22"),
    ("2018-03-05", "2018-03-07"),
    ("2018-04-10", "2018-05-02"),
    ("2018-06", "2018-07-04"),
    ("2018-04-20", ""),
    ("", "2018-04-03"),
    ("2018", "2018"),
    ("2018-12-30", "2023"),
    ("1999", "2001-02-03"),
    ("0001", "9999"),
]


def bounds(start: str, end: str) -> tuple[date, date]:
    from plugins.archive.text.dates import parse_edtf

    first = parse_edtf(start).first if start else date.min
    return first, parse_edtf(end).last if end else date.max


@pytest.mark.parametrize(("start", "end"), RANGES)
def test_date_range_finds_overlapping_events_and_reports(page: Page, archive: Archive, start: str, end: str) -> None:
    """Events match with any day of their date, reports with their own date."""
    first, last = bounds(start, end)
    events = [e for e in archive.catalogue.events if e.event.date.first <= last and first <= e.event.date.last]
    reports = [report for report in archive.catalogue.reports if first <= report.date <= last]
    search(page, show="events", **{"from": start, "to": end})
    status(page).to_have_text(count_text(len(events), "event"))
    search(page, **{"from": start, "to": end})
    status(page).to_have_text(count_text(len(reports), "report"))


def test_partly_typed_date_is_not_searched(page: Page, archive: Archive) -> None:
    search(page, show="events")
    page.locator("#search-from").press_sequentially("2018-04-2")
    status(page).to_have_text(count_text(len(archive.catalogue.events), "event"))
    page.locator("#search-from").press_sequentially("9")
    first = date(2018, 4, 29)
    status(page).to_have_text(count_text(sum(first <= e.event.date.last for e in archive.catalogue.events), "event"))
    expect(page).to_have_url(re.compile(r"\?show=events&from=2018-04-29$"))


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        ("2018-02-30", "", "‘From’ is not a date"),
        ("", "May 2018", "‘To’ is not a date"),
        ("2019", "2018", "later than"),
    ],
)
def test_invalid_date_or_range_is_an_error(page: Page, start: str, end: str, message: str) -> None:
    search(page, show="events", **{"from": start, "to": end})
    expect(page.get_by_role("alert")).to_contain_text(message)
    expect(page.locator("input[aria-invalid=true]")).not_to_have_count(0)
    expect(page.locator(".hit")).to_have_count(0)


def test_results_are_sorted_by_date(page: Page, archive: Archive) -> None:
    events = [event_path(dated) for dated in archive.catalogue.events]
    reports = [f"/{paths.report(report.stem)}" for report in archive.catalogue.reports]
    for show, ordered in (("events", events), ("reports", reports)):
        search(page, show=show, sort="oldest")
        assert result_paths(page) == ordered[:10]
        page.locator("#search-sort").select_option("newest")
        expect(page.locator(".hit-title a").first).to_have_attribute("href", ordered[-1])
        assert result_paths(page) == ordered[::-1][:10]


def test_results_with_words_are_sorted_by_relevance(page: Page) -> None:
    """Without words, the newest results are first."""
    search(page, show="events", q="ambushed bulldozer")
    expect(page.locator("#search-sort")).to_have_value("relevance")
    assert result_paths(page)[0] == f"/reports/{SEED}/#event-al-mayadin-ambush"
    search(page, show="events")
    expect(page.locator("#search-sort")).to_have_value("newest")
