"""Dates: the documented forms are parsed with their precision, all others are errors."""

import calendar
import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.text.dates import DateFormatError, DateSpan, parse_day, parse_edtf

DAYS = st.dates(min_value=date(1000, 1, 1))
FORMS = st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"])
POINTS = st.builds(
    lambda day, form, approximate: day.strftime(form) + approximate, DAYS, FORMS, st.sampled_from(["", "~"])
)


@given(DAYS)
def test_a_day_is_parsed_exactly(day: date) -> None:
    assert parse_day(day.isoformat()) == day
    assert parse_edtf(day.isoformat()) == DateSpan(day.isoformat(), day, day, "day")


@given(DAYS)
def test_months_and_years_span_their_days(day: date) -> None:
    month, year = parse_edtf(f"{day:%Y-%m}"), parse_edtf(f"{day:%Y}")
    last = calendar.monthrange(day.year, day.month)[1]
    assert (month.first, month.last, month.precision) == (day.replace(day=1), day.replace(day=last), "month")
    assert (year.first, year.last, year.precision) == (date(day.year, 1, 1), date(day.year, 12, 31), "year")


@given(POINTS, POINTS)
def test_intervals_span_both_ends(start: str, end: str) -> None:
    """An interval that ends before it starts is an error."""
    opening, closing = parse_edtf(start), parse_edtf(end)
    text = f"{start}/{end}"
    if closing.last < opening.first:
        with pytest.raises(DateFormatError, match="ends before it starts"):
            parse_edtf(text)
        return
    span = parse_edtf(text)
    assert (span.text, span.first, span.last) == (text, opening.first, closing.last)
    assert (span.precision, span.interval) == (opening.precision, True)
    assert span.approximate == ("~" in text)


@given(POINTS)
def test_the_text_is_preserved(text: str) -> None:
    """So that writing a date back does not change it."""
    assert parse_edtf(text).text == text
    assert parse_edtf(text).approximate == text.endswith("~")


@pytest.mark.parametrize(
    "text",
    [
        *("", " 2018", "2018-4-2", "2018-02-30", "2018-13", "0000", "18-04-22", "22.04.2018", "2018-04-22T10:00"),
        *("2018-04-22Z", "2018?", "2018%", "201X", "2018-XX", "-2018", "Y20180", "2018/", "/2018", "2018/..", "[2018]"),
        *("2018-21", "2018-04-22/2018-04-23/2018-04-24", "2018~~", "~2018", "٢٠١٨-٠٤-٢٢", "２０１８"),
    ],
)
def test_other_forms_are_errors(text: str) -> None:
    with pytest.raises(DateFormatError):
        parse_edtf(text)


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_an_error(text: str) -> None:
    with contextlib.suppress(DateFormatError):
        assert parse_edtf(text).text == text


@pytest.mark.parametrize("text", ["2018-04", "2018", "2018-04-22~", "2018-04-22/2018-04-23"])
def test_parse_day_accepts_single_days_only(text: str) -> None:
    with pytest.raises(DateFormatError, match="is not a single day"):
        parse_day(text)
