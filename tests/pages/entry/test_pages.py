"""Entry pages: the lists of events and reports, the index of each kind, and the inputs of a page."""

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
from plugins.pages.entry.pages import EntryPages, EntryView
from plugins.pages.lists import EVENTS_PER_PAGE, REPORTS_PER_PAGE
from plugins.pages.outputs import Inputs, Page, Plan
from tests.samples import REGISTRY, archive, event, pages, report


def pages_of(sample: Archive, kind: EntryKind) -> dict[str, Page]:
    """Return the pages of one kind of entry by their path."""
    return {page.path: page for page in pages(EntryPages(PageContext(sample), kind).pages())}


def entry_of(pages: dict[str, Page], path: str) -> EntryView:
    """Return the view of an entry's own page."""
    view = pages[path].view
    assert isinstance(view, EntryView)
    return view


def totals(view: EntryView) -> dict[str, str]:
    """Return the total numbers of events and reports in an entry's statistics."""
    statistics = {statistic.label: statistic.value for statistic in view.summary.statistics.items}
    return {label: statistics[label] for label in ("Events", "Reports") if label in statistics}


def anchors(pages: Iterable[Page]) -> list[str]:
    """Return the anchors of the events on pages, in order."""
    views: list[Any] = [page.view for page in pages]
    return [card.anchor for view in views for card in view.events]


def test_every_entry_has_a_page() -> None:
    """An entry without reports has a page that is not listed."""
    pages = pages_of(archive([report("2020-01-02-one", regions=("land/south",))]), "region")
    assert {"regions/", "regions/land/", "regions/land/north/", "regions/land/north/port/"} <= set(pages)
    assert entry_of(pages, "regions/land/north/").events_total == 0
    assert [path for path, page in pages.items() if page.listed] == ["regions/", "regions/land/", "regions/land/south/"]


def test_series_has_no_number_of_events() -> None:
    sample = archive([report("2020-01-02-one", event(), series="log", tags=("fog",))])
    assert totals(entry_of(pages_of(sample, "series"), "series/log/")) == {"Reports": "1"}
    assert totals(entry_of(pages_of(sample, "tag"), "tags/fog/")) == {"Events": "0", "Reports": "1"}


def test_long_lists_have_older_pages() -> None:
    """Each event and each report of an entry is on exactly one of its pages."""
    events = [event(f"e{n:03d}", f"2020-01-{1 + n % 28:02d}") for n in range(3 * EVENTS_PER_PAGE + 7)]
    reports = [report(f"20{n:02d}-05-05-r") for n in range(2 * REPORTS_PER_PAGE + 3)]
    pages = pages_of(archive([report("2020-02-01-long", *events), *reports]), "region")
    lists = [pages["regions/land/"], *(page for path, page in pages.items() if path.startswith("regions/land/events/"))]
    assert sorted(anchors(lists)) == sorted(f"event-{one.id}" for one in events)
    assert len(lists) == 3
    older = [view.reports for path, page in pages.items() if "land/reports/" in path for view in [page.view]]  # type: ignore[attr-defined]  # a list's view
    titles = [card.title for cards in (entry_of(pages, "regions/land/").reports, *older) for card in cards]
    assert len(titles) == len(set(titles)) == len(reports) + 1


def test_event_counts_once_for_each_ancestor_of_its_region() -> None:
    """It does not matter how many of these regions the report names."""
    in_town = event(region="land/north/port")
    one = report("2020-01-02-one", in_town, regions=("land", "land/north", "land/north/port"))
    pages = pages_of(archive([one]), "region")
    for path in ("regions/land/", "regions/land/north/", "regions/land/north/port/"):
        view = entry_of(pages, path)
        assert (view.events_total, view.reports_total) == (1, 1), path
        assert totals(view) == {"Events": "1", "Reports": "1"}, path
    assert totals(entry_of(pages, "regions/land/south/")) == {"Events": "0", "Reports": "0"}


