"""The way to the days of a month: a small calendar, in which those that hold anything are links."""

from __future__ import annotations

import calendar
from datetime import date

import msgspec

from plugins.archive import urls as paths
from plugins.pages.context import PageContext
from plugins.pages.labels import Labels, day_text
from plugins.pages.weeks import weekday_column, weekday_letters


class CalendarDay(msgspec.Struct, frozen=True):
    """A day: its number, and where it leads; nowhere when it holds nothing."""

    number: int
    title: str
    href: str


class MonthCalendar(msgspec.Struct, frozen=True):
    """A month's days below the letters of the weekdays; the first stands in `column`, counted from 1."""

    weekdays: tuple[str, ...]
    first_column: int
    days: tuple[CalendarDay, ...]


def month_calendar(month: date, context: PageContext) -> MonthCalendar:
    """Return the calendar of the month that begins on `month`; in a crowded one days lead to their own pages."""
    last = calendar.monthrange(month.year, month.month)[1]
    labels = context.labels
    crowded = context.dates.has_day_pages(month)
    holding = set(context.dates.days_of[month])
    days = (month.replace(day=n + 1) for n in range(last))
    jumps = tuple(
        _jump(day, labels, crowded=crowded) if day in holding else CalendarDay(day.day, "", "") for day in days
    )
    return MonthCalendar(weekday_letters(labels.lang), 1 + weekday_column(month, labels.lang), jumps)


def _jump(day: date, labels: Labels, *, crowded: bool) -> CalendarDay:
    """Lead to a day, on this same page if it has none of its own."""
    href = labels.urls.href(paths.day(day)) if crowded else f"#{paths.day_anchor(day)}"
    return CalendarDay(day.day, day_text(day, labels.lang, "EEEE, d MMMM y"), href)
