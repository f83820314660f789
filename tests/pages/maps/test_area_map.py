"""Maps: a country's areas by number of events, what such a map draws on, and the maps of the list of regions."""

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


def told(**numbers: int) -> Report:
    """Return a report with so many events in the north, in the south, and in the land as a whole (`land`)."""
    regions = {"north": "land/north", "south": "land/south", "land": "land"}
    events: list[Event] = [
        event(f"{name}-{n}", region=regions[name]) for name, number in numbers.items() for n in range(number)
    ]
    return report("2020-01-02-sample", *events)


def countries(archive: Archive) -> tuple[AreaMap, ...]:
    """Return the maps of the index of regions."""
    context = PageContext(archive)
    return index_maps(archive, context.labels, context.map_paths)


def map_of(region: str, archive: Archive) -> AreaMap:
    """Return the map that a region stands on."""
    context = PageContext(archive)
    found = area_map(region, archive, context.labels, context.map_paths)
    assert found
    return found


def test_areas_are_shaded_by_their_events() -> None:
    """Each area leads to its region, says how many events it has, and is the darker the more there are."""
    drawn = map_of("land", archive_with_boundaries(AREAS, told(north=9, south=1)))
    assert [(area.title, area.href, area.step) for area in drawn.areas] == [
        ("North: 9 events", "/regions/land/north/", 5),
        ("South: 1 event", "/regions/land/south/", 2),
    ]
    assert len(drawn.land) == 1
    assert drawn.current == ""


def test_the_list_says_what_the_map_shows() -> None:
    """The list beside a map names every area with its number, the most first; what is in no area is told too."""
    drawn = map_of("land", archive_with_boundaries(AREAS, told(south=3, north=1, land=2)))
    assert [(link.text, link.href, link.count) for link in drawn.regions] == [
        ("South", "/regions/land/south/", 3),
        ("North", "/regions/land/north/", 1),
    ]
    assert drawn.unplaced == "2 events"


def test_an_area_is_marked_on_the_map_of_its_country() -> None:
    """The page of an area has its country's map, with itself marked."""
    archive = archive_with_boundaries(AREAS, told(north=1))
    drawn = map_of("land/north", archive)
    assert drawn.title == "Land"
    assert drawn.current == drawn.areas[0].path


def test_a_region_without_geometry_has_no_map() -> None:
    """Neither has a place below an area, nor one of an archive without any geometry."""
    archive = archive_with_boundaries(AREAS)
    context = PageContext(archive)
    assert area_map("land/north/port", archive, context.labels, context.map_paths) is None
    plain = archive_with_boundaries({})
    context = PageContext(plain)
    assert area_map("land", plain, context.labels, context.map_paths) is None


def test_a_country_without_areas_is_its_own_area() -> None:
    """A country whose regions have no geometry is drawn whole, and leads to itself."""
    drawn = map_of("land", archive_with_boundaries({"land": "land"}, told(north=2)))
    assert [(area.title, area.href) for area in drawn.areas] == [("Land: 2 events", "/regions/land/")]
    assert (drawn.land, drawn.current) == ((), "")


def test_a_map_says_where_its_lines_come_from() -> None:
    """Origin and licence are named with their addresses."""
    (origin,) = map_of("land", archive_with_boundaries(AREAS)).attributions
    assert (origin.dataset.text, origin.dataset.href) == ("Made up 1.0", "https://example.org/land")
    assert (origin.licence.text, origin.licence.href) == ("CC0", "")


def test_names_stand_where_they_fit() -> None:
    """A wide area bears its name and number; one that is too small for either bears nothing."""
    labels = [area.label for area in map_of("land", archive_with_boundaries(AREAS, told(north=4))).areas]
    assert [(label.name, label.number) for label in labels if label] == [("North", "4"), ("South", "0")]
    crowded = archive_with_boundaries(AREAS, document=country(120))
    assert [area.label for area in map_of("land", crowded).areas] == [None, None]


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=30))
def test_every_number_has_its_line_in_the_legend(counts: list[int]) -> None:
    """Steps go up with numbers, from nothing to the most, which is the darkest; the legend leaves none out."""
    edges = step_limits(counts)
    bands = legend_items(edges)
    steps = [step_for(count, edges) for count in sorted(counts)]
    assert steps == sorted(steps)
    assert all((step == 0) == (count == 0) for step, count in zip(steps, sorted(counts), strict=True))
    assert {step for step in steps if step} <= {band.step for band in bands}
    assert len(bands) <= 5
    if max(counts):
        assert bands[-1].step == 5
        ends = [[int(number.replace(",", "")) for number in band.text.split("–")] for band in bands]
        assert ends[0][0] == 1
        assert ends[-1][-1] == max(counts)
        assert all(after[0] == before[-1] + 1 for before, after in pairwise(ends))


