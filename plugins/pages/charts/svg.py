"""SVG parts that the time charts share: rectangles, link areas and the rows of the table behind a chart."""

from __future__ import annotations

import msgspec

from plugins.archive.text.plurals import plural
from plugins.pages.view_models import Link


class LinkArea(msgspec.Struct, frozen=True):
    """A clickable area of a chart: its address, its label and its SVG path data."""

    href: str
    label: str
    path: str


class TableRow(msgspec.Struct, frozen=True):
    """A day, month or year in the table behind a chart; `search_url` searches for its events."""

    link: Link
    events: int
    reports: int
    search_url: str = ""


def rect(left: int, top: int, width: int, height: int) -> str:
    """Return the SVG path data of a rectangle."""
    return f"M{left} {top}h{width}v{height}h-{width}z"


def describe_counts(period: str, events: int, reports: int) -> str:
    """Describe the number of events and reports of a period.

    >>> describe_counts("22 April 2018", 18, 1)
    '22 April 2018: 18 events, 1 report'
    """
    counts = (events, "event"), (reports, "report")
    return f"{period}: {', '.join(plural(count, noun) for count, noun in counts if count)}"
