"""Builds with maps: which files a change of geometry, a boundary or an event writes, and the size of maps."""

import gzip
import json
import re
import shutil
from pathlib import Path

import pytest

from plugins.archive import limits
from plugins.archive.model.entries import Region
from plugins.commands.serve.serve import WATCHED
from plugins.engine.cache import file_stamps
from plugins.engine.render.renderer import make_environment
from plugins.pages.context import PageContext
from plugins.pages.maps.area_map import area_map
from plugins.pages.maps.event_map import event_map
from tests.archive_builder import ArchiveBuilder, matches_clean_build
from tests.engine.incremental.test_incremental import LIGHT, matching
from tests.map_samples import add_map, country, with_regions
from tests.samples import event, report

ROOT = Path(__file__).resolve().parents[3]
LAND = "boundaries/land.topo.json"
ORIGINS = "boundaries/origins.yaml"
REGIONS = "registry/regions.yaml"
MAPPED = {
    "regions/index.html",
    "regions/veldland/index.html",
    "regions/veldland/nordsund/index.html",
    "regions/veldland/suedbank/index.html",
}
"""The pages that show the areas of the country."""
KILOBYTES = 15
"""Compressed kilobytes that a map may add to a page."""


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ArchiveBuilder:
    """Return the archive of lighthouses with a map, built.

    New files do not count as recent, however slow the run is.
    """
    monkeypatch.setattr(file_stamps, "RECENT", 0.0)
    shutil.copytree(ROOT / "tests/sites/valid/lighthouses", tmp_path / "content")
    add_map(tmp_path / "content")
    builder = ArchiveBuilder(tmp_path)
    builder.build()
    assert builder.build() == set()
    return builder


def pages_with_event_map(archive: ArchiveBuilder) -> set[str]:
    """Return the pages of reports that have a map."""
    pages = archive.output.glob("reports/*/index.html")
    with_map = (page for page in pages if 'class="map event-map"' in page.read_text())
    return {page.relative_to(archive.output).as_posix() for page in with_map}


def test_changed_geometry_affects_only_pages_with_its_map(archive: ArchiveBuilder) -> None:
    """Every page that shows the lines is written, and no other page."""
    reports = pages_with_event_map(archive)
    assert reports
    archive.write(LAND, json.dumps(country(3, points=3, west=-6, south=60)))
    assert archive.up_to_date_state() is None
    assert archive.build() == MAPPED | reports
    assert matches_clean_build(archive)


def test_changed_attribution_affects_the_pages_that_show_it(archive: ArchiveBuilder) -> None:
    """The attribution is below each map."""
    reports = pages_with_event_map(archive)
    archive.change(ORIGINS, "Made up 1.0", "Made up 1.1")
    assert archive.build() == MAPPED | reports
    assert "Made up 1.1" in (archive.output / "regions/veldland/index.html").read_text("utf-8")
    assert matches_clean_build(archive)


def test_unused_geometry_affects_no_page(archive: ArchiveBuilder) -> None:
    """Geometry that no region names changes no page."""
    archive.write("boundaries/more.topo.json", json.dumps(country(1)))
    archive.write(ORIGINS, (archive.content / ORIGINS).read_text() + "- {file: more, origin: M, licence: {name: C}}\n")
    assert archive.build() == set()
    assert matches_clean_build(archive)


def test_new_event_changes_the_maps_of_its_country(archive: ArchiveBuilder) -> None:
    """They show the new number, also on the page of an area without events."""
    before = (archive.output / "regions/veldland/index.html").read_text("utf-8")
    new = "  - {id: neu, date: 2020-01-14, type: ausfall, region: veldland/nordsund/groenhafen, summary: Neu.}\n"
    archive.change(LIGHT, "events:\n", "events:\n" + new)
    written = archive.build()
    assert written >= MAPPED
    assert not matching(written, "regions/skerra/*")
    assert (archive.output / "regions/veldland/index.html").read_text("utf-8") != before
    assert matches_clean_build(archive)


