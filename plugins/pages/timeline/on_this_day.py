"""On this day: the entries of one day of the year. The archive determines the day, not the clock."""

from __future__ import annotations

from datetime import date

import msgspec

from plugins.pages.context import PageContext
from plugins.pages.date_index import DayContents
from plugins.pages.labels import DAY_OF_YEAR, day_text
from plugins.pages.view_models import EventCard, Link, ReportCard

MAX_YEARS = 3
"""Years shown, the newest."""
MAX_ITEMS = 6
"""Events and reports shown, divided equally among the years."""


class DayOfYear(msgspec.Struct, frozen=True):
    """The day in one year: its link, its total numbers of entries, and its first entries."""

    link: Link
    events_total: int
    reports_total: int
    events: tuple[EventCard, ...]
    reports: tuple[ReportCard, ...]


class OnThisDay(msgspec.Struct, frozen=True):
    """A day of the year (`title`, as '14 April') in the newest years with entries on that day."""

    title: str
    years: tuple[DayOfYear, ...]


def on_this_day(context: PageContext) -> OnThisDay | None:
    """Return the entries of the site's focus day, by default the day of the newest report; None without any.

    Only exact dates count: an event dated to a month has no day.
    """
    reports = context.archive.catalogue.reports
    focus = context.archive.site.focus or (reports[-1].date if reports else None)
    by_day = _newest_years(focus, context) if focus else {}
    if not focus or not by_day:
        return None
    share = MAX_ITEMS // len(by_day)
    years = tuple(_day_of_year(day, contents, share, context) for day, contents in by_day.items())
    return OnThisDay(day_text(focus, context.lang, DAY_OF_YEAR), years)


def _newest_years(focus: date, context: PageContext) -> dict[date, DayContents]:
    """Map the day to its contents in the newest years with entries on it, the newest first."""
    days = context.dates.days
    same = (day for day in days if (day.month, day.day) == (focus.month, focus.day))
    with_entries = sorted((day for day in same if days[day].events or days[day].reports), reverse=True)
    return {day: days[day] for day in with_entries[:MAX_YEARS]}


def _day_of_year(day: date, contents: DayContents, share: int, context: PageContext) -> DayOfYear:
    """Return up to `share` entries of a day: one report, then events, then more reports if there are too few events."""
    events = contents.events[: max(share - 1, share - len(contents.reports))]
    reports = contents.reports[: share - len(events)]
    return DayOfYear(
        Link(day_text(day, context.lang), context.urls.href(context.dates.day_path(day))),
        len(contents.events),
        len(contents.reports),
        tuple(map(context.labels.event_card, events)),
        tuple(map(context.labels.report_card, reports)),
    )
