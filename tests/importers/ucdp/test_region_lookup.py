"""The region of an event: the smallest one that certainly contains it."""

import pytest

from plugins.archive.model.entries import Region
from plugins.importers.registry_builder import RegistryBuilder
from plugins.importers.ucdp.region_lookup import RegionLookup
from tests.importers.ucdp.conftest import ged_event

HOMS = (34.73, 36.72)


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
    ("words", "precision", "region", "place"),
    [
        ("Homs town", 1, "syria/homs/homs", ""),
        ("Homs town", 2, "syria/homs", "near Homs town"),
        ("Homs town", None, "syria/homs", "Homs town"),
        ("Homs town", 4, "syria/homs", ""),
        ("Homs town", 6, "syria", ""),
        ("Homs Governorate", 4, "syria/homs", ""),
        ("Homs district", 1, "syria/homs", "Homs district"),
        ("Northern Homs Governorate", 5, "syria/homs", "Northern Homs Governorate"),
        ("Deir Foul village", 1, "syria/homs/dayr-ful", ""),
        ("Al Ghantu area", 1, "syria/homs", "Al Ghantu area"),
        ("Syria", 6, "syria", ""),
        ("", 4, "syria/homs", ""),
        ("Mediterranean Sea", 7, "syria", "in or above the Mediterranean Sea (international waters or airspace)"),
    ],
)
def test_places_within_a_governorate(
    registry: RegistryBuilder, words: str, precision: int | None, region: str, place: str
) -> None:
    """An event is in a registered town only if it was exactly there. A district is not the town of its name."""
    point = (34.92417, 36.84113) if "Foul" in words else HOMS
    event = ged_event(place=words, place_precision=precision, coordinates=point)
    location = RegionLookup(registry).location(event)
    assert (location.region, location.division, location.place) == (region, "/".join(region.split("/")[:2]), place)


@pytest.mark.parametrize(
    "words", ["Deir ez Zor/Homs border", "Road between Homs and Tartus", "Homs", "Homs town", "Homs Governorate"]
)
def test_a_row_without_a_division_is_in_its_country(registry: RegistryBuilder, words: str) -> None:
    """The words of the place may name a border or a road; they do not put an event into a division."""
    location = RegionLookup(registry).location(ged_event(division="", place=words, place_precision=5))
    assert location == ("syria", "syria", words)


def test_a_distant_namesake_is_another_place(registry: RegistryBuilder) -> None:
    """A place with the name of a registered village, but elsewhere in the governorate, is not that village."""
    location = RegionLookup(registry).location(ged_event(place="Zafaraniya town", coordinates=(34.0, 38.5)))
    assert location.region == "syria/homs"


@pytest.mark.parametrize(
    ("name", "region", "kind"),
    [
        ("Donetsk oblast", "ukraine/donetsk-oblast", "oblast"),
        ("Kiev oblast", "ukraine/kiev-oblast", "oblast"),
        ("Kiev Special Republican city", "ukraine/kiev", "city"),
        ("Kiev Special Republican", "ukraine/kiev-special-republican", "area"),
        ("Crimea", "ukraine/crimea", "area"),
        ("Lviv province", "ukraine/lviv", "oblast"),
    ],
)
def test_divisions(registry: RegistryBuilder, name: str, region: str, kind: str) -> None:
    """An oblast is never the city of its name, and no name is cut off. Names of one kind of division are equal."""
    registry.add("region", Region(id="ukraine", name="Ukraine", kind="country"))
    for city in ("donetsk", "kiev"):
        registry.add("region", Region(id=f"ukraine/{city}", name=city.title(), kind="city"))
    registry.add("region", Region(id="ukraine/lviv", name="Lviv", kind="oblast"))
    lookup = RegionLookup(registry)
    found = lookup.division(lookup.country("Ukraine"), name)
    assert (found.id, found.kind) == (region, kind)
    assert found.name in (name, "Kiev", "Lviv")
    assert lookup.division(lookup.country("Ukraine"), name) is found


def test_a_registered_district_is_the_region_of_an_event_somewhere_in_it(registry: RegistryBuilder) -> None:
    """It is the smallest region that certainly contains the event."""
    registry.add("region", Region(id="syria/homs/al-rastan-district", name="Ar Rastan district", kind="district"))
    event = ged_event(place="Ar Rastan town", place_precision=3, district="Ar Rastan district")
    assert RegionLookup(registry).location(event) == ("syria/homs/al-rastan-district", "syria/homs", "")
