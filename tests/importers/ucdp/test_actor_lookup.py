"""The actors of a side: UCDP's id decides which they are, then an equal name, and nothing is guessed."""

from datetime import date

import pytest

from plugins.archive.model.entries import Actor
from plugins.importers.registry_builder import RegistryBuilder, ucdp_ids
from plugins.importers.ucdp.actor_lookup import ActorLookup, Side
from tests.importers.ucdp.conftest import DAY

HTS = "hayat-tahrir-al-sham"


def side(registry: RegistryBuilder, text: str, ucdp_id: str = "", day: date = DAY) -> Side:
    return ActorLookup(registry).side(text, ucdp_id, day)


def test_a_registered_name_with_a_comma_is_not_split(registry: RegistryBuilder) -> None:
    """A side is split at its commas, except inside the longest name that the registry has."""
    registry.add("actor", Actor(id="front-of-x-y", name="Front of X, Y and Z", kind="armed-group"))
    found = side(registry, "HTS, Front of X, Y and Z, Southern Front", "99")
    assert found.actors == (HTS, "front-of-x-y", "southern-front")
    assert found.names == ("HTS", "Front of X, Y and Z", "Southern Front")


def test_a_comma_in_the_name_of_a_country_separates_no_actors(registry: RegistryBuilder) -> None:
    found = side(registry, "Government of Macedonia, FYR, Government of Syria")
    assert found.names == ("Government of Macedonia, FYR", "Government of Syria")
    assert side(registry, "Government of Vietnam, Democratic Republic of").actors == (
        "government-of-vietnam-democratic-republic-of",
    )


def test_a_government_with_two_names_is_one_actor(registry: RegistryBuilder) -> None:
    """The older name of a state, in brackets, does not add a second government."""
    assert side(registry, "Government of Russia (Soviet Union)").actors == ("government-of-russia",)
    assert side(registry, "Government of Syria (Old Syria)").actors == ("government-of-syria",)


def test_the_id_decides_before_the_name(registry: RegistryBuilder) -> None:
    """An actor with the id is meant, whatever the row calls it; the row's name is shown."""
    assert side(registry, "Daesh in Syria", "234") == (("Daesh in Syria",), ("islamic-state",), ())
    assert side(registry, "Front A, Front B", "4456").actors == ("syrian-insurgents",)


def test_a_name_with_another_id_is_another_actor(registry: RegistryBuilder) -> None:
    """Two actors of one name are two entries with different names, and each is found again by its id."""
    first, second = (side(registry, "Tigers", number).actors for number in ("8001", "8002"))
    assert (first, second) == (("tigers",), ("tigers-2",))
    assert registry.actor("tigers-2").name == "Tigers (UCDP actor 8002)"
    assert [side(registry, "Tigers", number).actors for number in ("8001", "8002")] == [first, second]
    assert side(registry, "IS", "9999").actors == ("is",)


def test_an_alliance_has_no_id_of_an_actor(registry: RegistryBuilder) -> None:
    """The id of a side with several actors belongs to none of them; a later row can identify one."""
    assert side(registry, "Lions, Tigers", "8003").actors == ("lions", "tigers")
    assert ucdp_ids(registry.actor("lions")) == ()
    assert side(registry, "Lions", "8004").actors == ("lions",)
    assert ucdp_ids(registry.actor("lions")) == ("8004",)
    assert [actor.id for actor in registry.added["actor"]] == ["lions", "tigers"]
    assert registry.added["actor"][0] == registry.actor("lions")


def test_a_registered_actor_gets_its_id_once(registry: RegistryBuilder) -> None:
    """An equal name identifies an actor without an id of UCDP. A former name does not: it may have its own id."""
    assert side(registry, "Sham Legion", "6401").actors == ("sham-legion",)
    assert registry.identified == {"sham-legion": "6401"}
    assert side(registry, "Jabhat al-Nusra", "55").actors == (HTS,)
    assert ucdp_ids(registry.actor(HTS)) == ("1170", "6815")


def test_a_similar_name_is_another_actor(registry: RegistryBuilder) -> None:
    """Spellings that are not certainly equal are never joined."""
    assert side(registry, "Southern Fronts").actors == ("southern-fronts",)
    assert side(registry, "Jaysh al-Nasar").actors == ("jaysh-al-nasar",)


def test_civilians_are_one_entry(registry: RegistryBuilder) -> None:
    """Their id differs between releases of the data set, and can be that of another actor."""
    registry.add("actor", Actor(id="x", name="X", kind="state", identifiers=(("ucdp-actor", "9999"),)))
    assert side(registry, "Civilians", "1").actors == side(registry, "Civilians", "9999").actors == ("civilians",)
    assert ucdp_ids(registry.actor("civilians")) == ()


@pytest.mark.parametrize(
    ("name", "day", "shown"),
    [
        ("HTS", "2018-04-22", "HTS"),
        ("HTS", "2017-01-28", "HTS"),
        ("HTS", "2017-01-27", "Jabhat Fateh al-Sham"),
        ("HTS", "2014-05-01", "Jabhat al-Nusra"),
        ("Hayat Tahrir al-Sham", "2014-05-01", "Jabhat al-Nusra"),
        ("Jabhat Fateh al-Sham", "2014-05-01", "Jabhat al-Nusra"),
        ("Jabhat Fateh al-Sham", "2017-01-27", "Jabhat Fateh al-Sham"),
        ("Jabhat Fateh al-Sham", "2018-04-22", "Hayat Tahrir al-Sham"),
        ("Nusra Front", "2018-04-22", "Nusra Front"),
        ("IS", "2013-05-01", "Islamic State of Iraq and the Levant"),
        ("Government of Russia (Soviet Union)", "2018-04-22", "Government of Russia"),
        ("Government of Russia (Soviet Union)", "1990-04-22", "Government of Russia (Soviet Union)"),
    ],
)
def test_an_actor_has_the_name_of_the_day(registry: RegistryBuilder, name: str, day: str, shown: str) -> None:
    """UCDP gives an actor one name for all years. A name that it did not have on that day is not shown."""
    found = side(registry, name, day=date.fromisoformat(day))
    assert found.names == (shown,)
    assert found.renamed == (((name, shown),) if "Government" not in name and name != shown else ())