def test_inputs_stand_for_all_that_is_drawn() -> None:
    """A map's inputs change with a number, a name or the geometry, and with nothing else."""

    def inputs(archive: Archive, region: str = "land") -> bytes:
        return area_map_inputs([region], archive)

    known = inputs(archive_with_boundaries(AREAS, told(north=2, south=1)))
    assert inputs(archive_with_boundaries(AREAS, told(south=1, north=2))) == known
    assert inputs(archive_with_boundaries(AREAS, told(north=2, south=1)), "land/north") == known
    renamed = {"land": Region(id="land", name="Other", boundary="land")}
    others = {
        inputs(archive_with_boundaries(AREAS, told(north=1, south=2))),
        inputs(archive_with_boundaries(AREAS, told(north=2, south=1, land=1))),
        inputs(archive_with_boundaries(AREAS, told(north=2, south=1), document=country(4))),
        inputs(with_regions(renamed, told(north=2, south=1))),
    }
    assert len(others - {known}) == 4
    assert inputs(archive_with_boundaries(AREAS), "land/north/port") == inputs(archive_with_boundaries({}))


def listed(archive: Archive, kind: EntryKind) -> EntryIndexView:
    """Return the list of a kind."""
    (page,) = pages([entry_index(PageContext(archive), kind)])
    assert isinstance(page.view, EntryIndexView)
    return page.view


def test_the_list_of_regions_has_a_bounded_number_of_maps() -> None:
    """The countries with the most events are drawn; many more countries make the page no longer."""
    regions = {f"c{n}": Region(id=f"c{n}", name=f"C {n}", boundary=f"land/A.{n}") for n in range(9)}
    events = [event(f"in-{n}", region=f"c{n}") for n in range(9)]
    archive = with_regions(
        regions, report("2020-01-02-sample", *events, event("two", region="c7")), document=country(9)
    )
    drawn = countries(archive)
    assert [one.title for one in drawn][:2] == ["C 7", "C 0"]
    assert len(drawn) == MAX_INDEX_MAPS
    assert listed(archive, "region").maps == drawn


def test_the_list_of_regions_has_no_map_next_to_empty() -> None:
    """A country with few events, measured by the one with the most, is not drawn: its map would show little else."""
    regions = {f"c{n}": Region(id=f"c{n}", name=f"C {n}", boundary=f"land/A.{n}") for n in range(3)}
    events = [event(f"e{n}", region="c0") for n in range(INDEX_RATIO)] + [event("one", region="c1")]
    archive = with_regions(regions, report("2020-01-02-sample", *events), document=country(3))
    more = with_regions(regions, report("2020-01-02-sample", *events, event("more", region="c0")), document=country(3))
    drawn = [[one.title for one in countries(each)] for each in (archive, more)]
    assert drawn == [["C 0", "C 1"], ["C 0"]]


def test_other_lists_have_no_map() -> None:
    """The lists of actors, tags and sources do not change with the geometry."""
    plans = [
        entry_index(PageContext(one), "actor") for one in (archive_with_boundaries(AREAS), archive_with_boundaries({}))
    ]
    assert plans[0].inputs == plans[1].inputs
    assert listed(archive_with_boundaries(AREAS), "actor").maps == ()


def test_planning_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page of an archive is planned without a line drawn or a feature looked up."""
    archive = archive_with_boundaries(AREAS, told(north=3, land=1))

    def never(*_: object) -> None:
        raise AssertionError("something was drawn")

    monkeypatch.setattr(map_paths, "draw_outline", never)
    monkeypatch.setattr(Boundaries, "features", never)
    context = PageContext(archive)
    assert [ReportPages(context).plan(one) for one in archive.catalogue.reports]
    assert list(EntryPages(context, "region").pages())
    with pytest.raises(AssertionError, match="drawn"):
        area_map("land", archive, context.labels, context.map_paths)
