"""Map regions: which regions share a map, which map shows a region, and checks of the geometry files."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.archive import limits
from plugins.archive.archive import load_archive
from plugins.archive.diff import diff
from plugins.archive.geometry import loader
from plugins.archive.model.entries import Region
from plugins.archive.urls import Urls
from tests.archive.test_sites import problems_of
from tests.map_samples import archive_with_boundaries, country, with_regions
from tests.samples import report

Copy = Callable[[str], Path]
ROOT = Path(__file__).resolve().parents[3]
GOVERNORATES = {
    "aleppo": "HL",
    "as-suwayda": "SU",
    "damascus": "DI",
    "daraa": "DR",
    "deir-ez-zor": "DY",
    "hama": "HM",
    "hasakah": "HA",
    "homs": "HI",
    "idlib": "ID",
    "latakia": "LA",
    "quneitra": "QU",
    "raqqa": "RA",
    "rif-dimashq": "RD",
    "tartus": "TA",
}
"""HASC codes of Syria's governorates, which match the names in the geometry."""


def test_region_is_on_its_own_map_or_the_wider_one() -> None:
    """A country has a map of its areas, each area is on that map, and a region without a boundary has no map."""
    found = archive_with_boundaries({"land": "land", "north": "land/A.0", "south": "land/A.1"}).boundaries
    assert [area.id for area in found.maps["land"].areas] == ["land/north", "land/south"]
    assert found.map_for("land") is found.map_for("land/north") is found.maps["land"]
    assert found.map_for("land/north/port") is None
    assert found.widest_maps["land/north/port"] is found.maps["land"]
    assert found.widest_maps.get("elsewhere") is None


def test_area_with_areas_has_its_own_map() -> None:
    """A region has a map if regions within it have boundaries. The widest map is still that of the country."""
    found = archive_with_boundaries({"land": "land", "north": "land/A.0", "port": "land/A.2"}).boundaries
    assert [area.id for area in found.maps["land/north"].areas] == ["land/north/port"]
    assert found.map_for("land/north/port") is found.map_for("land/north") is found.maps["land/north"]
    assert found.widest_maps["land/north/port"] is found.maps["land"]
    assert [map_region.region.id for map_region in found.top_level_maps()] == ["land"]


def test_single_area_has_a_map() -> None:
    """A region with a boundary is drawn alone if no ancestor has one."""
    found = archive_with_boundaries({"port": "land/A.2"}).boundaries
    assert found.maps["land/north/port"].areas == ()
    assert found.widest_maps.get("land") is None


def test_digest_changes_with_all_that_is_drawn() -> None:
    """The digest changes with the geometry, a boundary or the name of a region, and not otherwise."""

    def digest(height: int = 1, **boundary: str) -> bytes:
        return archive_with_boundaries(boundary, document=country(3, height)).boundaries.maps["land"].digest

    known = digest(land="land", north="land/A.0")
    assert digest(land="land", north="land/A.0") == known
    regions = {"land": Region(id="land", name="Other", boundary="land")}
    others = {
        digest(2, land="land", north="land/A.0"),
        digest(land="land", north="land/A.1"),
        digest(land="land"),
        with_regions(regions).boundaries.maps["land"].digest,
    }
    assert len(others - {known}) == 4


def test_number_of_areas_is_limited(small_site: Copy) -> None:
    """Too many areas for one page are reported."""
    content = small_site("small")
    inner = "".join(
        f"- id: northland/a{n}\n  name: Area {n}\n  boundary: land/A.{n}\n" for n in range(limits.AREAS + 1)
    )
    town = "- id: northland/port-almond\n  name: Port Almond\n"
    text = "- id: northland\n  name: Northland\n  boundary: land\n" + town + inner
    (content / "registry/regions.yaml").write_text(text, "utf-8")
    add_geometry(content, country(limits.AREAS + 1, west=-170, south=-1))
    message = "region.boundary: 251 regions within it have a boundary; a map has at most 250"
    assert f"registry/regions.yaml:3:13: {message}" in problems_of(content)
    (content / "registry/regions.yaml").write_text(text.rpartition("- id")[0], "utf-8")
    assert problems_of(content) == ""


