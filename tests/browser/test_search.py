"""Search in a real browser: what is found is what the archive holds, and the address says all of it."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from plugins.archive import urls as paths
from plugins.archive.archive import Archive, load_archive
from plugins.archive.catalogue import DatedEvent, event_keys
from plugins.archive.entries import EntryKind
from plugins.archive.urls import Urls
from plugins.pages.search_dates import when_words

SEED = "2018-04-23-western-syria-last-pockets"


@pytest.fixture(scope="session")
def archive(root: Path) -> Archive:
    """Return the example archive."""
    return load_archive(root / "content", Urls(""))


def told(number: int, noun: str) -> str:
    return f"{number or 'No'} {noun}{'' if number == 1 else 's'} found"


def search(page: Page, query: str = "", **state: Any) -> None:
    """Open the search page at a state, and wait for its results."""
    page.goto("/search/" + (f"?{query or urlencode(state, doseq=True)}" if query or state else ""))
    settled(page)


def settled(page: Page) -> None:
    expect(page.locator("#search-results")).to_have_attribute("aria-busy", "false")


def status(page: Page) -> Any:
    return expect(page.locator("#search-status"))


def hits(page: Page) -> list[str]:
    """Return the addresses that the hits shown lead to."""
    return [str(link.get_attribute("href")) for link in page.locator(".hit-title a").all()]


def all_hits(page: Page) -> list[str]:
    """Return the addresses of all hits, after asking for more until there are none."""
    more = page.locator("#search-more")
    while more.is_visible():
        before = page.locator(".hit").count()
        more.click()
        expect(page.locator(".hit").nth(before)).to_be_visible()
    return hits(page)


def address(dated: DatedEvent) -> str:
    return f"/{paths.event(dated.report.stem, dated.event.id)}"


def addresses(events: Iterable[DatedEvent]) -> set[str]:
    return {address(dated) for dated in events}


def option(page: Page, facet: str, value: str) -> Any:
    return page.locator(f'[id="facet-{facet}-{value}"]')


def counts(page: Page) -> dict[str, dict[str, int]]:
    """Return the counts that the facets show, by facet and value, after showing all of them."""
    for button in page.locator(".facet-more:visible").all():
        button.click()
    script = """() => [...document.querySelectorAll('.facet-option')].map((label) =>
        [label.querySelector('input').id, label.querySelector('.count').textContent])"""
    found: dict[str, dict[str, int]] = {}
    for name, count in page.evaluate(script):
        _, facet, value = name.split("-", 2)
        found.setdefault(facet, {})[value] = int(count.replace(",", ""))
    return found


def expected_counts(archive: Archive, events: Iterable[DatedEvent]) -> dict[str, dict[str, int]]:
    """Return by facet and value how many of `events` carry it; types are not among the tags shown."""
    types = {dated.event.type for dated in archive.catalogue.events}
    found: dict[str, dict[str, int]] = {}
    for dated in events:
        for facet, value in {*event_keys(dated.report, dated.event), ("type", dated.event.type)}:
            if facet != "tag" or value not in types:
                found.setdefault(facet, {})[value] = found.get(facet, {}).get(value, 0) + 1
    return found


# Words and names


def test_a_word_finds_the_reports_that_hold_it(page: Page) -> None:
    """A word typed is searched without a click, marked where it is found, and put into the address."""
    search(page)
    page.locator("#search-q").fill("Qubaybat")
    status(page).to_have_text("1 report found")
    assert hits(page) == [f"/reports/{SEED}/"]
    expect(page).to_have_url(re.compile(r"/search/\?q=Qubaybat$"))
    expect(page.locator("mark, .hit-parts a").first).to_be_visible()


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
def test_every_name_finds_all_of_its_events(
    page: Page, archive: Archive, name: str, kind: EntryKind, entry: str
) -> None:
    """Any spelling, script or former name of a region or actor finds every event that concerns it, and its reports."""
    held = archive.catalogue.of(kind, entry)
    assert held.events
    assert held.reports
    search(page, show="events", q=name)
    assert counts(page)[kind][entry] == len(held.events)
    search(page, q=name)
    assert counts(page)[kind][entry] == len(held.reports)


def test_the_search_box_of_any_page_asks_the_search_page(page: Page) -> None:
    """The header's plain form leads to the results for its words."""
    page.goto("/about/")
    page.locator("header input[name=q]").fill("Qubaybat")
    page.locator("header input[name=q]").press("Enter")
    status(page).to_have_text("1 report found")
    expect(page.locator("#search-q")).to_have_value("Qubaybat")


