"""Entry pages: what an entry holds, over as many pages as it takes; and home and the list of reports."""

from collections.abc import Iterable
from typing import Any

import msgspec
import pytest

from plugins.archive.archive import Archive
from plugins.archive.body import Body
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.registry import Registry
from plugins.archive.model.report import Citation, Deaths, Report
from plugins.pages.context import PageContext
from plugins.pages.entry.index import EntryIndexView
from plugins.pages.entry.page import EntryView
from plugins.pages.entry.pages import EntryPages
from plugins.pages.outputs import Page, Plan
from plugins.pages.pagination import EVENTS_PER_PAGE, REPORTS_PER_PAGE
from plugins.pages.site.home import HomeView, home_page, report_pages
from tests.samples import REGISTRY, archive, event, pages, report


def pages_of(made: Archive, kind: EntryKind) -> dict[str, Page]:
    """Return the pages of one kind of entry by their path."""
    return {page.path: page for page in pages(EntryPages(PageContext(made), kind).pages())}


def entry_of(pages: dict[str, Page], path: str) -> EntryView:
    """Return an entry's own view."""
    view = pages[path].view
    assert isinstance(view, EntryView)
    return view


def totals(view: EntryView) -> dict[str, str]:
    """Return how many events and reports an entry's page says that there are."""
    shown = {figure.label: figure.value for figure in view.summary.statistics.items}
    return {label: shown[label] for label in ("Events", "Reports") if label in shown}


def anchors(pages: Iterable[Page]) -> list[str]:
    """List the events on pages, in the order of the pages."""
    views: list[Any] = [page.view for page in pages]
    return [card.anchor for view in views for card in view.events]


def test_every_entry_has_a_page() -> None:
    """Each entry has a page, also if it holds nothing; only those that hold a report are told to search engines."""
    pages = pages_of(archive([report("2020-01-02-one", regions=("land/south",))]), "region")
    assert {"regions/", "regions/land/", "regions/land/north/", "regions/land/north/port/"} <= set(pages)
    assert entry_of(pages, "regions/land/north/").events_total == 0
    assert [path for path, page in pages.items() if page.listed] == ["regions/", "regions/land/", "regions/land/south/"]


def test_a_series_counts_its_reports() -> None:
    """A series has no events of its own, and does not say that it has none."""
    made = archive([report("2020-01-02-one", event(), series="log", tags=("fog",))])
    assert totals(entry_of(pages_of(made, "series"), "series/log/")) == {"Reports": "1"}
    assert totals(entry_of(pages_of(made, "tag"), "tags/fog/")) == {"Events": "0", "Reports": "1"}


def test_a_long_list_goes_on() -> None:
    """Every event of an entry stands on exactly one of its pages, the newest first, and so does every report."""
    events = [event(f"e{n:03d}", f"2020-01-{1 + n % 28:02d}") for n in range(3 * EVENTS_PER_PAGE + 7)]
    reports = [report(f"20{n:02d}-05-05-r") for n in range(2 * REPORTS_PER_PAGE + 3)]
    pages = pages_of(archive([report("2020-02-01-long", *events), *reports]), "region")
    lists = [pages["regions/land/"], *(page for path, page in pages.items() if path.startswith("regions/land/events/"))]
    assert sorted(anchors(lists)) == sorted(f"event-{one.id}" for one in events)
    assert len(lists) == 3
    shown = [view.reports for path, page in pages.items() if "land/reports/" in path for view in [page.view]]  # type: ignore[attr-defined]  # a list's view
    titles = [card.title for cards in (entry_of(pages, "regions/land/").reports, *shown) for card in cards]
    assert len(titles) == len(set(titles)) == len(reports) + 1


def test_a_region_counts_what_lies_within_once() -> None:
    """An event of a town is counted for each region around it, once, however many of them the report names."""
    told = event(region="land/north/port")
    one = report("2020-01-02-one", told, regions=("land", "land/north", "land/north/port"))
    pages = pages_of(archive([one]), "region")
    for path in ("regions/land/", "regions/land/north/", "regions/land/north/port/"):
        view = entry_of(pages, path)
        assert (view.events_total, view.reports_total) == (1, 1), path
        assert totals(view) == {"Events": "1", "Reports": "1"}, path
    assert totals(entry_of(pages, "regions/land/south/")) == {"Events": "0", "Reports": "0"}


def test_the_way_to_a_region() -> None:
    """A region's breadcrumbs name the regions around it, the widest first; its parts stand on its page."""
    pages = pages_of(archive([report()]), "region")
    crumbs = entry_of(pages, "regions/land/north/port/").head.breadcrumbs
    assert [link.text for link in crumbs] == ["Regions", "Land", "North"]
    parts = entry_of(pages, "regions/land/").summary.parts
    assert parts
    assert [line.link.text for line in parts.lines] == ["North", "South"]


