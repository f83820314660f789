"""Drawings: what those of time share: outlines, the spots in them that lead somewhere, the rows of the table behind."""

from __future__ import annotations

import msgspec

from plugins.pages.phrases import plural
from plugins.pages.view_models import Link


class LinkArea(msgspec.Struct, frozen=True):
    """A part of a drawing (`outline`, as SVG writes it) that leads somewhere, and its words."""

    href: str
    label: str
    path: str


class TableRow(msgspec.Struct, frozen=True):
    """A row: a day, month or year, and how much begins in it; `found` leads to the search for its events."""

    link: Link
    events: int
    reports: int
    search_url: str = ""


def rect(left: int, top: int, width: int, height: int) -> str:
    """Return the outline of a rectangle."""
    return f"M{left} {top}h{width}v{height}h-{width}z"


def describe_counts(when: str, events: int, reports: int) -> str:
    """Say how much begins on a day, in a month or year.

    >>> held("22 April 2018", 18, 1)
    '22 April 2018: 18 events, 1 report'
    """
    counts = (events, "event"), (reports, "report")
    return f"{when}: {', '.join(plural(count, noun) for count, noun in counts if count)}"