def test_nothing_found_is_told_and_helped(page: Page) -> None:
    """A word that is nowhere finds nothing, says so, and offers another way."""
    search(page, q="zzyzx")
    status(page).to_have_text("No reports found")
    expect(page.locator(".hit")).to_have_count(0)
    page.get_by_role("button", name="Search events instead").click()
    status(page).to_have_text("No events found")


# Facets


def test_a_region_finds_what_is_within_it(page: Page, archive: Archive) -> None:
    """Choosing a governorate finds the events of its towns too, and only those."""
    region = max(
        (region for region in archive.catalogue.holdings["region"] if region.count("/") == 1),
        key=lambda region: len({e.event.region for e in archive.catalogue.of("region", region).events}),
    )
    events = archive.catalogue.of("region", region).events
    assert any(dated.event.region != region for dated in events)
    search(page, show="events")
    page.locator("#facet-more-region").click()
    option(page, "region", region).check()
    status(page).to_have_text(told(len(events), "event"))
    assert set(all_hits(page)) == addresses(events)


def meeting(archive: Archive, chosen: Iterable[tuple[str, str]]) -> list[DatedEvent]:
    """Return the events that meet all of the chosen facets."""
    wanted = set(chosen)
    keyed = ((dated, event_keys(dated.report, dated.event)) for dated in archive.catalogue.events)
    return [dated for dated, keys in keyed if wanted <= {*keys, ("type", dated.event.type)}]


def test_an_event_meets_all_that_is_chosen(page: Page, archive: Archive) -> None:
    """With a region, two actors, a type and a source chosen, each hit is one event that has all of them."""
    dated = next(e for e in archive.catalogue.events if e.report.stem == SEED and len(e.event.actors) > 1)
    report, event = dated.report, dated.event
    chosen = [("region", event.region), *(("actor", a) for a in event.actors[:2]), ("type", event.type)]
    chosen.append(("source", report.event_sources(event)[0]))
    search(page, show="events", q="")
    for facet, value in chosen:
        if not option(page, facet, value).count():
            page.locator(f"#facet-more-{facet}").click()
        option(page, facet, value).check()
        settled(page)
    events = meeting(archive, chosen)
    status(page).to_have_text(told(len(events), "event"))
    assert set(all_hits(page)) == addresses(events)
    assert sorted(parse_qs(urlsplit(page.url).query)["actor"]) == sorted(event.actors[:2])


def test_what_no_single_event_meets_is_not_found(page: Page, archive: Archive) -> None:
    """Two facets that each some event has, and one report has both of, but no event both: nothing is shown."""
    report = next(r for r in archive.catalogue.reports if r.stem == SEED)
    pairs = combinations(report.all_actors(), 2)
    pair = next(p for p in pairs if not meeting(archive, [("actor", actor) for actor in p]))
    search(page, show="events", actor=list(pair))
    status(page).to_have_text("No events found")
    expect(page.locator(".hit")).to_have_count(0)
    page.locator("#search-empty").get_by_role("button", name="Remove all filters").click()
    status(page).to_have_text(told(len(archive.catalogue.events), "event"))


def test_a_value_that_is_not_there_finds_nothing(page: Page) -> None:
    """A value in the address that the archive lacks is shown as chosen, and is not passed over."""
    search(page, show="events", region="atlantis")
    status(page).to_have_text("No events found")
    page.get_by_role("button", name="Region: atlantis, remove").click()
    expect(page).to_have_url(re.compile(r"/search/\?show=events$"))