def test_number_of_suggestions_is_limited(small_site: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    """Suggestions are made for only a hundred unknown boundaries, because each compares all areas."""
    content = small_site("small")
    add_geometry(content, country(1))
    lines = (f"- id: northland/a{n}\n  name: Area {n}\n  boundary: land/B.{n}\n" for n in range(500))
    (content / "registry/regions.yaml").write_text("- id: northland\n  name: Northland\n" + "".join(lines), "utf-8")
    requested: list[str] = []

    def unknown(boundary: str, _: object) -> tuple[str, str]:
        requested.append(boundary)
        return "is unknown", "fix it"

    monkeypatch.setattr(loader, "unknown_boundary", unknown)
    found = problems_of(content)
    assert len(requested) == limits.PROBLEMS + 1
    assert found.count("is unknown") == limits.PROBLEMS
    assert "there are more than 100 problems" in found


def add_geometry(content: Path, document: object, name: str = "land") -> None:
    """Add the geometry of a country and its origin to a content folder."""
    folder = content / "boundaries"
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.topo.json").write_text(json.dumps(document), "utf-8")
    (folder / "origins.yaml").write_text(f"- file: {name}\n  origin: Made up\n  licence: {{name: CC0}}\n", "utf-8")


@pytest.mark.parametrize("data", ["", "# nothing yet\n", None], ids=["empty", "comment", "absent"])
def test_each_file_needs_an_origin(data: str | None, small_site: Copy) -> None:
    """Geometry without an origin is rejected, because pages could not show its licence."""
    content = small_site("small")
    add_geometry(content, country(1))
    origins = content / "boundaries/origins.yaml"
    origins.unlink()
    if data is not None:
        origins.write_text(data, "utf-8")
    assert problems_of(content) == (
        "boundaries/origins.yaml:1:1: file: has no origin of land.topo.json"
        " — add '- file: land' with origin and licence\n"
    )


def test_origins_match_files(small_site: Copy) -> None:
    """Duplicate origins and origins of missing files are rejected."""
    content = small_site("small")
    add_geometry(content, country(1))
    origins = content / "boundaries/origins.yaml"
    text = origins.read_text("utf-8")
    origins.write_text(text + text + text.replace("land", "lend") + text.replace("land", "elsewhere"), "utf-8")
    assert problems_of(content).splitlines() == [
        "boundaries/origins.yaml:4:9: origins[2].file: 'land' is listed twice — merge the two entries",
        "boundaries/origins.yaml:7:9: origins[3].file: there is no lend.topo.json — did you mean 'land'?",
        "boundaries/origins.yaml:10:9: origins[4].file: there is no elsewhere.topo.json — remove it",
    ]


def test_areas_of_an_unreadable_file_are_not_reported(small_site: Copy) -> None:
    """An invalid file is one problem, without problems for the regions that name its areas."""
    content = small_site("small")
    add_geometry(content, country(1))
    (content / "boundaries/land.topo.json").write_text("{", "utf-8")
    (content / "registry/regions.yaml").write_text("- id: northland\n  name: N\n  boundary: land/A.0\n", "utf-8")
    found = problems_of(content)
    assert "boundaries/land.topo.json:1:1: json" in found
    assert "region.boundary" not in found


def test_info_files_are_allowed(small_site: Copy) -> None:
    """The folder can contain a README and licences."""
    content = small_site("small")
    add_geometry(content, country(1))
    for name in ("README.md", "LICENSE", "LICENSE.land"):
        (content / "boundaries" / name).write_text("Terms.\n", "utf-8")
    assert problems_of(content) == ""


def test_archive_without_geometry_has_no_maps() -> None:
    """Without boundaries there are no maps."""
    found = archive_with_boundaries({}, report()).boundaries
    assert (found.maps, found.wider_maps) == ({}, {})


def test_example_uses_the_code_of_each_area() -> None:
    """Each governorate of the example has the area of the same name. The observers' zone has no region."""
    archive = load_archive(ROOT / "content", Urls())
    regions, files = archive.registry.regions, archive.boundaries.files
    assert {name: regions[f"syria/{name}"].boundary for name in GOVERNORATES} == {
        name: f"syr/SY.{code}" for name, code in GOVERNORATES.items()
    }
    claimed = {region.boundary for region in regions.values()}
    assert {feature.id for feature in files["syr"].features if f"syr/{feature.id}" not in claimed} == {"SY"}


def test_symbolic_link_to_the_folder_is_rejected(small_site: Copy, tmp_path: Path) -> None:
    """A link could point to geometry that was not reviewed."""
    content = small_site("small")
    add_geometry(content, country(1))
    elsewhere = (content / "boundaries").rename(tmp_path / "elsewhere")
    (content / "boundaries").symlink_to(elsewhere, target_is_directory=True)
    assert problems_of(content) == "boundaries:1:1: file: is a symbolic link — replace it with its target\n"


def test_diff_lists_changed_geometry(small_site: Copy, tmp_path: Path) -> None:
    """A diff lists changed geometry and origins like other files."""
    content = small_site("small")
    add_geometry(content, country(1))
    after = Path(shutil.copytree(content, tmp_path / "after"))
    assert not diff(content, after)
    add_geometry(after, country(2))
    (after / "boundaries/origins.yaml").unlink()
    texts = diff(content, after).files
    assert (texts.changed, texts.removed) == (("boundaries/land.topo.json",), ("boundaries/origins.yaml",))
