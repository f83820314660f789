"""On this day: what began on one day of the year; the archive names the day, never the clock."""

from __future__ import annotations

from datetime import date

import msgspec

from plugins.pages.context import PageContext
from plugins.pages.date_index import DayContents
from plugins.pages.labels import day_text
from plugins.pages.view_models import EventCard, Link, ReportCard

MAX_YEARS = 3
"""Years that are shown at most, the newest."""
MAX_ITEMS = 6
"""Events and reports that are shown at most, shared among the years."""


class DayOfYear(msgspec.Struct, frozen=True):
    """The day in one year: its link, how much began on it in all, and the first of that."""

    link: Link
    events_total: int
    reports_total: int
    events: tuple[EventCard, ...]
    reports: tuple[ReportCard, ...]


class OnThisDay(msgspec.Struct, frozen=True):
    """A day of the year (`title`, as '14 April'), in the newest years in which anything began on it."""

    title: str
    years: tuple[DayOfYear, ...]


def on_this_day(context: PageContext) -> OnThisDay | None:
    """Return what began on the archive's focus, by default the day of its newest report; None when nothing did.

    Only what is dated to the day counts: an event of which the month is known stands on no day.
    """
    archive = context.archive
    reports = archive.catalogue.reports
    focus = archive.site.focus or (reports[-1].date if reports else None)
    buckets = _in_each_year(focus, context) if focus else {}
    if not focus or not buckets:
        return None
    share = MAX_ITEMS // len(buckets)
    years = tuple(_day_of_year(day, bucket, share, context) for day, bucket in buckets.items())
    return OnThisDay(day_text(focus, context.lang, "d MMMM"), years)


def _in_each_year(focus: date, context: PageContext) -> dict[date, DayContents]:
    """Map the day in the newest years in which it holds anything, the newest first, to what it holds."""
    days = context.dates.days
    same = (day for day in days if (day.month, day.day) == (focus.month, focus.day))
    held = sorted((day for day in same if days[day].events or days[day].reports), reverse=True)
    return {day: days[day] for day in held[:MAX_YEARS]}


def _day_of_year(day: date, bucket: DayContents, share: int, context: PageContext) -> DayOfYear:
    """Show up to `share` of what a day holds: one report, else events, and more reports if that is not enough."""
    events = bucket.events[: max(share - 1, share - len(bucket.reports))]
    reports = bucket.reports[: share - len(events)]
    return DayOfYear(
        Link(day_text(day, context.lang), context.urls.href(context.dates.day_path(day))),
        len(bucket.events),
        len(bucket.reports),
        tuple(context.labels.event_card(dated) for dated in events),
        tuple(context.labels.report_card(report) for report in reports),
    )
