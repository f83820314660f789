"""Dossiers: what an archive knows of one entry, put together; what it does not know is left out."""

import msgspec

from plugins.archive.archive import Archive
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.entries import Actor, Region
from plugins.archive.model.hierarchy import find_relatives
from plugins.archive.model.registry import Registry
from plugins.archive.model.report import Report
from plugins.pages.context import PageContext
from plugins.pages.entry.summary import MAX_OPEN_PARTS, MAX_UNSUMMARIZED, EntrySummary, entry_summary
from tests.map_samples import archive_with_boundaries
from tests.samples import REGISTRY, archive, event, report


def drawn_up(kind: EntryKind, entry_id: str, *reports: Report, registry: Registry = REGISTRY) -> EntrySummary:
    """Return the dossier of an entry in an archive of `reports`."""
    return dossier_in(archive(reports, registry=registry), kind, entry_id)


def dossier_in(made: Archive, kind: EntryKind, entry_id: str) -> EntrySummary:
    """Return the dossier of an entry of an archive."""
    entries = made.registry.entries(kind)
    kin = find_relatives(entries)[entry_id]
    return entry_summary(kind, entries[entry_id], made.catalogue.contents_of(kind, entry_id), kin, PageContext(made))


def test_an_entry_that_holds_nothing_has_an_empty_dossier() -> None:
    """Nothing is drawn, counted or led to; what the registry says is there."""
    found = drawn_up("actor", "pilots", report())
    assert (found.histogram, found.named, found.parts, found.map, found.contents) == (None, (), None, None, ())
    assert found.names.former
    assert found.facts


def test_a_long_page_says_what_is_on_it() -> None:
    """What leads to the sections stands in their order; a page of few has no need of it."""
    told = report("2020-01-02-one", *(event(f"e{n}", actors=("guard",)) for n in range(MAX_UNSUMMARIZED)))
    assert [(link.href, link.count) for link in drawn_up("region", "land", told).contents] == [
        ("#time", None),
        ("#named", None),
        ("#events", MAX_UNSUMMARIZED),
        ("#reports", 1),
    ]
    assert drawn_up("series", "log", report(series="log")).contents == ()


def test_what_is_seen_at_a_glance_is_not_drawn() -> None:
    """A few events and reports need no histogram and no ranking: their lists say it all."""
    found = drawn_up("actor", "guard", report("2020-01-02-one", event("a", actors=("guard",))))
    assert (found.histogram, found.named) == (None, ())
    assert len(found.statistics.items) == 3


def test_bars_are_shares_of_the_whole() -> None:
    """A bar says which part of an entry's events names something; a part that holds more than its whole fills it."""
    events = [event(f"e{n}", actors=("guard",) if n else ()) for n in range(4)]
    found = drawn_up("region", "land", report("2020-01-02-one", *events))
    assert [(line.count, line.share) for line in found.named[0].lines] == [(3, 75)]
    linked = {"pilots": REGISTRY.actors["pilots"], "guard": Actor(id="guard", name="Guard", parent="pilots")}
    registry = msgspec.structs.replace(REGISTRY, actors=linked)
    parts = drawn_up("actor", "pilots", report("2020-01-02-one", *events), registry=registry).parts
    assert parts
    assert [(line.count, line.share) for line in parts.lines] == [(3, 100)]


def test_a_map_lists_what_the_page_does_not() -> None:
    """Areas that are the region's own parts stand on its page anyway; an area shows its country's, with them."""
    made = archive_with_boundaries(
        {"land": "land", "north": "land/A.0", "south": "land/A.1"}, report("2020-01-02-one", event())
    )
    country, area = (dossier_in(made, "region", region) for region in ("land", "land/north"))
    assert country.map
    assert area.map
    assert (country.map_listed, area.map_listed) == (False, True)
    assert area.map.current
    assert dossier_in(made, "region", "land/north/port").map is None


def test_parts_stand_by_how_much_they_hold() -> None:
    """The parts with the most events stand first, those with none too; each number leads to its events."""
    told = report("2020-01-02-one", event("a", region="land/south"), event("b", region="land"))
    parts = drawn_up("region", "land", told).parts
    assert parts
    assert [(line.link.text, line.count, line.search_url) for line in parts.lines] == [
        ("South", 1, "/search/?show=events&region=land/south"),
        ("North", 0, ""),
    ]


def test_parts_of_what_has_no_events_stand_by_their_reports() -> None:
    parts = drawn_up("region", "land", report(regions=("land/south",))).parts
    assert parts
    assert [(line.count, line.description, line.search_url) for line in parts.lines] == [
        (1, "1 report: South", "/search/?show=reports&region=land/south"),
        (0, "", ""),
    ]


def test_many_parts_are_folded_and_all_there() -> None:
    """Every part of an entry can be reached from its page, however many there are."""
    regions = [Region(id=f"land/p{n:02d}", name=f"Place {n:02d}") for n in range(MAX_OPEN_PARTS + 4)]
    registry = Registry(regions={"land": REGISTRY.regions["land"]} | {region.id: region for region in regions})
    parts = drawn_up("region", "land", report(regions=("land",)), registry=registry).parts
    assert parts
    assert (len(parts.lines), len(parts.rest)) == (MAX_OPEN_PARTS, 4)
    assert [line.link.text for line in (*parts.lines, *parts.rest)] == [region.name for region in regions]
