"""Date spellings: unambiguous dates are converted, ambiguous ones are not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.text.date_spellings import MONTHS, to_iso_date
from plugins.archive.text.dates import parse_day

DAYS = st.dates(date(1000, 1, 1), date(9999, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        *("22.4.2018", "22.04.2018", "22. 4. 2018", "22/4/2018", "22-04-2018", "4/22/2018", "04-22-2018"),
        *("2018/04/22", "2018.4.22", "2018-4-22", "2018 04 22", "20180422", " 2018/4/22 "),
        *("22 April 2018", "22 april, 2018", "22. Apr 2018", "22nd of April, 2018", "April 22, 2018", "Apr. 22nd 2018"),
    ],
)
def test_spellings_of_a_day(text: str) -> None:
    assert to_iso_date(text) == "2018-04-22"


@pytest.mark.parametrize(("text", "month"), [("April 2018", "2018-04"), ("sept 2018", "2018-09")])
def test_spellings_of_a_month(text: str, month: str) -> None:
    assert to_iso_date(text) == month


@pytest.mark.parametrize(
    "text",
    [
        *("3.4.2018", "3/4/2018", "04-03-2018", "22.4.18", "4/2018", "22.4", "31.2.2018", "13/13/2018", "2018/13/01"),
        *("22 Avril 2018", "Ma 2018", "22 April", "yesterday", "circa 2018", "22042018", "2018-04-22T12:00", ""),
        *("22.4/2018", "2018-22-04", "22 April 2018 or later", "٢٢.٤.٢٠١٨"),
    ],
)
def test_ambiguous_and_other_text_is_not_converted(text: str) -> None:
    assert to_iso_date(text) is None


@given(DAYS, st.sampled_from(["{0:%d}.{0:%m}.{1}", "{0:%d}/{0:%m}/{1}", "{0:%m}/{0:%d}/{1}"]))
def test_numbers_are_converted_if_they_are_unambiguous(day: date, form: str) -> None:
    """Of two numbers before a year, the day must be above 12 or equal to the month."""
    found = to_iso_date(form.format(day, f"{day.year:04}"))
    assert found == (day.isoformat() if day.day > 12 or day.day == day.month else None)


@given(DAYS)
def test_month_names_are_unambiguous(day: date) -> None:
    """Before or after the day."""
    month = MONTHS[day.month - 1].capitalize()
    assert (
        to_iso_date(f"{day.day} {month} {day.year:04}")
        == to_iso_date(f"{month} {day.day}, {day.year:04}")
        == day.isoformat()
    )


@given(st.text(st.sampled_from("0123456789./- aprilmy,"), max_size=20))
def test_results_are_dates(text: str) -> None:
    """A result is a day or month of the calendar, and is converted to itself."""
    found = to_iso_date(text)
    if found:
        assert parse_day(found if len(found) == 10 else f"{found}-01") is not None
        assert len(found) == 7 or to_iso_date(found) == found
