"""View-models shared by several pages: the values that templates print."""

from __future__ import annotations

import msgspec


class Link(msgspec.Struct, frozen=True):
    """A link. `note` follows the text in brackets; `count` is the number of items at the target."""

    text: str
    href: str
    count: int | None = None
    note: str = ""
    lang: str = ""


class DateText(msgspec.Struct, frozen=True):
    """A date in words (`text`) and as a value of `<time datetime>` (`iso`, empty if HTML has no form for it).

    `exact` is true for a single day that is not approximate; such a date is not repeated below that day's heading.
    """

    text: str
    iso: str = ""
    exact: bool = False


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The values of a page's `<head>`, and the `section` of the site that the page belongs to.

    `published` is the date of a report as YYYY-MM-DD. `social_card` is the absolute URL of the page's own social card.
    A page that is not `listed` asks search engines not to index it.
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
    """The links from one page of a list to its neighbours; `position` describes the page."""

    newer: Link | None = None
    older: Link | None = None
    position: str = ""


class ReportCard(msgspec.Struct, frozen=True, kw_only=True):
    """A report in a list; `events` is its number of events."""

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

    `region` has the region and its ancestors, nearest first; `cited` links numbers of the report's source list.
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
    """A label with one or more values; a value with an empty `href` is plain text."""

    label: str
    items: tuple[Link, ...]


class MenuOption(msgspec.Struct, frozen=True):
    """An option of a menu: its value and its text."""

    value: str
    text: str


class QrCode(msgspec.Struct, frozen=True):
    """A QR code: its width and height in modules, and its dark modules as the data of one SVG path."""

    size: int
    path: str


class SupportBox(msgspec.Struct, frozen=True):
    """How to support an archive: a text, a link, and an address with its label and its QR code."""

    text: str
    link: Link | None
    label: str
    address: str
    code: QrCode | None


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """The values that every page of a site shows.

    `url` and `social_card` are the absolute URLs of the site and of its social card; both are empty without a
    site URL.
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
    italic_font: str
    script: str
    search_script: str
    contribute_script: str
    icon: str
    reports_feed: str
    url: str
    social_card: str
    support: SupportBox | None
