"""Places in sentences: in the words of the row, and never more exactly than `where_prec` says."""

import pytest

from plugins.importers.ucdp.place_names import name_at, parse_place
from plugins.importers.ucdp.place_phrase import place_phrase, place_text
from tests.importers.ucdp.conftest import DAY, ged_event


@pytest.mark.parametrize(
    ("place", "precision", "words"),
    [
        ("Kissin village", 1, "in Kissin village"),
        ("Kissin village", 2, "near Kissin village"),
        ("Kissin village", None, "in or around Kissin village"),
        ("Eastern Qalamoun", 5, "in or around Eastern Qalamoun"),
        ("Northern Homs Governorate", 5, "in or around Northern Homs Governorate"),
        ("Northern Homs Governorate", 2, "in or around Northern Homs Governorate"),
        ("Syria", 6, "somewhere in Syria"),
        ("", None, "somewhere in Homs Governorate"),
        ("Al Lajah area", 1, "in the Al Lajah area"),
        ("Al Lajah area", 2, "in or around the Al Lajah area"),
        ("Tiyas Military Airbase (T4)", 1, "at the Tiyas Military Airbase (T4)"),
        ("Tiyas Military Airbase (T4)", 2, "near the Tiyas Military Airbase (T4)"),
        ("Army Armored Vehicle Base Harasta", 1, "at the Army Armored Vehicle Base Harasta"),
        ("Division 17 Army Base", 2, "near the Division 17 Army Base"),
        ("17th Reserve Division", 1, "at the 17th Reserve Division"),
        ("Jabal Abd al Aziz", 1, "at Jabal Abd al Aziz"),
        ("Jabal al Akrad mountain", 2, "near the Jabal al Akrad mountain"),
        ("Ar Raqqah/Homs border", 5, "at or near the Ar Raqqah/Homs border"),
        ("Syria/Turkey border Idlib Governorate", 5, "at or near the Syria/Turkey border Idlib Governorate"),
        ("Nasib border crossing", 1, "at the Nasib border crossing"),
        ("Road between As Salamiyah and Homs", 5, "at or near the road between As Salamiyah and Homs"),
        ("Road 42 between Ithriya and Ar Raqqah", 5, "at or near Road 42 between Ithriya and Ar Raqqah"),
        ("Silos east of Palmyra/Tadmur", 2, "near the silos east of Palmyra/Tadmur"),
        ("Western countryside of Raqqa", 2, "in or around the western countryside of Raqqa"),
        ("17 km north of Maiduguri", 5, "at or near a point 17 km north of Maiduguri"),
        ("villages around Maungdaw", 5, "in or around villages around Maungdaw"),
        ("2 villages near Kidal", 2, "in or around 2 villages near Kidal"),
        ("unspecified village in Idlib", 1, "in an unspecified village in Idlib"),
        ("unknown", 1, "in Homs Governorate"),
        ("Between Kunduz and Takhar", 5, "somewhere between Kunduz and Takhar"),
        ("Western Desert", 1, "in the Western Desert"),
        ("Gaza Strip", 5, "in or around the Gaza Strip"),
        ("West Bank", 1, "in the West Bank"),
        ("Line of Control (LoC)", 5, "at or near the Line of Control (LoC)"),
        ("Lake Chad region", 5, "in or around the Lake Chad region"),
        ("Gedo region (near Kenya border)", 5, "in or around Gedo region (near Kenya border)"),
        ("Kurdistan Region of Iraq", 1, "in the Kurdistan Region of Iraq"),
        ("Mogadishu's Bakara market", 1, "at Mogadishu's Bakara market"),
        ("Outskirts of Maiduguri", 1, "in the outskirts of Maiduguri"),
        ("Gulf of Aden", 7, "in or above the Gulf of Aden (international waters or airspace)"),
        ("Syria", 7, "in international waters or airspace"),
    ],
)
def test_places(place: str, precision: int | None, words: str) -> None:
    """The preposition says what `where_prec` says."""
    assert place_phrase(ged_event(place=place, place_precision=precision)) == words


@pytest.mark.parametrize(
    ("precision", "district", "division", "words"),
    [
        (3, "Ar Rastan district", "Homs Governorate", "somewhere in Ar Rastan district"),
        (3, "", "Homs Governorate", "somewhere in Homs Governorate"),
        (4, "Ar Rastan district", "Homs Governorate", "somewhere in Homs Governorate"),
        (4, "", "", "somewhere in Syria"),
        (6, "Ar Rastan district", "Homs Governorate", "somewhere in Syria"),
    ],
)
def test_a_place_that_stands_for_a_larger_one(precision: int, district: str, division: str, words: str) -> None:
    """A division is often represented by a town. The town is not named, since nobody knows that it was there."""
    event = ged_event(place="Ar Rastan town", place_precision=precision, district=district, division=division)
    assert place_phrase(event) == words
    assert "town" not in place_text(event)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Donetsk oblast", "Donetsk", "oblast"),
        ("Donetsk town", "Donetsk", "town"),
        ("Blida wilaya", "Blida", "wilaya"),
        ("Borno state", "Borno", "state"),
        ("Kiev Special Republican city", "Kiev", "city"),
        ("Abuja Federal Capital Territory", "Abuja", "territory"),
        ("Maungdaw township", "Maungdaw", "district"),
        ("Kiev Special Republican", "Kiev Special Republican", ""),
        ("17th Reserve Division", "17th Reserve Division", ""),
        ("Distrito Federal", "Distrito Federal", ""),
    ],
)
def test_kinds_of_places(text: str, name: str, kind: str) -> None:
    """The last words of a name say its kind."""
    place = parse_place(text)
    assert (place.text, place.name, place.kind) == (text, name, kind)


def test_an_event_without_a_division_is_in_its_country() -> None:
    """The country is the place of an event without a division. It has an article if it needs one."""
    assert place_phrase(ged_event(place="", division="", place_precision=6)) == "somewhere in Syria"
    event = ged_event(place="", division="", country="Philippines", place_precision=6)
    assert place_phrase(event) == "somewhere in the Philippines"


def test_older_names_of_countries() -> None:
    """A name in brackets is shown only while it was in use; an unknown one always."""
    assert name_at("Government of Russia (Soviet Union)", DAY) == "Government of Russia"
    assert name_at("Russia (Soviet Union)", DAY.replace(year=1990)) == "Russia (Soviet Union)"
    assert name_at("Testland (Old Testland)", DAY) == "Testland (Old Testland)"
