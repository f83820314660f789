"""Dates: every documented form is read, with its precision, and nothing else is."""

import calendar
import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.text.dates import DateFormatError, DateSpan, parse_day, parse_edtf

DAYS = st.dates(min_value=date(1000, 1, 1))
FORMS = st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"])
POINTS = st.builds(lambda day, form, vague: day.strftime(form) + vague, DAYS, FORMS, st.sampled_from(["", "~"]))


@given(DAYS)
def test_a_day_is_read_back(day: date) -> None:
    """A day as it is written is one day, exact."""
    assert parse_day(day.isoformat()) == day
    assert parse_edtf(day.isoformat()) == DateSpan(day.isoformat(), day, day, "day")


@given(DAYS)
def test_a_month_and_a_year_span_theirs(day: date) -> None:
    """A month goes from its first to its last day, and so does a year."""
    month, year = parse_edtf(f"{day:%Y-%m}"), parse_edtf(f"{day:%Y}")
    last = calendar.monthrange(day.year, day.month)[1]
    assert (month.first, month.last, month.precision) == (day.replace(day=1), day.replace(day=last), "month")
    assert (year.first, year.last, year.precision) == (date(day.year, 1, 1), date(day.year, 12, 31), "year")


@given(POINTS, POINTS)
def test_an_interval_spans_both_its_ends(start: str, end: str) -> None:
    """An interval begins with its first point and ends with its second; backwards it is refused."""
    opening, closing = parse_edtf(start), parse_edtf(end)
    text = f"{start}/{end}"
    if closing.last < opening.first:
        with pytest.raises(DateFormatError, match="ends before it starts"):
            parse_edtf(text)
        return
    when = parse_edtf(text)
    assert (when.text, when.first, when.last) == (text, opening.first, closing.last)
    assert (when.precision, when.interval) == (opening.precision, True)
    assert when.approximate == ("~" in text)


@given(POINTS)
def test_what_is_written_stays(text: str) -> None:
    """The text of a date is what was written, so that it is written back as it was."""
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
def test_other_forms_are_refused(text: str) -> None:
    """What is not documented is refused, so that no precision is guessed."""
    with pytest.raises(DateFormatError):
        parse_edtf(text)


@given(st.text(max_size=30))
def test_no_text_crashes_it(text: str) -> None:
    """Any text is a date or is refused."""
    with contextlib.suppress(DateFormatError):
        assert parse_edtf(text).text == text


@pytest.mark.parametrize("text", ["2018-04", "2018", "2018-04-22~", "2018-04-22/2018-04-23"])
def test_a_day_is_one_day(text: str) -> None:
    """Where a day is wanted, nothing less exact will do."""
    with pytest.raises(DateFormatError, match="is not a single day"):
        parse_day(text)