def test_counts_are_those_of_the_archive(page: Page, archive: Archive) -> None:
    """Every value that something carries stands there with the number of events, or reports, that carry it."""
    search(page, show="events")
    assert counts(page) == expected_counts(archive, archive.catalogue.events)
    search(page)
    shown = counts(page)
    types = {dated.event.type for dated in archive.catalogue.events}
    shown["tag"] = {**shown["tag"], **shown.pop("type")}
    for kind in ("region", "actor", "tag", "source"):
        held = {entry: len(h.reports) for entry, h in archive.catalogue.holdings[kind].items() if h.reports}
        assert shown[kind] == held, kind
    assert types


def test_counts_are_of_what_remains(page: Page, archive: Archive) -> None:
    """With a facet chosen, the counts are those of the results that are left if another is chosen too."""
    search(page, show="events", actor="islamic-state", region="syria")
    chosen = meeting(archive, [("actor", "islamic-state"), ("region", "syria")])
    status(page).to_have_text(told(len(chosen), "event"))
    assert counts(page) == expected_counts(archive, chosen)


def test_chosen_filters_are_chips_that_can_be_removed(page: Page, archive: Archive) -> None:
    """Each chosen value and date stands above the results, by its name, and is taken away there."""
    search(page, show="events", actor="islamic-state", **{"from": "2018-04"})
    page.get_by_role("button", name="From 2018-04, remove").click()
    status(page).to_have_text(told(len(archive.catalogue.of("actor", "islamic-state").events), "event"))
    expect(page.locator("#search-from")).to_have_value("")
    expect(page.get_by_role("button", name="Actor: Islamic State, remove")).to_be_focused()
    page.get_by_role("button", name="Actor: Islamic State, remove").click()
    status(page).to_have_text(told(len(archive.catalogue.events), "event"))
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
    from plugins.archive.dates import parse_when

    first = parse_when(start).first if start else date.min
    return first, parse_when(end).last if end else date.max


@pytest.mark.parametrize(("start", "end"), RANGES)
def test_a_range_of_dates_finds_what_it_touches(page: Page, archive: Archive, start: str, end: str) -> None:
    """Events of any precision are found by a range that has a day in common with them, reports by their own date."""
    first, last = bounds(start, end)
    events = [e for e in archive.catalogue.events if e.event.date.first <= last and first <= e.event.date.last]
    reports = [report for report in archive.catalogue.reports if first <= report.date <= last]
    search(page, show="events", **{"from": start, "to": end})
    status(page).to_have_text(told(len(events), "event"))
    search(page, **{"from": start, "to": end})
    status(page).to_have_text(told(len(reports), "report"))


def test_the_page_asks_for_ranges_as_documents_carry_them(page: Page) -> None:
    """The words that the script asks for and those that documents carry meet exactly if the spans have a common day."""
    search(page)
    days = [date(2015, 12, 30) + timedelta(days=n) for n in (0, 1, 2, 3, 31, 32, 33, 59, 61, 62, 367, 368, 369, 400)]
    spans = list(combinations(days, 2)) + [(day, day) for day in days]
    script = """async ([module, spans]) => {
        const { rangeWords } = await import(module);
        return spans.map(([first, last]) => rangeWords(first, last));
    }"""
    module = page.evaluate("new URL('search-dates.js', document.querySelector('script[src$=\"search.js\"]').src).href")
    asked = page.evaluate(script, [module, [(first.isoformat(), last.isoformat()) for first, last in spans]])
    for wanted, words in zip(spans, asked, strict=True):
        for span in spans:
            touches = span[0] <= wanted[1] and wanted[0] <= span[1]
            assert bool(set(words) & set(when_words(*span))) == touches, (wanted, span)


def test_dates_are_typed(page: Page, archive: Archive) -> None:
    """A date is searched when it can be read; half a date meanwhile changes nothing."""
    search(page, show="events")
    page.locator("#search-from").press_sequentially("2018-04-2")
    status(page).to_have_text(told(len(archive.catalogue.events), "event"))
    page.locator("#search-from").press_sequentially("9")
    first = date(2018, 4, 29)
    status(page).to_have_text(told(sum(first <= e.event.date.last for e in archive.catalogue.events), "event"))
    expect(page).to_have_url(re.compile(r"\?show=events&from=2018-04-29$"))


