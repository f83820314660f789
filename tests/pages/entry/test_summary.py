"""The summary of a registry entry; parts without content are left out."""

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


def summary_of(kind: EntryKind, entry_id: str, *reports: Report, registry: Registry = REGISTRY) -> EntrySummary:
    """Return the summary of an entry in an archive of `reports`."""
    return summary_in(archive(reports, registry=registry), kind, entry_id)


def summary_in(sample: Archive, kind: EntryKind, entry_id: str) -> EntrySummary:
    """Return the summary of an entry of an archive."""
    entries, contents = sample.registry.entries(kind), sample.catalogue.contents_of(kind, entry_id)
    relatives = find_relatives(entries)[entry_id]
    return entry_summary(kind, entries[entry_id], contents, relatives, PageContext(sample))


def test_entry_without_events_has_only_names_and_facts() -> None:
    found = summary_of("actor", "pilots", report())
    assert (found.histogram, found.named, found.parts, found.map, found.contents) == (None, (), None, None, ())
    assert found.names.former
    assert found.facts


def test_long_page_has_a_table_of_contents() -> None:
    """Sections are linked in order; a short page has no table of contents."""
    one = report("2020-01-02-one", *(event(f"e{n}", actors=("guard",)) for n in range(MAX_UNSUMMARIZED)))
    assert [(link.href, link.count) for link in summary_of("region", "land", one).contents] == [
        ("#time", None),
        ("#named", None),
        ("#events", MAX_UNSUMMARIZED),
        ("#reports", 1),
    ]
    assert summary_of("series", "log", report(series="log")).contents == ()


def test_short_entry_has_no_histogram_and_no_rankings() -> None:
    found = summary_of("actor", "guard", report("2020-01-02-one", event("a", actors=("guard",))))
    assert (found.histogram, found.named) == (None, ())
    assert len(found.statistics.items) == 3


def test_shares_are_relative_to_the_events_of_the_entry() -> None:
    """A part of an actor that has more events than the actor has a share of 100%."""
    events = [event(f"e{n}", actors=("guard",) if n else ()) for n in range(4)]
    found = summary_of("region", "land", report("2020-01-02-one", *events))
    assert [(line.count, line.share) for line in found.named[0].lines] == [(3, 75)]
    linked = {"pilots": REGISTRY.actors["pilots"], "guard": Actor(id="guard", name="Guard", parent="pilots")}
    registry = msgspec.structs.replace(REGISTRY, actors=linked)
    parts = summary_of("actor", "pilots", report("2020-01-02-one", *events), registry=registry).parts
    assert parts
    assert [(line.count, line.share) for line in parts.lines] == [(3, 100)]


def test_map_lists_areas_that_are_not_parts_of_the_entry() -> None:
    """The page of a country lists its areas as parts; the page of an area has the map of its country."""
    sample = archive_with_boundaries(
        {"land": "land", "north": "land/A.0", "south": "land/A.1"}, report("2020-01-02-one", event())
    )
    country, area = (summary_in(sample, "region", region) for region in ("land", "land/north"))
    assert country.map
    assert area.map
    assert (country.map_listed, area.map_listed) == (False, True)
    assert area.map.current
    assert summary_in(sample, "region", "land/north/port").map is None


def test_parts_are_ranked_by_events() -> None:
    """Parts without events are included; each number links a search for the events."""
    one = report("2020-01-02-one", event("a", region="land/south"), event("b", region="land"))
    parts = summary_of("region", "land", one).parts
    assert parts
    assert [(line.link.text, line.count, line.search_url) for line in parts.lines] == [
        ("South", 1, "/search/?show=events&region=land/south"),
        ("North", 0, ""),
    ]


def test_parts_without_events_are_ranked_by_reports() -> None:
    parts = summary_of("region", "land", report(regions=("land/south",))).parts
    assert parts
    assert [(line.count, line.description, line.search_url) for line in parts.lines] == [
        (1, "1 report: South", "/search/?show=reports&region=land/south"),
        (0, "", ""),
    ]


def test_many_parts_are_folded() -> None:
    """The page of an entry lists every part."""
    regions = [Region(id=f"land/p{n:02d}", name=f"Place {n:02d}") for n in range(MAX_OPEN_PARTS + 4)]
    registry = Registry(regions={"land": REGISTRY.regions["land"]} | {region.id: region for region in regions})
    parts = summary_of("region", "land", report(regions=("land",)), registry=registry).parts
    assert parts
    assert (len(parts.lines), len(parts.rest)) == (MAX_OPEN_PARTS, 4)
    assert [line.link.text for line in (*parts.lines, *parts.rest)] == [region.name for region in regions]
