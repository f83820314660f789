"""Coordinates: points outside of the region that they are said to be in, most often because their numbers are swapped.

The extent of a region is that of its boundary, or of the nearest one around it. A region without one is judged by the
point that the registry gives for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from plugins.archive.files.folder import Folder, registry_path
from plugins.archive.geometry.extent import Extent, extent_of
from plugins.archive.geometry.map_regions import Boundaries
from plugins.archive.limits import REGISTRY_BYTES
from plugins.archive.model.entries import Region
from plugins.archive.model.registry import entry_nodes, lineage
from plugins.archive.model.report import Report
from plugins.archive.problems import Problem
from plugins.archive.schema.front_matter import decode_text
from plugins.archive.schema.positions import Finding, add_findings, find_node, front_matter_root

MARGIN = 1.0
"""Degrees around a boundary that still count as inside: boundaries are simplified, and events happen at sea."""
SWAP_MARGIN = 0.25
"""Degrees outside of a boundary from which a point is wrong if it is inside with its numbers swapped."""
NEAR, FAR = 5.0, 15.0
"""Degrees from the point of a region without a boundary: within NEAR a point is plausible, beyond FAR it is not."""
Coordinates = tuple[float, float]
"""Latitude and longitude."""


class _Known(NamedTuple):
    """What is known of where a region is: it is `inside` one extent, and never `outside` the other."""

    name: str
    inside: Extent
    outside: Extent
    has_boundary: bool = True


class RegionExtents:
    """The known extents of regions, each computed once."""

    def __init__(self, regions: Mapping[str, Region], boundaries: Boundaries) -> None:
        self._regions, self._boundaries = regions, boundaries
        self._known: dict[str, tuple[_Known, ...]] = {}

    def known(self, region_id: str) -> tuple[_Known, ...]:
        """Return what is known of a region and those around it, the innermost first."""
        if region_id not in self._known:
            found = (self._of(self._regions[name]) for name in reversed(lineage(region_id)) if name in self._regions)
            self._known[region_id] = tuple(known for known in found if known)
        return self._known[region_id]

    def _of(self, region: Region) -> _Known | None:
        if region.boundary:
            extent = extent_of(self._boundaries, region.boundary)
            return extent and _Known(region.name, extent, extent.widened(SWAP_MARGIN))
        if region.coordinates:
            latitude, longitude = region.coordinates
            point = Extent(latitude, longitude, latitude, longitude)
            return _Known(region.name, point.widened(NEAR), point.widened(FAR), has_boundary=False)
        return None

    def fault(self, region_id: str, coordinates: Coordinates) -> tuple[str, str] | None:
        """Return what is wrong with a point of a region, and what to do."""
        latitude, longitude = coordinates
        point = f"[{latitude:g}, {longitude:g}]"
        known = self.known(region_id)
        for place in known:
            if not place.outside.contains(latitude, longitude) and place.inside.contains(longitude, latitude):
                what = f"{point} is outside of {place.name}, and inside if the numbers are swapped"
                return what, f"write the latitude first: [{longitude:g}, {latitude:g}]"
        for place in known:
            if place.has_boundary and not place.inside.widened(MARGIN).contains(latitude, longitude):
                what = f"{point} is outside of {place.name}, {place.inside}"
                return what, "write [latitude, longitude], north and east positive, or name the region where it is"
        return None


def coordinate_warnings(
    reports: Iterable[Report], regions: Mapping[str, Region], boundaries: Boundaries, folder: Folder
) -> Iterator[Problem]:
    """Warn about points of events and regions that are outside of their region."""
    known = RegionExtents(regions, boundaries)
    for report in reports:
        findings = [
            Finding(("events", index, "coordinates"), *fault)
            for index, event in enumerate(report.events)
            if event.coordinates and (fault := known.fault(event.region, event.coordinates))
        ]
        if findings:
            problems: list[Problem] = []
            root = front_matter_root(report.path, folder.read(report.path))
            add_findings(findings, root, report.path, problems)
            yield from (_as_warning(problem) for problem in problems)
    yield from _region_warnings(regions, known, folder)


def _region_warnings(regions: Mapping[str, Region], known: RegionExtents, folder: Folder) -> Iterator[Problem]:
    wrong = {
        region.id: fault
        for region in regions.values()
        if region.coordinates
        and (fault := known.fault(region.id if region.boundary else region.parent, region.coordinates))
    }
    if not wrong:
        return
    path = registry_path("region")
    nodes = entry_nodes(path, decode_text(folder.read(path), path, [], REGISTRY_BYTES) or "")
    for region_id, (what, remedy) in wrong.items():
        if node := nodes.get(region_id):
            mark = (find_node(node, ("coordinates",)) or node).start_mark
            yield Problem(path, mark.line + 1, mark.column + 1, "region.coordinates", what, remedy, "warning")


def _as_warning(problem: Problem) -> Problem:
    return Problem(problem.path, problem.line, problem.column, problem.field, problem.what, problem.remedy, "warning")