@pytest.mark.parametrize(
    ("start", "end", "fault"),
    [("2018-02-30", "", "‘From’ is no date"), ("", "May 2018", "‘To’ is no date"), ("2019", "2018", "later than")],
)
def test_a_date_that_is_none_is_told(page: Page, start: str, end: str, fault: str) -> None:
    """A date that can't be read, or a range that ends before it starts, is told and never passed over."""
    search(page, show="events", **{"from": start, "to": end})
    expect(page.get_by_role("alert")).to_contain_text(fault)
    expect(page.locator("input[aria-invalid=true]")).not_to_have_count(0)
    expect(page.locator(".hit")).to_have_count(0)


def test_results_are_sorted_as_asked(page: Page, archive: Archive) -> None:
    """Newest first and oldest first are the archive's own order, for events and for reports."""
    events = [address(dated) for dated in archive.catalogue.events]
    reports = [f"/{paths.report(report.stem)}" for report in archive.catalogue.reports]
    for show, ordered in (("events", events), ("reports", reports)):
        search(page, show=show, sort="oldest")
        assert hits(page) == ordered[:10]
        page.locator("#search-sort").select_option("newest")
        expect(page.locator(".hit-title a").first).to_have_attribute("href", ordered[-1])
        assert hits(page) == ordered[::-1][:10]


def test_words_are_sorted_by_relevance(page: Page) -> None:
    """With words, what they say most comes first unless asked otherwise; without, the newest."""
    search(page, show="events", q="ambushed bulldozer")
    expect(page.locator("#search-sort")).to_have_value("relevance")
    assert hits(page)[0] == f"/reports/{SEED}/#event-al-mayadin-ambush"
    search(page, show="events")
    expect(page.locator("#search-sort")).to_have_value("newest")


# The address, the way back, the keyboard


def shown(page: Page) -> dict[str, Any]:
    """Return what a reader sees of a search: fields, chosen filters, number and hits."""
    fields = ("q", "from", "to", "sort")
    return {
        **{name: page.locator(f"#search-{name}").input_value() for name in fields},
        "show": page.locator("input[name=show]:checked").get_attribute("value"),
        "checked": sorted(str(box.get_attribute("id")) for box in page.locator(".facet input:checked").all()),
        "status": page.locator("#search-status").text_content(),
        "hits": hits(page),
    }


def test_a_copied_address_reproduces_the_search(page: Page, open_page: Callable[..., Page]) -> None:
    """Whoever opens the address of a search sees the same fields, filters and hits."""
    search(page)
    page.get_by_label("Events", exact=True).check()
    page.locator("#search-q").fill("syria")
    page.locator("#search-from").fill("2018-04")
    page.locator("#search-to").fill("2018-04-25")
    settled(page)
    option(page, "region", "syria").check()
    option(page, "actor", "islamic-state").check()
    page.locator("#search-sort").select_option("oldest")
    expect(page).to_have_url(re.compile("sort=oldest"))
    settled(page)
    before = shown(page)
    assert before["hits"]
    assert before["checked"] == ["facet-actor-islamic-state", "facet-region-syria"]
    other = open_page()
    other.goto(page.url)
    settled(other)
    assert shown(other) == before


def test_back_leads_through_the_choices(page: Page) -> None:
    """Each choice is a step; typing is none. Back and forward restore the fields, the filters and the hits."""
    page.goto("/about/")
    search(page)
    page.locator("#search-q").press_sequentially("Islamic", delay=20)
    expect(page).to_have_url(re.compile(r"\?q=Islamic$"))
    settled(page)
    states = [shown(page)]
    page.get_by_label("Events", exact=True).check()
    expect(page).to_have_url(re.compile("show=events"))
    settled(page)
    states.append(shown(page))
    option(page, "actor", "islamic-state").check()
    expect(page).to_have_url(re.compile("actor=islamic-state"))
    settled(page)
    states.append(shown(page))
    for state in (states[1], states[0]):
        page.go_back()
        status(page).to_have_text(state["status"])
        settled(page)
        assert shown(page) == state
    page.go_forward()
    settled(page)
    assert shown(page) == states[1]
    page.go_back()
    page.go_back()
    expect(page).to_have_url(re.compile("/about/$"))


