"""The sentence about an event: one for each combination of deaths, status, violence, date and place."""

from datetime import date
from typing import Any

import pytest

from plugins.archive.model.report import Deaths
from plugins.importers.ucdp.actor_lookup import Side
from plugins.importers.ucdp.day import Incident
from plugins.importers.ucdp.event_summary import actor_phrase, event_summary
from plugins.importers.ucdp.ged import NON_STATE, ONE_SIDED, STATE_BASED, Victims
from tests.importers.ucdp.conftest import DAY, ged_event

GOVERNMENT = ("Government of Syria",)
GROUPS = ("Sham Legion", "SNA", "Jaysh al Nasr")
PARTIES = "violence between the Government of Syria and IS"


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
        (Deaths(0, 2, 2), "2 deaths (lowest estimate: none)"),
        (Deaths(0, 2, 140), "2 deaths (estimates up to 140)"),
        (Deaths(900, 1370, 2000), "1,370 deaths (estimates from 900 to 2,000)"),
        (Deaths(0, 0, 1), "up to 1 death (best estimate: none)"),
        (Deaths(0, 0, 4), "up to 4 deaths (best estimate: none)"),
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
        (DAY, DAY, None, ""),
        (DAY, DAY, 2, ", around 22 April 2018,"),
        (DAY, date(2018, 4, 23), 2, ", between 22 and 23 April 2018,"),
        (DAY, date(2018, 6, 17), 4, ", between 22 April and 17 June 2018,"),
        (date(2017, 12, 30), date(2018, 1, 2), 2, ", between 30 December 2017 and 2 January 2018,"),
        (date(2018, 4, 1), date(2018, 4, 30), 4, ", in April 2018,"),
        (date(2018, 4, 1), date(2018, 4, 30), 1, ", between 1 and 30 April 2018,"),
        (date(2018, 1, 1), date(2018, 12, 31), 5, ", in 2018,"),
    ],
)
def test_dates(first: date, last: date, precision: int | None, words: str) -> None:
    """A date that is not one exact day is shown as exactly as it is known; the day of the report is not repeated."""
    text = sentence(first=first, last=last, date_precision=precision)
    assert text == f"UCDP records 2 deaths in Kissin village{words} in {PARTIES}."


@pytest.mark.parametrize(
    ("name", "phrase"),
    [
        ("Civilians", "civilians"),
        ("IS", "IS"),
        ("Government of Syria", "the Government of Syria"),
        ("Government of United States of America", "the Government of the United States of America"),
        ("Government of Philippines", "the Government of the Philippines"),
        ("Hawar Kilis Operations Room", "the Hawar Kilis Operations Room"),
        ("Jalisco Cartel New Generation", "the Jalisco Cartel New Generation"),
        ("Rahman Corps - “Abu al-Joud al-Arbini” faction", "the Rahman Corps - “Abu al-Joud al-Arbini” faction"),
        ("The Forces of Caucasus Emirate", "The Forces of Caucasus Emirate"),
        ("Syrian insurgents", "Syrian insurgents"),
    ],
)
def test_articles_of_actors(name: str, phrase: str) -> None:
    """An actor has an article if its name ends with a common noun."""
    assert actor_phrase(name) == phrase
