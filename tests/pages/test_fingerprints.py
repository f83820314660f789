"""Fingerprints: the inputs of an entry's page change with everything that the page counts, and with nothing else."""

from typing import Any

import msgspec
import pytest

from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.entries import Name
from plugins.archive.model.registry import Registry
from plugins.archive.model.report import Citation, Deaths, Event
from plugins.archive.text.dates import parse_edtf
from plugins.pages.context import PageContext
from plugins.pages.entry import pages as entry_module
from plugins.pages.entry.pages import EntryPages, EntryView
from plugins.pages.outputs import Inputs, Plan
from tests.samples import REGISTRY, archive, event, report

KINDS: tuple[EntryKind, ...] = ("region", "actor", "tag", "source", "series")
OLD = event("old", "2019-05-05", actors=("guard",), tags=("fog",), attributed_to=("gazette",), sources=(1,))
CITATIONS = (Citation(publisher="gazette", title="Of the time"), Citation(publisher="radio", title="Of the time"))
COUNTED: dict[str, dict[str, Any]] = {
    "date": {"date": parse_edtf("2019-07")},
    "type": {"type": "fog"},
    "type for tag": {"type": "fog", "tags": ("outage",)},
    "region": {"region": "land/south"},
    "actors": {"actors": ("guard", "pilots")},
    "tags": {"tags": ()},
    "attribution": {"attributed_to": ("radio",)},
    "only cited": {"attributed_to": ()},
    "sources": {"sources": (1, 2)},
    "deaths": {"deaths": Deaths(low=1, best=2, high=3)},
}
UNCOUNTED: dict[str, Any] = {"summary": "Other words.", "place": "Elsewhere", "coordinates": (1.0, 2.0)}

Pages = dict[str, tuple[Inputs, EntryView]]


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show only one or two events and reports on an entry's own page."""
    monkeypatch.setattr(entry_module, "EVENTS_PER_PAGE", 1)
    monkeypatch.setattr(entry_module, "REPORTS_PER_PAGE", 1)


def entry_pages(*old: Event, registry: Registry = REGISTRY) -> Pages:
    """Return the inputs and the view of each entry's page by path; the `old` events are in the oldest report."""
    more: dict[str, Any] = {"actors": ("guard", "pilots"), "attributed_to": ("gazette", "radio"), "tags": ("fog",)}
    newer = (
        report(f"2020-0{n}-01-new", event("new", f"2020-0{n}-01", identifiers=(("log", "7"),), **more), series="log")
        for n in range(1, 6)
    )
    reports = [report("2019-12-01-old", *old, citations=CITATIONS, series="log"), *newer]
    context = PageContext(archive(reports, registry=registry))
    plans = [plan for kind in KINDS for plan in EntryPages(context, kind).pages() if isinstance(plan, Plan)]
    pages = [(plan.path, plan.inputs, plan.create().view) for plan in plans]  # type: ignore[union-attr]  # all are pages
    return {path: (inputs, view) for path, inputs, view in pages if isinstance(view, EntryView)}


def changed_inputs(before: Pages, after: Pages) -> set[str]:
    """Return the paths of the pages whose inputs differ."""
    return {path for path in before if before[path][0] != after[path][0]}


def changed_views(before: Pages, after: Pages) -> set[str]:
    """Return the paths of the pages whose views differ."""
    return {path for path in before if before[path][1] != after[path][1]}


@pytest.mark.parametrize("key", COUNTED)
def test_counted_values_change_the_inputs(key: str) -> None:
    """If a view changes, the inputs change too, even if the changed event is only on older pages."""
    before, after = entry_pages(OLD), entry_pages(msgspec.structs.replace(OLD, **COUNTED[key]))
    assert changed_views(before, after)
    assert changed_views(before, after) <= changed_inputs(before, after)


def test_duplicate_events_change_the_inputs() -> None:
    """Events with the same identifier count once; their order decides whose deaths count."""
    few, many = (
        event(name, "2019-05-05", deaths=Deaths(low=n, best=n, high=n)) for name, n in (("few", 1), ("many", 9))
    )
    one, other = (msgspec.structs.replace(each, identifiers=(("log", "9"),)) for each in (few, many))
    versions = [entry_pages(few, many), entry_pages(one, other), entry_pages(other, one)]
    for before, after in ((versions[0], versions[1]), (versions[1], versions[2])):
        assert "regions/land/" in changed_views(before, after) <= changed_inputs(before, after)


@pytest.mark.parametrize("key", UNCOUNTED)
def test_uncounted_values_change_no_inputs(key: str) -> None:
    """The inputs do not include values of events on older pages that are not counted."""
    before, after = entry_pages(OLD), entry_pages(msgspec.structs.replace(OLD, **{key: UNCOUNTED[key]}))
    assert changed_views(before, after) == changed_inputs(before, after) == set()


def test_only_names_of_co_occurring_entries_are_inputs() -> None:
    """A new name of a region changes the pages that rank it; a new spelling changes only the region's own page."""
    moved = msgspec.structs.replace(OLD, region="land/south")
    before = entry_pages(moved)
    changes: dict[str, Any] = {"name": "Sooth", "names": (Name("Sooth", "other"),)}
    for key, value in changes.items():
        region = msgspec.structs.replace(REGISTRY.regions["land/south"], **{key: value})
        regions = {**REGISTRY.regions, "land/south": region}
        after = entry_pages(moved, registry=msgspec.structs.replace(REGISTRY, regions=regions))
        assert "regions/land/south/" in changed_views(before, after) <= changed_inputs(before, after)
        assert ("actors/guard/" in changed_inputs(before, after)) == (key == "name")