def test_back_leads_to_what_was_submitted(page: Page) -> None:
    """Words sent with Enter are a step to come back to, though typing alone is none."""
    search(page)
    page.locator("#search-q").fill("Qubaybat")
    page.locator("#search-q").press("Enter")
    status(page).to_have_text("1 report found")
    page.locator("#search-q").fill("zzyzx")
    status(page).to_have_text("No reports found")
    page.go_back()
    status(page).to_have_text("1 report found")
    expect(page.locator("#search-q")).to_have_value("Qubaybat")


def test_back_from_a_hit_restores_the_search(page: Page) -> None:
    """After reading a hit, Back shows the search as it was."""
    search(page, show="events", actor="islamic-state")
    before = shown(page)
    page.locator(".hit-title a").first.click()
    expect(page).to_have_url(re.compile("/reports/.*#event-"))
    page.go_back()
    settled(page)
    assert shown(page) == before


def test_the_keyboard_is_enough(page: Page) -> None:
    """Words, switch, filters, more results and hits are reached and used without a mouse, and no place is lost."""
    search(page)
    page.keyboard.press("/")
    expect(page.locator("#search-q")).to_be_focused()
    page.keyboard.type("syria")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Search", exact=True).last).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    status(page).to_have_text(re.compile("events found"))
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "checkbox":
            break
    focused = page.evaluate("document.activeElement.id")
    page.keyboard.press("Space")
    expect(page.locator(f'[id="{focused}"]')).to_be_checked()
    expect(page.locator("#search-chips .chip").first).to_be_visible()
    settled(page)
    expect(page.locator(f'[id="{focused}"]')).to_be_focused()
    page.locator("#search-more").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".hit-title a").nth(10)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#event-"))


def test_the_number_of_results_is_announced(page: Page) -> None:
    """The number stands in a live region that was there before it was filled."""
    page.goto("/search/")
    live = page.locator("#search-status")
    expect(live).to_have_attribute("aria-live", "polite")
    expect(live).to_have_attribute("role", "status")


def test_hits_lead_to_places_that_are_there(page: Page, built: Path) -> None:
    """Every hit, and every place named below a hit, is an element of a report's page."""
    links: list[str] = []
    for state in ({"show": "events", "q": "Islamic"}, {"q": "Islamic"}, {"q": "al-Mayadeen"}):
        search(page, **state)
        all_hits(page)
        links += [str(link.get_attribute("href")) for link in page.locator(".hit a").all()]
    assert any("#event-" in link for link in links)
    assert any("#" in link and "#event-" not in link for link in links)
    for link in set(links):
        place, _, anchor = link.partition("#")
        text = (built / paths.file_of(place.removeprefix("/"))).read_text("utf-8")
        assert not anchor or f'id="{unquote(anchor)}"' in text, link


# Without what is usual


def test_without_javascript_the_lists_are_offered(open_page: Callable[..., Page], built: Path) -> None:
    """Who has no script sees the ways into the archive, and no form that would do nothing."""
    page = open_page(java_script_enabled=False)
    page.goto("/search/?q=Rastan")
    expect(page.locator("#search-form")).to_be_hidden()
    links = page.locator("#search-lists a")
    expect(links.first).to_be_visible()
    for link in links.all():
        assert (built / paths.file_of(str(link.get_attribute("href")).removeprefix("/"))).is_file()


