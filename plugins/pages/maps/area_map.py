"""Maps: a country by areas, shaded by number of events, and what such a map is made of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from plugins.archive.archive import Archive
from plugins.archive.digest import digest
from plugins.archive.geometry.map_regions import Boundaries, MapRegion
from plugins.archive.model.entries import Region
from plugins.pages.labels import Labels
from plugins.pages.maps.label_placement import find_label_box
from plugins.pages.maps.map_paths import AREA_MAP_SCALE, MapPaths, Shape
from plugins.pages.maps.view_models import AreaMap, LegendItem, MapArea, MapAttribution, MapLabel
from plugins.pages.phrases import plural
from plugins.pages.view_models import Link

STEPS = 5
LABEL_SIZE = 13
"""Units that a label's letters are high."""
LETTER_WIDTH = 0.58
"""A letter's width as a share of its height, on average."""
MAX_INDEX_MAPS = 4
"""Maps that the list of all regions shows at the most."""
INDEX_RATIO = 20
"""A country is shown there if it has at least one event for so many of the country with the most."""


def area_map(region_id: str, archive: Archive, labels: Labels, map_paths: MapPaths) -> AreaMap | None:
    """Return the map that a region stands on: its own areas, else the country around it with the region marked.

    None for a region without geometry.
    """
    land = archive.boundaries.map_for(region_id)
    return _drawn(land, region_id, archive, labels, map_paths) if land else None


def index_maps(archive: Archive, labels: Labels, map_paths: MapPaths) -> tuple[AreaMap, ...]:
    """Return the maps of the countries with the most events, those first: a bounded number, none next to empty."""
    return tuple(_drawn(land, land.region.id, archive, labels, map_paths) for land in _foremost(archive))


def index_map_inputs(archive: Archive) -> bytes:
    """Return a digest of all that `index_maps` draws on."""
    return area_map_inputs([land.region.id for land in _foremost(archive)], archive)


def area_map_inputs(region_ids: Iterable[str], archive: Archive) -> bytes:
    """Return a digest of all that the regions' maps draw on: geometry, its origin, names, numbers of events.

    Reads no geometry, and costs no more than a map has areas.
    """
    found = (archive.boundaries.map_for(region_id) for region_id in region_ids)
    lands = {land.region.id: land for land in found if land}
    return digest(
        [(land.digest, [_events(one.id, archive) for one in (land.region, *land.areas)]) for land in lands.values()]
    )


def shown_regions(land: MapRegion) -> Sequence[Region]:
    """Return the regions that a map shows: its areas, or the country itself when it has none."""
    return land.areas or (land.region,)


def _events(region_id: str, archive: Archive) -> int:
    return len(archive.catalogue.contents_of("region", region_id).events)


def _foremost(archive: Archive) -> list[MapRegion]:
    counted = [(_events(land.region.id, archive), land) for land in archive.boundaries.top_level_maps()]
    most = max((count for count, _ in counted), default=0)
    telling = [one for one in counted if one[0] * INDEX_RATIO >= most]
    return [land for _, land in sorted(telling, key=lambda one: -one[0])[:MAX_INDEX_MAPS]]


def _drawn(land: MapRegion, here: str, archive: Archive, labels: Labels, map_paths: MapPaths) -> AreaMap:
    """Return a map, on which the region `here` is marked if it is one of several areas."""
    outline = map_paths.outline(land, AREA_MAP_SCALE)
    counts = {region.id: _events(region.id, archive) for region in shown_regions(land)}
    edges = step_limits(counts.values())
    rest = _events(land.region.id, archive) - sum(counts.values())
    links = [_counted(region, counts[region.id], labels) for region in shown_regions(land)]
    return AreaMap(
        title=land.region.name,
        width=outline.projection.width,
        height=outline.projection.height,
        label_size=LABEL_SIZE,
        land=tuple(shape.path for shape in outline.shapes if not shape.region),
        areas=tuple(_area(shape, counts[shape.region], edges, labels) for shape in outline.shapes if shape.region),
        current=next((shape.path for shape in outline.shapes if shape.region == here and land.areas), ""),
        legend=legend_items(edges),
        regions=tuple(sorted(links, key=lambda link: (-(link.count or 0), link.text.casefold()))),
        unplaced=plural(rest, "event") if rest > 0 else "",
        attributions=map_attributions(land, archive.boundaries),
    )


def _counted(region: Region, count: int, labels: Labels) -> Link:
    link = labels.link("region", region.id)
    return Link(link.text, link.href, count=count)


def _area(shape: Shape, count: int, edges: Sequence[int], labels: Labels) -> MapArea:
    link = labels.link("region", shape.region)
    label = _label(shape, link.text, f"{count:,}")
    return MapArea(f"{link.text}: {plural(count, 'event')}", link.href, shape.path, step_for(count, edges), label)


def _label(shape: Shape, name: str, number: str) -> MapLabel | None:
    """Return an area's name and number where both fit, else the number, else nothing."""
    two = find_label_box(shape.rings, 2.4 * LABEL_SIZE)
    if two.width > len(name) * LETTER_WIDTH * LABEL_SIZE:
        return MapLabel(two.x, two.y, name, number)
    one = find_label_box(shape.rings, 1.2 * LABEL_SIZE)
    return MapLabel(one.x, one.y, "", number) if one.width > len(number) * LETTER_WIDTH * LABEL_SIZE else None


def step_limits(counts: Iterable[int]) -> tuple[int, ...]:
    """Return the highest number of each of at most five steps.

    They grow as squares do: counts of events are uneven, and equal steps would leave most areas in the first.

    >>> edges_of([0, 3, 40, 150])
    (6, 24, 54, 96, 150)
    """
    most = max(counts, default=0)
    return tuple(sorted({max(round(most * (n / STEPS) ** 2), 1) for n in range(1, STEPS + 1)})) if most else ()


def step_for(count: int, edges: Sequence[int]) -> int:
    """Return how dark an area is: 0 for nothing, and up to five, the darkest for the most however few steps there are.

    >>> [step_of(count, (1, 2)) for count in (0, 1, 2)]
    [0, 4, 5]
    """
    return STEPS - len(edges) + 1 + bisect_left(edges, count) if count else 0


def legend_items(edges: Sequence[int]) -> tuple[LegendItem, ...]:
    """Return the legend: which numbers each step stands for."""
    starts = [1, *(edge + 1 for edge in edges)]
    texts = [f"{start:,}" if start == end else f"{start:,}–{end:,}" for start, end in zip(starts, edges, strict=False)]
    return tuple(LegendItem(step_for(edge, edges), text) for edge, text in zip(edges, texts, strict=True))


def map_attributions(land: MapRegion, boundaries: Boundaries) -> tuple[MapAttribution, ...]:
    """Return where a map's lines come from, each origin once."""
    origins = dict.fromkeys(
        MapAttribution(Link(origin.origin, origin.url), Link(origin.licence.name, origin.licence.url))
        for name in land.files
        if (origin := boundaries.origins.get(name))
    )
    return tuple(origins)
