"""Area map: a country's areas shaded by number of events, its inputs, and the maps of the list of regions."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.archive import Archive
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.geometry.map_regions import Boundaries
from plugins.archive.model.entries import Region
from plugins.archive.model.report import Event, Report
from plugins.pages.context import PageContext
from plugins.pages.entry.index import EntryIndexView, entry_index
from plugins.pages.entry.pages import EntryPages
from plugins.pages.maps import map_paths
from plugins.pages.maps.area_map import (
    INDEX_RATIO,
    MAX_INDEX_MAPS,
    area_map,
    area_map_inputs,
    index_maps,
    legend_items,
    step_for,
    step_limits,
)
from plugins.pages.maps.view_models import AreaMap
from plugins.pages.report.pages import ReportPages
from tests.map_samples import archive_with_boundaries, country, with_regions
from tests.samples import event, pages, report

AREAS = {"land": "land", "north": "land/A.0", "south": "land/A.1"}


def report_of(**numbers: int) -> Report:
    """Return a report with these numbers of events in `north`, in `south`, and in the country as a whole (`land`)."""
    regions = {"north": "land/north", "south": "land/south", "land": "land"}
    events: list[Event] = [
        event(f"{name}-{n}", region=regions[name]) for name, number in numbers.items() for n in range(number)
    ]
    return report("2020-01-02-sample", *events)


def map_of(region: str, archive: Archive) -> AreaMap:
    """Return the map of a region."""
    region_map = map_or_none(region, archive)
    assert region_map
    return region_map


def map_or_none(region: str, archive: Archive) -> AreaMap | None:
    """Return the map of a region, or None."""
    context = PageContext(archive)
    return area_map(region, archive, context.labels, context.map_paths)


def index_maps_of(archive: Archive) -> tuple[AreaMap, ...]:
    """Return the maps of the list of regions."""
    context = PageContext(archive)
    return index_maps(archive, context.labels, context.map_paths)


def test_areas_are_shaded_by_their_events() -> None:
    """Each area links to its region and shows its number of events; more events give a darker shade."""
    found = map_of("land", archive_with_boundaries(AREAS, report_of(north=9, south=1)))
    assert [(area.title, area.href, area.step) for area in found.areas] == [
        ("North: 9 events", "/regions/land/north/", 5),
        ("South: 1 event", "/regions/land/south/", 2),
    ]
    assert len(found.land) == 1
    assert found.current == ""


def test_list_matches_the_map() -> None:
    """The list has every area with its number, the highest first; events outside the areas are counted."""
    found = map_of("land", archive_with_boundaries(AREAS, report_of(south=3, north=1, land=2)))
    assert [(link.text, link.href, link.count) for link in found.regions] == [
        ("South", "/regions/land/south/", 3),
        ("North", "/regions/land/north/", 1),
    ]
    assert found.unplaced == "2 events"


def test_area_is_marked_on_the_map_of_its_country() -> None:
    archive = archive_with_boundaries(AREAS, report_of(north=1))
    found = map_of("land/north", archive)
    assert found.title == "Land"
    assert found.current == found.areas[0].path


def test_region_without_geometry_has_no_map() -> None:
    """This holds below an area and in an archive without geometry."""
    archive = archive_with_boundaries(AREAS)
    assert map_or_none("land/north/port", archive) is None
    plain = archive_with_boundaries({})
    assert map_or_none("land", plain) is None


def test_country_without_areas_is_one_area() -> None:
    """A country whose regions have no geometry is drawn as one area, which links to the country."""
    found = map_of("land", archive_with_boundaries({"land": "land"}, report_of(north=2)))
    assert [(area.title, area.href) for area in found.areas] == [("Land: 2 events", "/regions/land/")]
    assert (found.land, found.current) == ((), "")


def test_map_attributes_its_geometry() -> None:
    """The attribution has the data set and the licence, with their addresses."""
    (attribution,) = map_of("land", archive_with_boundaries(AREAS)).attributions
    assert (attribution.dataset.text, attribution.dataset.href) == ("Made up 1.0", "https://example.org/land")
    assert (attribution.licence.text, attribution.licence.href) == ("CC0", "")


def test_labels_are_shown_where_they_fit() -> None:
    """A wide area has its name and number; a small one has no label."""
    labels = [area.label for area in map_of("land", archive_with_boundaries(AREAS, report_of(north=4))).areas]
    assert [(label.name, label.number) for label in labels if label] == [("North", "4"), ("South", "0")]
    narrow = archive_with_boundaries(AREAS, document=country(120))
    assert [area.label for area in map_of("land", narrow).areas] == [None, None]


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=30))
def test_legend_covers_every_number(counts: list[int]) -> None:
    """Steps increase with the numbers, the highest is the darkest, and the ranges of the legend have no gaps."""
    limits = step_limits(counts)
    legend = legend_items(limits)
    steps = [step_for(count, limits) for count in sorted(counts)]
    assert steps == sorted(steps)
    assert all((step == 0) == (count == 0) for step, count in zip(steps, sorted(counts), strict=True))
    assert {step for step in steps if step} <= {item.step for item in legend}
    assert len(legend) <= 5
    if max(counts):
        assert legend[-1].step == 5
        ends = [[int(number.replace(",", "")) for number in item.text.split("–")] for item in legend]
        assert ends[0][0] == 1
        assert ends[-1][-1] == max(counts)
        assert all(after[0] == before[-1] + 1 for before, after in pairwise(ends))


def test_inputs_cover_everything_on_the_map() -> None:
    """The inputs change with a number, a name or the geometry, and with nothing else."""

    def inputs(archive: Archive, region: str = "land") -> bytes:
        found = archive.boundaries.map_for(region)
        return area_map_inputs([found] if found else [], archive)

    known = inputs(archive_with_boundaries(AREAS, report_of(north=2, south=1)))
    assert inputs(archive_with_boundaries(AREAS, report_of(south=1, north=2))) == known
    assert inputs(archive_with_boundaries(AREAS, report_of(north=2, south=1)), "land/north") == known
    renamed = {"land": Region(id="land", name="Other", boundary="land")}
    others = {
        inputs(archive_with_boundaries(AREAS, report_of(north=1, south=2))),
        inputs(archive_with_boundaries(AREAS, report_of(north=2, south=1, land=1))),
        inputs(archive_with_boundaries(AREAS, report_of(north=2, south=1), document=country(4))),
        inputs(with_regions(renamed, report_of(north=2, south=1))),
    }
    assert len(others - {known}) == 4
    assert inputs(archive_with_boundaries(AREAS), "land/north/port") == inputs(archive_with_boundaries({}))


def index_view(archive: Archive, kind: EntryKind) -> EntryIndexView:
    """Return the view-model of the list of a kind."""
    (page,) = pages([entry_index(PageContext(archive), kind)])
    assert isinstance(page.view, EntryIndexView)
    return page.view


def test_list_of_regions_has_a_bounded_number_of_maps() -> None:
    """Only the countries with the most events are drawn."""
    regions = {f"c{n}": Region(id=f"c{n}", name=f"C {n}", boundary=f"land/A.{n}") for n in range(9)}
    events = [event(f"in-{n}", region=f"c{n}") for n in range(9)]
    archive = with_regions(
        regions, report("2020-01-02-sample", *events, event("two", region="c7")), document=country(9)
    )
    maps = index_maps_of(archive)
    assert [one.title for one in maps][:2] == ["C 7", "C 0"]
    assert len(maps) == MAX_INDEX_MAPS
    assert index_view(archive, "region").maps == maps


def test_list_of_regions_skips_countries_with_few_events() -> None:
    """A country with few events compared to the country with the most has no map on the list."""
    regions = {f"c{n}": Region(id=f"c{n}", name=f"C {n}", boundary=f"land/A.{n}") for n in range(3)}
    events = [event(f"e{n}", region="c0") for n in range(INDEX_RATIO)] + [event("one", region="c1")]
    archive = with_regions(regions, report("2020-01-02-sample", *events), document=country(3))
    more = with_regions(regions, report("2020-01-02-sample", *events, event("more", region="c0")), document=country(3))
    titles = [[one.title for one in index_maps_of(each)] for each in (archive, more)]
    assert titles == [["C 0", "C 1"], ["C 0"]]


def test_other_lists_have_no_maps() -> None:
    """The inputs of the list of actors do not change with the geometry."""
    plans = [
        entry_index(PageContext(one), "actor") for one in (archive_with_boundaries(AREAS), archive_with_boundaries({}))
    ]
    assert plans[0].inputs == plans[1].inputs
    assert index_view(archive_with_boundaries(AREAS), "actor").maps == ()


def test_planning_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plans for all pages are made without drawing a map or reading its features."""
    archive = archive_with_boundaries(AREAS, report_of(north=3, land=1))

    def never(*_: object) -> None:
        raise AssertionError("something was drawn")

    monkeypatch.setattr(map_paths, "draw_outline", never)
    monkeypatch.setattr(Boundaries, "features", never)
    context = PageContext(archive)
    assert [ReportPages(context).plan(one) for one in archive.catalogue.reports]
    assert list(EntryPages(context, "region").pages())
    with pytest.raises(AssertionError, match="drawn"):
        area_map("land", archive, context.labels, context.map_paths)
