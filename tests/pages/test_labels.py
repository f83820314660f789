"""Labels: dates of every precision, names on a given day, languages and their directions."""

from datetime import date

import pytest

from plugins.archive.model.report import Deaths
from plugins.archive.text.dates import parse_edtf
from plugins.archive.text.plurals import plural
from plugins.pages.context import PageContext
from plugins.pages.labels import WEEKDAY_AND_DAY, day_text, direction, when_text
from plugins.pages.phrases import deaths_text
from tests.samples import archive, event, labels, report


@pytest.mark.parametrize(
    ("edtf", "text", "iso", "exact"),
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
def test_date_text_shows_precision(edtf: str, text: str, iso: str, exact: bool) -> None:
    """The text has the precision of the date; `iso` is empty if HTML has no form for the date."""
    date_text = when_text(parse_edtf(edtf), "en")
    assert (date_text.text, date_text.iso, date_text.exact) == (text, iso, exact)


def test_dates_are_in_the_language_of_the_archive() -> None:
    assert when_text(parse_edtf("2019-10"), "de").text == "Oktober 2019"
    assert labels(report(), lang="fr").day(date(2019, 8, 1)).text == "1 août 2019"


@pytest.mark.parametrize(
    ("lang", "day", "interval"),
    [
        ("en-GB", "Friday, 1 February 2019", "1 – 3 February 2019"),
        ("fr", "vendredi 1 février 2019", "1 – 3 février 2019"),
        ("de", "Freitag, 1. Februar 2019", "1. Februar 2019 – 3. Februar 2019"),
        ("es", "viernes, 1 de febrero de 2019", "1 de febrero de 2019 – 3 de febrero de 2019"),
        ("ja", "2019年2月1日金曜日", "2019年2月1日 – 2019年2月3日"),
    ],
)
def test_dates_have_the_form_of_the_language(lang: str, day: str, interval: str) -> None:
    """Order, points and particles are those of the Unicode CLDR; English dates begin with the day."""
    assert day_text(date(2019, 2, 1), lang, WEEKDAY_AND_DAY) == day
    assert when_text(parse_edtf("2019-02-01/2019-02-03"), lang).text == interval


@pytest.mark.parametrize(
    ("lang", "expected"),
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
def test_direction_of_a_language(lang: str, expected: str) -> None:
    """The script or the language decides; an unknown language is `ltr`."""
    assert direction(lang) == expected


def test_actor_has_its_name_on_the_day() -> None:
    """The main name of an actor follows as a note if it differs."""
    sample = labels(report())
    then, now = sample.actor("pilots", date(2015, 1, 1)), sample.actor("pilots", date(2020, 1, 1))
    assert (then.text, then.note, then.href) == ("Pilots' Front", "United Pilots", "/actors/pilots/")
    assert (now.text, now.note) == ("United Pilots", "")


def test_actors_of_an_event_have_their_names_on_its_date() -> None:
    """The date of the event decides, not the date of the report."""
    past = event("past", "2016-08-01", actors=("pilots",))
    one = report("2020-01-02-one", past, actors=("pilots",))
    context = PageContext(archive([one]))
    card = context.labels.event_card(context.archive.catalogue.events[0])
    assert card.actors[0].text == "Conquest Pilots"


def test_list_item_has_the_language_of_a_foreign_report() -> None:
    """Only a report in another language than the archive's has a language in lists."""
    foreign, own = report("2020-01-02-foreign", lang="ar"), report("2020-01-02-own", lang="en")
    sample = labels(foreign, own)
    assert (sample.report_card(foreign).lang, sample.report_card(foreign).dir) == ("ar", "rtl")
    assert (sample.report_card(own).lang, sample.report_card(own).dir) == ("", "")
    assert sample.report(foreign).lang == "ar"


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
def test_deaths_text(deaths: Deaths | None, text: str) -> None:
    """Deaths are the best estimate, with the range if there is one."""
    assert deaths_text(deaths) == text


def test_plural_of_zero_one_and_two() -> None:
    assert [plural(n, "report") for n in (0, 1, 2)] == ["0 reports", "1 report", "2 reports"]
