"""Names of a data set, matched with the registry."""

import pytest

from plugins.archive import limits
from plugins.archive.model.entries import Actor, Region
from plugins.archive.problems import Problem
from plugins.importers.ucdp.actor_lookup import Sides
from plugins.importers.ucdp.numerals import counted, listed, opening
from plugins.importers.ucdp.region_lookup import Gazetteer
from plugins.importers.ucdp.registry_builder import Ledger, appended

HOMS = (34.73, 36.72)


def test_a_comma_inside_a_registered_name_survives(ledger: Ledger) -> None:
    """A side is split at its commas, but the longest name that the registry knows stays whole."""
    ledger.add("actor", Actor(id="front-of-x-y", name="Front of X, Y and Z", kind="armed-group"))
    found = Sides(ledger).actors("HTS, Front of X, Y and Z, Southern Front")
    assert found == ("hayat-tahrir-al-sham", "front-of-x-y", "southern-front")


def test_a_state_with_two_names_is_one_actor(ledger: Ledger) -> None:
    """The older name in brackets does not make another government."""
    assert Sides(ledger).actors("Government of Russia (Soviet Union)") == ("government-of-russia",)
    assert Sides(ledger).actors("Government of Syria (Old Syria)") == ("government-of-syria",)


@pytest.mark.parametrize(
    ("name", "region", "names"),
    [
        ("Bosnia-Herzegovina", "bosnia-herzegovina", ()),
        ("DR Congo (Zaire)", "dr-congo", ("DR Congo (Zaire)", "Zaire")),
        ("Yemen (North Yemen)", "yemen", ("Yemen (North Yemen)", "North Yemen")),
        ("syria", "syria", None),
    ],
)
def test_countries(ledger: Ledger, name: str, region: str, names: tuple[str, ...] | None) -> None:
    """A country of the registry is found; another becomes a root, a name in brackets its other name."""
    found = Gazetteer(ledger).country(name)
    assert found.id == region
    assert names is None or tuple(other.name for other in found.names) == names
    assert Gazetteer(ledger).country(name) is found


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
def test_places_within_a_governorate(ledger: Ledger, words: str, region: str, exact: bool) -> None:
    """Type words count: a town is found as a town, a district or an area of its name is not the town."""
    point = (34.92417, 36.84113) if "Foul" in words else HOMS
    spot = Gazetteer(ledger).spot("Syria", "Homs Governorate", words, point)
    assert (spot.region, spot.exact) == (region, exact)


def test_a_namesake_far_away_is_another_place(ledger: Ledger) -> None:
    """A village of a known name that lies elsewhere in the governorate is not the known one."""
    assert Gazetteer(ledger).spot("Syria", "Homs Governorate", "Zafaraniya town", (34.0, 38.5)).region == "syria/homs"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "- id: x\n  name: X\n"),
        ("# none yet\n[]\n", "# none yet\n\n- id: x\n  name: X\n"),
        ("- id: a\n  name: A", "- id: a\n  name: A\n- id: x\n  name: X\n"),
        ("  - id: a # kept\n    name: A\n", "  - id: a # kept\n    name: A\n  - id: x\n    name: X\n"),
    ],
)
def test_entries_are_appended_in_the_files_own_manner(before: str, after: str) -> None:
    """What stands in a registry file stays, to the comment; new entries follow its indent."""
    problems: list[Problem] = []
    assert appended(before, [Region(id="x", name="X")], "regions.yaml", problems) == after
    assert not problems


def test_a_large_registry_file_is_appended_to() -> None:
    """A registry may have more in it than a report."""
    problems: list[Problem] = []
    before = "- {id: a, name: A, names: [" + "b," * limits.YAML_NODES + "]}\n"
    assert appended(before, [Region(id="x", name="X")], "regions.yaml", problems) == f"{before}- id: x\n  name: X\n"
    assert not problems


def test_ids_are_free_and_allowed(ledger: Ledger) -> None:
    """A new id never meets another, nor a word that addresses use."""
    assert ledger.free_id("region", "Homs", "syria") == "syria/homs-2"
    assert ledger.free_id("region", "Page", "syria") == "syria/page-region"
    assert ledger.free_id("actor", "秘密") == "actor"


def test_numbers_in_words() -> None:
    """Small numbers are words, no sentence begins with digits, and lists end in 'and'."""
    assert counted(1, "death", "deaths") == "one death"
    assert opening("85 civilians") == "Eighty-five civilians"
    assert opening("128 people") == "A total of 128 people"
    assert opening("23rd Division") == "23rd Division"
    assert listed(["a", "b", "c"]) == "a, b and c"
