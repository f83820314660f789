"""Month calendar: the days of a month in weeks, with links to the days that have entries."""

from __future__ import annotations

import calendar
from datetime import date

import msgspec

from plugins.archive import urls as paths
from plugins.pages.context import PageContext
from plugins.pages.labels import WEEKDAY_AND_DAY, day_text
from plugins.pages.weeks import weekday_column, weekday_letters


class CalendarDay(msgspec.Struct, frozen=True):
    """A day: its number, its title and its address. Title and address are empty without entries."""

    number: int
    title: str
    href: str


class MonthCalendar(msgspec.Struct, frozen=True):
    """The days of a month below the letters of the weekdays; `first_column` of the first day counts from 1."""

    weekdays: tuple[str, ...]
    first_column: int
    days: tuple[CalendarDay, ...]


def month_calendar(month: date, context: PageContext) -> MonthCalendar:
    """Return the calendar of the month that begins on `month`, for its month page."""
    lang, length = context.lang, calendar.monthrange(month.year, month.month)[1]
    days = tuple(_day(month.replace(day=n + 1), context) for n in range(length))
    return MonthCalendar(weekday_letters(lang), 1 + weekday_column(month, lang), days)


def _day(day: date, context: PageContext) -> CalendarDay:
    """Return a day, with a link to its own page or to its section of the same page."""
    month = day.replace(day=1)
    if day not in context.dates.days_of[month]:
        return CalendarDay(day.day, "", "")
    has_page = context.dates.has_day_pages(month)
    href = context.urls.href(paths.day(day)) if has_page else f"#{paths.day_anchor(day)}"
    return CalendarDay(day.day, day_text(day, context.lang, WEEKDAY_AND_DAY), href)
