"""Labels: dates so that their precision shows, names as they were, languages and their directions."""

from datetime import date

import pytest

from plugins.archive.model.report import Deaths
from plugins.archive.text.dates import parse_edtf
from plugins.pages.context import PageContext
from plugins.pages.labels import direction, when_text
from plugins.pages.phrases import deaths_text, plural
from tests.samples import archive, event, labels, report


@pytest.mark.parametrize(
    ("when", "text", "machine", "exact"),
    [
        ("2018-04-22", "22 April 2018", "2018-04-22", True),
        ("2018-04-22~", "about 22 April 2018", "2018-04-22", False),
        ("2018-04", "April 2018", "2018-04", False),
        ("2018-04~", "about April 2018", "2018-04", False),
        ("2018", "2018", "2018", False),
        ("2018~", "about 2018", "2018", False),
        ("2018-04-21/2018-04-23", "21 – 23 April 2018", "", False),
        ("2018-04-28/2018-05-02", "28 April – 2 May 2018", "", False),
        ("2018-12-30/2019-01-02", "30 December 2018 – 2 January 2019", "", False),
        ("2018-04-21~/2018-04-23", "about 21 – 23 April 2018", "", False),
        ("2018-04-21/2018-04-23~", "about 21 – 23 April 2018", "", False),
        ("2018-04/2018-06", "April 2018 – June 2018", "", False),
        ("2018/2019", "2018 – 2019", "", False),
        ("2018-04-21/2018-05", "21 April – May 2018", "", False),
        ("2018-04-21/2018-04", "21 April – April 2018", "", False),
        ("2018-04-21/2018", "21 April 2018 – 2018", "", False),
        ("2018-04/2018-06-03", "April 2018 – 3 June 2018", "", False),
    ],
)
def test_each_precision_in_words(when: str, text: str, machine: str, exact: bool) -> None:
    """A date says no more than is known; only what HTML has a form for is given to machines."""
    written = when_text(parse_edtf(when), "en")
    assert (written.text, written.iso, written.exact) == (text, machine, exact)


def test_dates_in_the_archive_s_language() -> None:
    """Months are named in the language of the archive, whatever that is."""
    assert when_text(parse_edtf("2019-10"), "de").text == "Oktober 2019"
    assert labels(report(), lang="fr").day(date(2019, 8, 1)).text == "1 août 2019"


@pytest.mark.parametrize(
    ("lang", "direct"),
    [
        ("en", "ltr"),
        ("ar", "rtl"),
        ("he", "rtl"),
        ("fa-AF", "rtl"),
        ("zh-Hant", "ltr"),
        ("ku-Arab", "rtl"),
        ("xq", "ltr"),
    ],
)
def test_direction_of_a_language(lang: str, direct: str) -> None:
    """Languages written from right to left are known; one that nobody has heard of goes from left to right."""
    assert direction(lang) == direct


def test_an_actor_by_the_name_of_the_day() -> None:
    """An actor carries the name that it bore on the day, with its own name beside it where that differs."""
    written = labels(report())
    then, now = written.actor("pilots", date(2015, 1, 1)), written.actor("pilots", date(2020, 1, 1))
    assert (then.text, then.note, then.href) == ("Pilots' Front", "United Pilots", "/actors/pilots/")
    assert (now.text, now.note) == ("United Pilots", "")


def test_an_event_names_actors_by_its_own_date() -> None:
    """An event that a later report tells of names its actors as they were called then."""
    told = event("past", "2016-08-01", actors=("pilots",))
    one = report("2020-01-02-one", told, actors=("pilots",))
    made = PageContext(archive([one]))
    card = made.labels.event_card(made.archive.catalogue.events[0])
    assert card.actors[0].text == "Conquest Pilots"


def test_a_foreign_report_says_its_language() -> None:
    """A report in another language than the archive's is marked so in every list; one in the same is not."""
    foreign, own = report("2020-01-02-foreign", lang="ar"), report("2020-01-02-own", lang="en")
    written = labels(foreign, own)
    assert (written.report_card(foreign).lang, written.report_card(foreign).dir) == ("ar", "rtl")
    assert (written.report_card(own).lang, written.report_card(own).dir) == ("", "")
    assert written.report(foreign).lang == "ar"


@pytest.mark.parametrize(
    ("deaths", "text"),
    [
        (None, ""),
        (Deaths(0, 0, 0), "no deaths"),
        (Deaths(1, 1, 1), "1 death"),
        (Deaths(1200, 1200, 1200), "1,200 deaths"),
        (Deaths(1, 2, 5), "2 deaths (estimates 1–5)"),
    ],
)
def test_deaths_in_words(deaths: Deaths | None, text: str) -> None:
    """Deaths are the best estimate, with the range where there is one."""
    assert deaths_text(deaths) == text


def test_numbers_with_their_nouns() -> None:
    """One is singular; none and many are plural."""
    assert [plural(n, "report") for n in (0, 1, 2)] == ["0 reports", "1 report", "2 reports"]
