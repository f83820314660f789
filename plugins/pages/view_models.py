"""Views: the values that pages share; what a template may read, ready to be printed."""

from __future__ import annotations

import msgspec


class Link(msgspec.Struct, frozen=True):
    """Words that lead somewhere; `note` is shown beside them, `count` is how much is there."""

    text: str
    href: str
    count: int | None = None
    note: str = ""
    lang: str = ""


class DateText(msgspec.Struct, frozen=True):
    """A date for people (`text`) and for machines (`machine`, empty where HTML has no form for it).

    `exact` says that it is one day and known exactly, so that it need not be repeated below that day's heading.
    """

    text: str
    iso: str = ""
    exact: bool = False


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in a page's `<head>`, and which part of the site it belongs to.

    `published` is the day of what is an article, as YYYY-MM-DD; `card` the whole address of the page's own card.
    """

    title: str
    description: str = ""
    canonical: str = ""
    lang: str = ""
    dir: str = "ltr"
    section: str = ""
    feed: Link | None = None
    breadcrumbs: tuple[Link, ...] = ()
    listed: bool = True
    published: str = ""
    social_card: str = ""


class Pager(msgspec.Struct, frozen=True):
    """The way from one page of a list to the next; `position` says which page this is."""

    newer: Link | None = None
    older: Link | None = None
    position: str = ""


class ReportCard(msgspec.Struct, frozen=True, kw_only=True):
    """A report in a list."""

    title: str
    href: str
    date: DateText
    summary: str
    regions: tuple[Link, ...] = ()
    series: Link | None = None
    events: int = 0
    lang: str = ""
    dir: str = ""
    draft: bool = False


class EventCard(msgspec.Struct, frozen=True, kw_only=True):
    """An event in a list or on its report's page.

    `region` goes from the nearest to the widest; `cited` are numbers of the report's source list.
    """

    anchor: str
    href: str
    when: DateText
    type: Link
    summary: str
    report: Link
    region: tuple[Link, ...] = ()
    place: str = ""
    actors: tuple[Link, ...] = ()
    tags: tuple[Link, ...] = ()
    attributed: tuple[Link, ...] = ()
    cited: tuple[Link, ...] = ()
    credibility: str = ""
    deaths: str = ""
    coordinates: str = ""
    precision: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    lang: str = ""


class Fact(msgspec.Struct, frozen=True):
    """A labelled line of facts; an item without an address is plain words."""

    label: str
    items: tuple[Link, ...]


class QrCode(msgspec.Struct, frozen=True):
    """A QR code: how many modules wide and high it is, and its dark ones as the data of one SVG path."""

    size: int
    path: str


class SupportBox(msgspec.Struct, frozen=True):
    """How an archive can be supported: words, a link, and an address (what it is, how it is written), as a code too."""

    text: str
    link: Link | None
    label: str
    address: str
    code: QrCode | None


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """What every page of a site shows, made once.

    `address` and `card` are the whole addresses of the site and of its card; empty where the site's is not known.
    """

    name: str
    short_name: str
    tagline: str
    lang: str
    dir: str
    home: str
    search: str
    nav: tuple[Link, ...]
    footer: tuple[Link, ...]
    credit: str
    notice: str
    licence: Link | None
    stylesheet: str
    font: str
    script: str
    more_script: str
    icon: str
    reports_feed: str
    address: str
    social_card: str
    support: SupportBox | None