def test_the_list_of_regions_is_a_tree() -> None:
    """Regions are listed below the region around them; other kinds by sort and name."""
    made = archive([report()])
    regions = pages_of(made, "region")["regions/"].view
    assert isinstance(regions, EntryIndexView)
    lines = [(line.link.text, line.depth) for group in regions.groups for line in group.entries]
    assert lines == [("Land", 0), ("North", 1), ("Port", 2), ("South", 1)]
    tags = pages_of(made, "tag")["tags/"].view
    assert isinstance(tags, EntryIndexView)
    assert [(g.title, [line.link.text for line in g.entries]) for g in tags.groups] == [
        ("Event type", ["Outage"]),
        ("Topic", ["Fog"]),
    ]


def inputs(kind: EntryKind, path: str, *reports: Report, registry: Registry = REGISTRY) -> bytes:
    """Return the inputs by which it is known whether an entry's page is to be made anew."""
    made = archive(reports, registry=registry)
    plans = EntryPages(PageContext(made), kind).pages()
    return next(plan.inputs for plan in plans if isinstance(plan, Plan) and plan.path == path)


def long_list(**first: Any) -> Report:
    """Return a report with more events than an entry's first page shows; the `first` is the oldest of them."""
    events = [event(f"e{n:03d}", f"2020-01-{1 + n // 8:02d}") for n in range(1, 3 * EVENTS_PER_PAGE)]
    citations = Citation(publisher="gazette", title="News"), Citation(publisher="radio", title="Talk")
    return report("2020-02-01-long", event("e000", "2020-01-01", **first), *events, citations=citations)


@pytest.mark.parametrize(
    "change", [{"deaths": Deaths(0, 1, 2)}, {"sources": (2,)}, {"actors": ("guard",)}, {"region": "land/north/port"}]
)
def test_a_page_is_made_anew_for_what_it_only_counts(change: dict[str, Any]) -> None:
    """An event that stands on an older page only counts on the first one, too."""
    assert inputs("region", "regions/land/", long_list(**change)) != inputs("region", "regions/land/", long_list())


def test_a_source_that_an_event_cites_by_number_counts() -> None:
    """Who published what an event cites stands in no card, and is counted all the same."""
    citation = Citation(publisher="gazette", title="News")
    told = event(sources=(1,), actors=("guard",))
    one = report("2020-01-02-one", told, citations=(citation,))
    other = report("2020-01-02-one", told, citations=(msgspec.structs.replace(citation, publisher="radio"),))
    assert inputs("actor", "actors/guard/", one) != inputs("actor", "actors/guard/", other)


def test_a_page_is_made_anew_when_another_entry_names_it() -> None:
    part = msgspec.structs.replace(REGISTRY.actors["guard"], parent="pilots")
    linked = msgspec.structs.replace(REGISTRY, actors=REGISTRY.actors | {"guard": part})
    assert inputs("actor", "actors/pilots/", report()) != inputs("actor", "actors/pilots/", report(), registry=linked)


def test_a_page_is_made_anew_when_a_part_holds_more() -> None:
    """The numbers of an actor's parts stand on its page, though what they count does not."""
    part = msgspec.structs.replace(REGISTRY.actors["guard"], parent="pilots")
    linked = msgspec.structs.replace(REGISTRY, actors=REGISTRY.actors | {"guard": part})
    more = report("2020-01-02-sample", event(actors=("guard",)))
    path = "actors/pilots/"
    assert inputs("actor", path, report(), registry=linked) != inputs("actor", path, more, registry=linked)


def test_a_page_stays_when_only_the_words_of_a_report_change() -> None:
    """What is not shown of a report on an entry's page does not make that page anew."""
    told = report("2020-01-02-one", event())
    edited = msgspec.structs.replace(told, digest=b"edited", body=Body(html="<p>More.</p>"))
    assert inputs("region", "regions/land/", told) == inputs("region", "regions/land/", edited)


def test_home_leads_to_what_is_new() -> None:
    """Home shows the newest report first, and how much there is."""
    made = archive([report(f"2020-01-0{n}-r", event(when=f"2020-01-0{n}")) for n in range(1, 10)])
    view = home_page(PageContext(made)).view
    assert isinstance(view, HomeView)
    assert view.lead
    assert view.lead.href == "/reports/2020-01-09-r/"
    assert [card.href for card in view.reports] == [f"/reports/2020-01-0{n}-r/" for n in range(8, 2, -1)]
    assert (view.reports_total, view.events_total) == (9, 9)
    assert view.period == "1 January 2020 – 9 January 2020"
    assert [(link.text, link.count) for link in view.years] == [("2020", 18)]


def test_the_list_of_reports_is_whole() -> None:
    """The pages of the list of reports hold every report once, the newest first."""
    made = archive([report(f"20{n:02d}-01-01-r") for n in range(65)])
    lists = pages(report_pages(PageContext(made)))
    shown = [card.href for page in lists for card in page.view.reports]  # type: ignore[attr-defined]  # a list's view
    assert shown == [f"/reports/20{n:02d}-01-01-r/" for n in range(64, -1, -1)]
    assert [page.path for page in lists] == ["reports/", "reports/page/2/", "reports/page/1/"]
