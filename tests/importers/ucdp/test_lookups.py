"""Matching the names in a data set with the registry."""

import pytest

from plugins.archive import limits
from plugins.archive.model.entries import Actor, Region
from plugins.archive.problems import Problem
from plugins.importers.ucdp.actor_lookup import ActorLookup
from plugins.importers.ucdp.region_lookup import RegionLookup
from plugins.importers.ucdp.registry_builder import RegistryBuilder, append_entries

HOMS = (34.73, 36.72)


def test_a_registered_name_with_a_comma_is_not_split(registry: RegistryBuilder) -> None:
    """A side is split at its commas, except inside the longest name that the registry has."""
    registry.add("actor", Actor(id="front-of-x-y", name="Front of X, Y and Z", kind="armed-group"))
    side = ActorLookup(registry).side("HTS, Front of X, Y and Z, Southern Front")
    assert side.actors == ("hayat-tahrir-al-sham", "front-of-x-y", "southern-front")
    assert side.names == ("HTS", "Front of X, Y and Z", "Southern Front")


def test_a_government_with_two_names_is_one_actor(registry: RegistryBuilder) -> None:
    """The older name of a state, in brackets, does not add a second government."""
    actors = ActorLookup(registry)
    assert actors.side("Government of Russia (Soviet Union)").actors == ("government-of-russia",)
    assert actors.side("Government of Syria (Old Syria)").actors == ("government-of-syria",)


@pytest.mark.parametrize(
    ("name", "region", "names"),
    [
        ("Bosnia-Herzegovina", "bosnia-herzegovina", ()),
        ("DR Congo (Zaire)", "dr-congo", ("DR Congo (Zaire)", "Zaire")),
        ("Yemen (North Yemen)", "yemen", ("Yemen (North Yemen)", "North Yemen")),
        ("syria", "syria", None),
    ],
)
def test_countries(registry: RegistryBuilder, name: str, region: str, names: tuple[str, ...] | None) -> None:
    """A registered country is found. Another is added as a root; a name in brackets is one of its names."""
    found = RegionLookup(registry).country(name)
    assert found.id == region
    assert names is None or tuple(other.name for other in found.names) == names
    assert RegionLookup(registry).country(name) is found


@pytest.mark.parametrize(
    ("words", "region", "exact"),
    [
        ("Homs town", "syria/homs/homs", True),
        ("Homs Governorate", "syria/homs", True),
        ("Homs district", "syria/homs", False),
        ("Northern Homs Governorate", "syria/homs", False),
        ("Deir Foul village", "syria/homs/dayr-ful", True),
        ("Al Ghantu area", "syria/homs", False),
        ("Syria", "syria", True),
        ("", "syria/homs", True),
    ],
)
def test_places_within_a_governorate(registry: RegistryBuilder, words: str, region: str, exact: bool) -> None:
    """Type words are respected: a district or an area with a town's name is not the town."""
    point = (34.92417, 36.84113) if "Foul" in words else HOMS
    location = RegionLookup(registry).location("Syria", "Homs Governorate", words, point)
    assert (location.region, location.division, location.exact) == (region, region[:10], exact)


def test_a_distant_namesake_is_another_place(registry: RegistryBuilder) -> None:
    """A place with the name of a registered village, but elsewhere in the governorate, is not that village."""
    location = RegionLookup(registry).location("Syria", "Homs Governorate", "Zafaraniya town", (34.0, 38.5))
    assert location.region == "syria/homs"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "- id: x\n  name: X\n"),
        ("# none yet\n[]\n", "# none yet\n\n- id: x\n  name: X\n"),
        ("- id: a\n  name: A", "- id: a\n  name: A\n- id: x\n  name: X\n"),
        ("  - id: a # note\n    name: A\n", "  - id: a # note\n    name: A\n  - id: x\n    name: X\n"),
    ],
)
def test_appended_entries_follow_the_style_of_the_file(before: str, after: str) -> None:
    """The existing text of a registry file is unchanged, comments included; new entries have its indent."""
    problems: list[Problem] = []
    assert append_entries(before, [Region(id="x", name="X")], "regions.yaml", problems) == after
    assert not problems


def test_entries_are_appended_to_a_large_registry_file() -> None:
    """The node limit of a registry file is higher than that of a report."""
    problems: list[Problem] = []
    before = "- {id: a, name: A, names: [" + "b," * limits.YAML_NODES + "]}\n"
    after = append_entries(before, [Region(id="x", name="X")], "regions.yaml", problems)
    assert after == f"{before}- id: x\n  name: X\n"
    assert not problems


def test_new_ids_are_unused_and_allowed(registry: RegistryBuilder) -> None:
    """A new id differs from all others and has no reserved word as a part."""
    assert registry.free_id("region", "Homs", "syria") == "syria/homs-2"
    assert registry.free_id("region", "Page", "syria") == "syria/page-region"
    assert registry.free_id("actor", "秘密") == "actor"
