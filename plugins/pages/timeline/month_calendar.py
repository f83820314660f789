"""The way to the days of a month: a small calendar, in which those that hold anything are links."""

from __future__ import annotations

import calendar
from datetime import date

import msgspec

from plugins.archive import urls as paths
from plugins.pages.labels import Labels, day_text
from plugins.pages.weeks import column, weekday_letters


class Jump(msgspec.Struct, frozen=True):
    """A day: its number, and where it leads; nowhere when it holds nothing."""

    number: int
    title: str
    href: str


class DayJump(msgspec.Struct, frozen=True):
    """A month's days below the letters of the weekdays; the first stands in `column`, counted from 1."""

    weekdays: tuple[str, ...]
    column: int
    days: tuple[Jump, ...]


def day_jump(month: date, labels: Labels) -> DayJump:
    """Return the calendar of the month that begins on `month`; in a crowded one days lead to their own pages."""
    last = calendar.monthrange(month.year, month.month)[1]
    crowded = labels.calendar.crowded(month)
    holding = set(labels.calendar.days_of[month])
    days = (month.replace(day=n + 1) for n in range(last))
    jumps = tuple(_jump(day, labels, crowded=crowded) if day in holding else Jump(day.day, "", "") for day in days)
    return DayJump(weekday_letters(labels.lang), 1 + column(month, labels.lang), jumps)


def _jump(day: date, labels: Labels, *, crowded: bool) -> Jump:
    """Lead to a day, on this same page if it has none of its own."""
    href = labels.urls.href(paths.day(day)) if crowded else f"#{paths.day_anchor(day)}"
    return Jump(day.day, day_text(day, labels.lang, "EEEE, d MMMM y"), href)