def test_breadcrumbs_and_parts_of_a_region() -> None:
    """Breadcrumbs have the ancestors of a region; its page lists its parts."""
    pages = pages_of(archive([report()]), "region")
    breadcrumbs = entry_of(pages, "regions/land/north/port/").head.breadcrumbs
    assert [link.text for link in breadcrumbs] == ["Regions", "Land", "North"]
    parts = entry_of(pages, "regions/land/").summary.parts
    assert parts
    assert [line.link.text for line in parts.lines] == ["North", "South"]


def test_index_of_regions_is_a_tree() -> None:
    """Other kinds are grouped by category and sorted by name."""
    sample = archive([report()])
    regions = pages_of(sample, "region")["regions/"].view
    assert isinstance(regions, EntryIndexView)
    lines = [(line.link.text, line.depth) for group in regions.groups for line in group.entries]
    assert lines == [("Land", 0), ("North", 1), ("Port", 2), ("South", 1)]
    tags = pages_of(sample, "tag")["tags/"].view
    assert isinstance(tags, EntryIndexView)
    assert [(group.title, [line.link.text for line in group.entries]) for group in tags.groups] == [
        ("Event type", ["Outage"]),
        ("Topic", ["Fog"]),
    ]


def inputs(kind: EntryKind, path: str, *reports: Report, registry: Registry = REGISTRY) -> Inputs:
    """Return the inputs of an entry's page."""
    plans = EntryPages(PageContext(archive(reports, registry=registry)), kind).pages()
    return next(plan.inputs for plan in plans if isinstance(plan, Plan) and plan.path == path)


def long_list(**first: Any) -> Report:
    """Return a report with more events than fit on an entry's own page; `first` has values of the oldest event."""
    events = [event(f"e{n:03d}", f"2020-01-{1 + n // 8:02d}") for n in range(1, 3 * EVENTS_PER_PAGE)]
    citations = Citation(publisher="gazette", title="News"), Citation(publisher="radio", title="Talk")
    return report("2020-02-01-long", event("e000", "2020-01-01", **first), *events, citations=citations)


@pytest.mark.parametrize(
    "change", [{"deaths": Deaths(0, 1, 2)}, {"sources": (2,)}, {"actors": ("guard",)}, {"region": "land/north/port"}]
)
def test_events_on_older_pages_change_the_inputs(change: dict[str, Any]) -> None:
    """The entry's own page counts them."""
    assert inputs("region", "regions/land/", long_list(**change)) != inputs("region", "regions/land/", long_list())


def test_publisher_of_a_cited_source_changes_the_inputs() -> None:
    """List items do not have the publisher, but the page counts it."""
    citation = Citation(publisher="gazette", title="News")
    citing = event(sources=(1,), actors=("guard",))
    one = report("2020-01-02-one", citing, citations=(citation,))
    other = report("2020-01-02-one", citing, citations=(msgspec.structs.replace(citation, publisher="radio"),))
    assert inputs("actor", "actors/guard/", one) != inputs("actor", "actors/guard/", other)


def test_new_part_of_an_actor_changes_its_inputs() -> None:
    part = msgspec.structs.replace(REGISTRY.actors["guard"], parent="pilots")
    linked = msgspec.structs.replace(REGISTRY, actors=REGISTRY.actors | {"guard": part})
    assert inputs("actor", "actors/pilots/", report()) != inputs("actor", "actors/pilots/", report(), registry=linked)


def test_events_of_a_part_change_the_inputs() -> None:
    """The page of an actor has the totals of its parts."""
    part = msgspec.structs.replace(REGISTRY.actors["guard"], parent="pilots")
    linked = msgspec.structs.replace(REGISTRY, actors=REGISTRY.actors | {"guard": part})
    more = report("2020-01-02-sample", event(actors=("guard",)))
    path = "actors/pilots/"
    assert inputs("actor", path, report(), registry=linked) != inputs("actor", path, more, registry=linked)


def test_body_of_a_report_changes_no_inputs() -> None:
    """Entry pages do not show the body."""
    one = report("2020-01-02-one", event())
    edited = msgspec.structs.replace(one, digest=b"edited", body=Body(html="<p>More.</p>"))
    assert inputs("region", "regions/land/", one) == inputs("region", "regions/land/", edited)
