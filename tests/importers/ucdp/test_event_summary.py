"""The sentence about an event: one for each combination of deaths, status, violence, date and place."""

from datetime import date
from typing import Any

import pytest

from plugins.archive.model.report import Deaths
from plugins.importers.ucdp.actor_lookup import Side
from plugins.importers.ucdp.day import Incident
from plugins.importers.ucdp.event_summary import event_summary, place_phrase
from plugins.importers.ucdp.ged import NON_STATE, ONE_SIDED, STATE_BASED, GedEvent, Victims

DAY = date(2018, 4, 22)
GOVERNMENT = ("Government of Syria",)
GROUPS = ("Sham Legion", "SNA", "Jaysh al Nasr")
PARTIES = "violence between the Government of Syria and IS"


def ged_event(**changes: Any) -> GedEvent:
    values: dict[str, Any] = {
        **{"id": "1", "violence": STATE_BASED, "first": DAY, "last": DAY, "date_precision": 1, "country": "Syria"},
        **{"division": "Homs Governorate", "place": "Kissin village", "place_precision": 1},
        **{"coordinates": (34.9, 36.6), "side_a": "", "side_b": "", "deaths": Deaths(2, 2, 2)},
        **{"victims": None, "articles": ()},
    }
    return GedEvent(**values | changes)


def sentence(side_a: tuple[str, ...] = GOVERNMENT, side_b: tuple[str, ...] = ("IS",), **changes: Any) -> str:
    incident = Incident(
        event=ged_event(**changes),
        region="syria/homs",
        division="syria/homs",
        place="",
        side_a=Side(side_a, ()),
        side_b=Side(side_b, ()),
        sources=(),
    )
    return event_summary(incident)


@pytest.mark.parametrize(
    ("deaths", "words"),
    [
        (Deaths(2, 2, 2), "2 deaths"),
        (Deaths(1, 1, 1), "1 death"),
        (Deaths(1, 1, 3), "1 death (estimates from 1 to 3)"),
        (Deaths(0, 2, 2), "2 deaths (estimates from 0 to 2)"),
        (Deaths(900, 1370, 2000), "1,370 deaths (estimates from 900 to 2,000)"),
        (Deaths(0, 0, 1), "at most 1 death (best estimate: none)"),
        (Deaths(0, 0, 4), "at most 4 deaths (best estimate: none)"),
        (Deaths(0, 0, 0), "no deaths"),
    ],
)
def test_deaths(deaths: Deaths, words: str) -> None:
    """The best estimate has the right number, and the range where the estimates differ."""
    assert sentence(deaths=deaths) == f"UCDP records {words} in Kissin village in {PARTIES}."


@pytest.mark.parametrize(
    ("victims", "words"),
    [
        (Victims(1, 1, 0, 0), ": 1 on the side of the Government of Syria and 1 on the side of IS"),
        (Victims(0, 2, 0, 0), ": 2 on the side of IS"),
        (Victims(0, 0, 2, 0), ": 2 civilians"),
        (Victims(0, 0, 0, 2), ": 2 people of unknown status"),
        (Victims(0, 0, 1, 1), ": 1 civilian and 1 person of unknown status"),
        (None, ""),
    ],
)
def test_status(victims: Victims | None, words: str) -> None:
    """The dead are listed by side and status, if these are known."""
    assert sentence(victims=victims) == f"UCDP records 2 deaths in Kissin village in {PARTIES}{words}."


@pytest.mark.parametrize(
    ("violence", "side_a", "side_b", "victims", "words"),
    [
        (STATE_BASED, GOVERNMENT, ("IS",), None, PARTIES),
        (NON_STATE, ("SDF",), ("Syrian insurgents",), None, "violence between SDF and Syrian insurgents"),
        (
            *(NON_STATE, GROUPS, ("HTS",), Victims(1, 1, 0, 0)),
            "violence between the Sham Legion, SNA and Jaysh al Nasr on one side and HTS on the other: "
            "1 on the first side and 1 on the second side",
        ),
        (ONE_SIDED, ("IS",), ("Civilians",), Victims(0, 0, 2, 0), "one-sided violence by IS against civilians"),
        (
            *(ONE_SIDED, ("IS", "HTS"), ("Civilians",), Victims(0, 0, 1, 1)),
            "one-sided violence by IS and HTS against civilians: 1 civilian and 1 person of unknown status",
        ),
    ],
)
def test_violence(
    violence: int, side_a: tuple[str, ...], side_b: tuple[str, ...], victims: Victims | None, words: str
) -> None:
    """Only one-sided violence has a perpetrator; otherwise the parties are named without attributing the deaths."""
    text = sentence(side_a, side_b, violence=violence, victims=victims)
    assert text == f"UCDP records 2 deaths in Kissin village in {words}."


@pytest.mark.parametrize(
    ("first", "last", "precision", "words"),
    [
        (DAY, DAY, 1, ""),
        (DAY, date(2018, 4, 23), 2, " between 22 and 23 April 2018"),
        (DAY, date(2018, 6, 17), 4, " between 22 April and 17 June 2018"),
        (date(2017, 12, 30), date(2018, 1, 2), 2, " between 30 December 2017 and 2 January 2018"),
        (date(2018, 4, 1), date(2018, 4, 30), 4, " in April 2018"),
        (date(2018, 4, 1), date(2018, 4, 30), 1, " between 1 and 30 April 2018"),
        (date(2018, 1, 1), date(2018, 12, 31), 5, " in 2018"),
    ],
)
def test_dates(first: date, last: date, precision: int, words: str) -> None:
    """A period of more than one day is named; a single day is not repeated."""
    text = sentence(first=first, last=last, date_precision=precision)
    assert text == f"UCDP records 2 deaths in Kissin village{words} in {PARTIES}."


@pytest.mark.parametrize(
    ("place", "precision", "words"),
    [
        ("Kissin village", 1, "in Kissin village"),
        ("Kissin village", 2, "near Kissin village"),
        ("Kissin village", 3, "in or around Kissin village"),
        ("Kissin village", None, "in or around Kissin village"),
        ("Eastern Qalamoun", 5, "in or around Eastern Qalamoun"),
        ("Ar Rastan district", 3, "somewhere in Ar Rastan district"),
        ("Northern Homs Governorate", 5, "in or around Northern Homs Governorate"),
        ("Northern Homs Governorate", 2, "in or around Northern Homs Governorate"),
        ("Homs Governorate", 4, "somewhere in Homs Governorate"),
        ("Syria", 6, "somewhere in Syria"),
        ("", None, "somewhere in Homs Governorate"),
        ("Al Lajah area", 1, "in the Al Lajah area"),
        ("Al Lajah area", 2, "in or around the Al Lajah area"),
        ("Tiyas Military Airbase (T4)", 1, "at the Tiyas Military Airbase (T4)"),
        ("Tiyas Military Airbase (T4)", 2, "near the Tiyas Military Airbase (T4)"),
        ("Ar Raqqah/Homs border", 5, "at or near the Ar Raqqah/Homs border"),
        ("Road between As Salamiyah and Homs", 5, "at or near the road between As Salamiyah and Homs"),
        ("Silos east of Palmyra/Tadmur", 2, "near the silos east of Palmyra/Tadmur"),
    ],
)
def test_places(place: str, precision: int | None, words: str) -> None:
    """A place is described as exactly as where_prec says, in the words of the row."""
    assert place_phrase(ged_event(place=place, place_precision=precision)) == words


def test_an_event_without_a_division_is_in_its_country() -> None:
    """The country is the place of an event without a division."""
    assert place_phrase(ged_event(place="", division="", place_precision=6)) == "somewhere in Syria"
