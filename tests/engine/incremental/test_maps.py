"""Builds with maps: what a change of geometry, of a boundary or of an event makes anew, and how large maps are."""

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
from tests.archive_builder import TestArchive, matches_clean_build
from tests.engine.incremental.test_incremental import LIGHT, matching
from tests.map_samples import country, with_regions
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
"""What a map may add to a page, compressed."""


@pytest.fixture
def living(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestArchive:
    """Return the archive of lighthouses with a map, built; what was just written counts as old, however slow we are."""
    monkeypatch.setattr(file_stamps, "RECENT", 0.0)
    shutil.copytree(ROOT / "tests/sites/valid/lighthouses", tmp_path / "content")
    made = TestArchive(tmp_path)
    made.write(LAND, json.dumps(country(3, west=-6, south=60)))
    made.write(ORIGINS, "- file: land\n  origin: Made up 1.0\n  licence: {name: CC0}\n")
    regions = (made.content / REGIONS).read_text("utf-8")
    for region, boundary in (
        ("veldland", "land"),
        ("veldland/nordsund", "land/A.1"),
        ("veldland/suedbank", "land/A.2"),
    ):
        regions = regions.replace(f"- id: {region}\n", f"- id: {region}\n  boundary: {boundary}\n")
    made.write(REGIONS, regions)
    made.build()
    assert made.build() == set()
    return made


def pages_with_event_map(living: TestArchive) -> set[str]:
    """Return the reports' pages that have a map."""
    pages = living.output.glob("reports/*/index.html")
    return {page.relative_to(living.output).as_posix() for page in pages if 'class="map event-map"' in page.read_text()}


def test_other_geometry_makes_the_pages_with_a_map(living: TestArchive) -> None:
    """When the lines change, every page that shows them is made, and no other."""
    reports = pages_with_event_map(living)
    assert reports
    living.write(LAND, json.dumps(country(3, points=3, west=-6, south=60)))
    assert living.up_to_date_state() is None
    assert living.build() == MAPPED | reports
    assert matches_clean_build(living)


def test_another_origin_makes_the_pages_that_name_it(living: TestArchive) -> None:
    """Where the lines come from stands under each map."""
    reports = pages_with_event_map(living)
    living.change(ORIGINS, "Made up 1.0", "Made up 1.1")
    assert living.build() == MAPPED | reports
    assert "Made up 1.1" in (living.output / "regions/veldland/index.html").read_text("utf-8")
    assert matches_clean_build(living)


def test_a_file_that_no_region_names_makes_nothing(living: TestArchive) -> None:
    """Geometry that is not shown anywhere changes no page."""
    living.write("boundaries/more.topo.json", json.dumps(country(1)))
    living.write(ORIGINS, (living.content / ORIGINS).read_text() + "- {file: more, origin: M, licence: {name: C}}\n")
    assert living.build() == set()
    assert matches_clean_build(living)


def test_a_new_event_shades_its_area(living: TestArchive) -> None:
    """The country's maps are made anew, with the new number, also on the page of an area where nothing happened."""
    before = (living.output / "regions/veldland/index.html").read_text("utf-8")
    new = "  - {id: neu, date: 2020-01-14, type: ausfall, region: veldland/nordsund/groenhafen, summary: Neu.}\n"
    living.change(LIGHT, "events:\n", "events:\n" + new)
    made = living.build()
    assert made >= MAPPED
    assert not matching(made, "regions/skerra/*")
    assert (living.output / "regions/veldland/index.html").read_text("utf-8") != before
    assert matches_clean_build(living)


def test_without_its_boundary_a_region_has_no_map(living: TestArchive) -> None:
    """When the geometry is taken away again, so are the maps, and all else is as before."""
    shutil.rmtree(living.content / "boundaries")
    shutil.copy(ROOT / "tests/sites/valid/lighthouses" / REGIONS, living.content / REGIONS)
    living.build()
    assert not any('<figure class="map' in page.read_text() for page in living.output.rglob("*.html"))
    assert matches_clean_build(living)


def test_faulty_geometry_leaves_the_site_as_it_is(living: TestArchive) -> None:
    """A file that can't be read ends the build before anything is made."""
    from plugins.archive.problems import ArchiveError

    living.write(LAND, "{")
    with pytest.raises(ArchiveError, match=r"boundaries/land\.topo\.json:1:1: json: is not valid JSON"):
        living.build()
    living.write(LAND, json.dumps(country(3, west=-6, south=60)))
    assert living.build() == set()


def test_serve_watches_the_geometry() -> None:
    """The folder of geometry is within the content, all of which is watched; nothing else needs to be."""
    assert "boundaries" not in WATCHED
    assert LAND.startswith("boundaries/")


def weight(macro: str, view: object) -> float:
    """Return how much a map adds to a page, in kB compressed as servers do."""
    made = make_environment(ROOT / "theme")
    made.globals["cached"] = lambda inner, value: inner(value)
    text = made.from_string(f'{{% from "macros/map.html" import {macro} %}}{{{{ {macro}(view) }}}}').render(view=view)
    return len(gzip.compress(text.encode(), 6)) / 1000


def test_maps_are_light() -> None:
    """However many areas and points an archive has, and however fine its lines, a map adds 15 kB at the most."""
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
        "a country of 250 areas": weight("area_map", area_map("land/a3", *shared)),
        "500 events without a point": weight("event_map", event_map(one, *shared)),
        "500 points": weight("event_map", event_map(other, *shared)),
    }
    for what, kilobytes in found.items():
        print(f"{what}: {kilobytes:.1f} kB")
    assert {what: kilobytes for what, kilobytes in found.items() if kilobytes > KILOBYTES} == {}


def test_the_example_s_maps_are_light(built: Path) -> None:
    """Each map of the example adds 15 kB at the most to its page; the largest of each kind is printed."""
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