def test_no_other_page_loads_the_index(page: Page) -> None:
    """Pagefind is fetched by the search page only."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    for path in ("/", f"/reports/{SEED}/"):
        page.goto(path, wait_until="networkidle")
    assert not [path for path in asked if "pagefind" in path or "search" in path]


@pytest.mark.expects_console("Failed to load resource|net::ERR_FAILED")
def test_an_index_that_can_not_be_had_is_told(page: Page) -> None:
    """When loading fails, the page says so, offers the lists, and tries again when asked to."""
    page.route("**/pagefind-entry.json*", lambda route: route.abort())
    page.route("**/pagefind.js", lambda route: route.abort())
    search(page, q="Rastan")
    status(page).to_contain_text("could not be loaded")
    expect(page.locator("#search-lists")).to_be_visible()


# Other archives, other addresses


@pytest.fixture
def other_site(
    browser: Browser, serve: Callable[[Path], Any], tmp_path: Path
) -> Iterator[Callable[[Path, str], tuple[Page, list[str]]]]:
    """Yield a function that builds and serves a content folder under a path; it returns a page and its faults."""
    from plugins.commands.build import run

    contexts = []

    def make(content: Path, path: str = "") -> tuple[Page, list[str]]:
        target = tmp_path / "served"
        siteurl = f"https://example.org/{path}".rstrip("/")
        assert run(content=content, output=target / path, siteurl=siteurl, search=True) == 0
        contexts.append(browser.new_context(base_url=f"{serve(target).url}/{path}"))
        page, faults = contexts[-1].new_page(), []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        return page, faults

    yield make
    for context in contexts:
        context.close()


def open_search(page: Page, query: str) -> None:
    page.goto(f"search/{query}")
    settled(page)


def test_search_works_under_a_base_path(other_site: Callable[..., Any], small_site: Callable[[str], Path]) -> None:
    """A site published below a path finds its index there, and its hits lead there."""
    page, faults = other_site(small_site("small"), "archive/")
    open_search(page, "?show=events&q=Almondhaven")
    assert hits(page) == ["/archive/reports/2020-01-01-first-light/#event-lamp-failed"]
    page.locator(".hit-title a").click()
    expect(page.locator("#event-lamp-failed")).to_be_visible()
    open_search(page, "?q=lamp")
    assert hits(page) == ["/archive/reports/2020-01-01-first-light/"]
    assert all("/archive/" in str(a.get_attribute("href")) for a in page.locator(".hit-parts a").all())
    assert faults == []


def test_an_archive_without_events(other_site: Callable[..., Any], small_site: Callable[[str], Path]) -> None:
    """Where no report has an event, the switch to events says that there are none."""
    page, faults = other_site(small_site("minimal"))
    open_search(page, "?q=lamp")
    status(page).to_have_text("1 report found")
    page.get_by_label("Events", exact=True).check()
    status(page).to_have_text("No events found")
    assert faults == []


def test_an_archive_in_another_language(other_site: Callable[..., Any], root: Path) -> None:
    """Words are found by their stems in the archive's language, and names with or without their accents."""
    page, faults = other_site(root / "tests/sites/valid/lighthouses")
    for words in ("Grönhafen", "gronhafen", "Leuchtfeuern"):
        open_search(page, f"?q={quote(words)}")
        assert "/reports/2019-11-02-sturm-am-nordsund/" in hits(page), words
    assert faults == []


HOSTILE = "<img src=x onerror=alert(1)><mark>&lt;b&gt; lamp</mark><script>alert(2)</script>"


def test_hostile_text_stays_text(other_site: Callable[..., Any], small_site: Callable[[str], Path]) -> None:
    """Titles, summaries and names that look like markup are shown as they are written, and nothing in them runs."""
    content = small_site("small")
    report = content / "reports/2020/2020-01-01-first-light.md"
    text = report.read_text("utf-8").replace("title: First light", f"title: {json.dumps(HOSTILE)}")
    text = text.replace("summary: The lamp failed for an hour.", f"summary: {json.dumps(HOSTILE)}")
    report.write_text(text.replace("---\n\nThe lamp", f"---\n\n`{HOSTILE}`\n\nThe lamp"), "utf-8")
    for name, old in (("regions", "name: Port Almond"), ("actors", "name: Harbour Office")):
        file = content / f"registry/{name}.yaml"
        file.write_text(file.read_text("utf-8").replace(old, f"name: {json.dumps(HOSTILE)}"), "utf-8")
    page, faults = other_site(content)
    for query in ("?q=lamp", "?show=events&q=lamp", "?show=events&actor=harbour-office", f"?q={quote(HOSTILE)}"):
        open_search(page, query)
        expect(page.locator(".results img, .results script, .facets img, .facets script")).to_have_count(0)
    open_search(page, "?show=events&actor=harbour-office")
    expect(page.locator(".hit-title")).to_have_text(HOSTILE)
    expect(page.locator("#search-chips")).to_contain_text(HOSTILE)
    open_search(page, f"?region={quote(HOSTILE)}")
    expect(page.locator("#search-chips")).to_contain_text(HOSTILE)
    assert faults == []