def test_region_without_boundary_has_no_map(archive: ArchiveBuilder) -> None:
    """If the geometry is removed, so are the maps, and the rest of the site is unchanged."""
    shutil.rmtree(archive.content / "boundaries")
    shutil.copy(ROOT / "tests/sites/valid/lighthouses" / REGIONS, archive.content / REGIONS)
    archive.build()
    assert not any('<figure class="map' in page.read_text() for page in archive.output.rglob("*.html"))
    assert matches_clean_build(archive)


def test_invalid_geometry_leaves_the_site_unchanged(archive: ArchiveBuilder) -> None:
    """An unreadable file fails the build before anything is written."""
    from plugins.archive.problems import ArchiveError

    archive.write(LAND, "{")
    with pytest.raises(ArchiveError, match=r"boundaries/land\.topo\.json:1:1: json: is not valid JSON"):
        archive.build()
    archive.write(LAND, json.dumps(country(3, west=-6, south=60)))
    assert archive.build() == set()


def test_serve_watches_the_geometry() -> None:
    """The folder of geometry is in the content, and all of the content is watched."""
    assert "boundaries" not in WATCHED
    assert LAND.startswith("boundaries/")


def compressed_size(macro: str, view: object) -> float:
    """Return how many kB a map adds to a page after compression."""
    environment = make_environment(ROOT / "theme")
    environment.globals["cached"] = lambda inner, value: inner(value)
    text = environment.from_string(f'{{% from "macros/map.html" import {macro} %}}{{{{ {macro}(view) }}}}').render(
        view=view
    )
    return len(gzip.compress(text.encode(), 6)) / 1000


def test_maps_are_small() -> None:
    """However many areas and points an archive has, a map adds at most 15 kB."""
    size = limits.AREAS
    regions = {"land": Region(id="land", name="Land", boundary="land")}
    for n in range(size):
        regions[f"land/a{n}"] = Region(id=f"land/a{n}", name=f"Area of {n * 7919 % 1000}", boundary=f"land/A.{n}")
    events = [
        event(f"event-{n * 7919 % 997}", region=f"land/a{n % size}", place_precision=n % 7 + 1)
        for n in range(limits.EVENTS)
    ]
    placed = [
        event(f"p{n * 7919 % 997}", place_precision=n % 7 + 1, coordinates=(40 + n * 0.377 % 10, 10 + n * 0.731 % 25))
        for n in range(limits.EVENTS)
    ]
    one, other = report("2020-01-02-one", *events), report("2020-01-02-two", *placed, regions=("land",))
    archive = with_regions(regions, one, other, document=country(25, 10, points=12, west=10, south=40))
    context = PageContext(archive)
    shared = archive, context.labels, context.map_paths
    found = {
        "a country of 250 areas": compressed_size("area_map", area_map("land/a3", *shared)),
        "500 events without a point": compressed_size("event_map", event_map(one, *shared)),
        "500 points": compressed_size("event_map", event_map(other, *shared)),
    }
    for what, kilobytes in found.items():
        print(f"{what}: {kilobytes:.1f} kB")
    assert {what: kilobytes for what, kilobytes in found.items() if kilobytes > KILOBYTES} == {}


def test_maps_of_the_example_are_small(built: Path) -> None:
    """Each map of the example adds at most 15 kB; the largest of each kind is printed."""
    heaviest: dict[str, tuple[float, str]] = {}
    for page in sorted(built.rglob("index.html")):
        text = page.read_text("utf-8")
        for found in re.finditer(r'<figure class="(map[^"]*)">.*?</figure>', text, re.DOTALL):
            kilobytes = len(gzip.compress(found[0].encode(), 6)) / 1000
            address = page.relative_to(built).as_posix()
            heaviest[found[1]] = max(heaviest.get(found[1], (0.0, "")), (kilobytes, address))
    print(*(f"{kind}: {kilobytes:.1f} kB on {where}" for kind, (kilobytes, where) in heaviest.items()), sep="\n")
    assert set(heaviest) == {"map", "map event-map"}
    assert all(kilobytes <= KILOBYTES for kilobytes, _ in heaviest.values())
