"""Faces: a dossier is made anew by all that it counts of events that stand on older pages, and by nothing else."""

from typing import Any

import msgspec
import pytest

from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.entries import Name
from plugins.archive.model.registry import Registry
from plugins.archive.model.report import Citation, Deaths, Event
from plugins.archive.text.dates import parse_edtf
from plugins.pages.context import PageContext
from plugins.pages.entry import page
from plugins.pages.entry.page import EntryView
from plugins.pages.entry.pages import EntryPages
from plugins.pages.outputs import Plan
from tests.samples import REGISTRY, archive, event, report

KINDS: tuple[EntryKind, ...] = ("region", "actor", "tag", "source", "series")
OLD = event("old", "2019-05-05", actors=("guard",), tags=("fog",), attributed_to=("gazette",), sources=(1,))
CITED = (Citation(publisher="gazette", title="Of the time"), Citation(publisher="radio", title="Of the time"))
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

Dossiers = dict[str, tuple[bytes, EntryView]]


@pytest.fixture(autouse=True)
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an entry's own page show one event and one report, or two."""
    monkeypatch.setattr(page, "EVENTS_PER_PAGE", 1)
    monkeypatch.setattr(page, "REPORTS_PER_PAGE", 1)


def dossiers(*old: Event, registry: Registry = REGISTRY) -> Dossiers:
    """Return by path the inputs of each entry's page and what it shows, where `old` events are of the oldest report."""
    more: dict[str, Any] = {"actors": ("guard", "pilots"), "attributed_to": ("gazette", "radio"), "tags": ("fog",)}
    newer = (
        report(f"2020-0{n}-01-new", event("new", f"2020-0{n}-01", identifiers=(("log", "7"),), **more), series="log")
        for n in range(1, 6)
    )
    made = archive([report("2019-12-01-old", *old, citations=CITED, series="log"), *newer], registry=registry)
    plans = [plan for kind in KINDS for plan in EntryPages(PageContext(made), kind).pages() if isinstance(plan, Plan)]
    pages = [(plan.path, plan.inputs, plan.create().view) for plan in plans]  # type: ignore[union-attr]  # all are pages
    return {path: (inputs, view) for path, inputs, view in pages if isinstance(view, EntryView)}


def changes(before: Dossiers, after: Dossiers, part: int) -> set[str]:
    """Return the paths of the pages whose inputs (0) or whose sight (1) is another."""
    return {path for path in before if before[path][part] != after[path][part]}


@pytest.mark.parametrize("key", COUNTED)
def test_a_dossier_is_made_anew_by_what_it_counts(key: str) -> None:
    """No page that shows something else has the inputs that it had, though the event stands on none of them."""
    before, after = dossiers(OLD), dossiers(msgspec.structs.replace(OLD, **COUNTED[key]))
    shown = changes(before, after, 1)
    assert shown
    assert shown <= changes(before, after, 0)


def test_what_is_one_event_is_counted_once_again() -> None:
    """An identifier, and the order of events that share one, decide whose deaths count."""
    few, many = (
        event(name, "2019-05-05", deaths=Deaths(low=n, best=n, high=n)) for name, n in (("few", 1), ("many", 9))
    )
    one, other = (msgspec.structs.replace(told, identifiers=(("log", "9"),)) for told in (few, many))
    ways = [dossiers(few, many), dossiers(one, other), dossiers(other, one)]
    for before, after in ((ways[0], ways[1]), (ways[1], ways[2])):
        assert "regions/land/" in changes(before, after, 1) <= changes(before, after, 0)


@pytest.mark.parametrize("key", UNCOUNTED)
def test_what_no_dossier_shows_makes_none_anew(key: str) -> None:
    """Other words of an event that stands on an older page cost its entries nothing."""
    before, after = dossiers(OLD), dossiers(msgspec.structs.replace(OLD, **{key: UNCOUNTED[key]}))
    assert changes(before, after, 1) == changes(before, after, 0) == set()


def test_of_what_is_named_beside_it_a_dossier_shows_the_name_alone() -> None:
    """Another name of a place makes those anew that rank it, too; another spelling none of these."""
    moved = msgspec.structs.replace(OLD, region="land/south")
    before = dossiers(moved)
    changed: dict[str, Any] = {"name": "Sooth", "names": (Name("Sooth", "other"),)}
    for key, value in changed.items():
        place = msgspec.structs.replace(REGISTRY.regions["land/south"], **{key: value})
        regions = {**REGISTRY.regions, "land/south": place}
        after = dossiers(moved, registry=msgspec.structs.replace(REGISTRY, regions=regions))
        assert "regions/land/south/" in changes(before, after, 1) <= changes(before, after, 0)
        assert ("actors/guard/" in changes(before, after, 0)) == (key == "name")
