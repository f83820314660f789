"""URLs: the address of everything the site holds; no path is spelled anywhere else.

A *path* is relative to the site's root (`reports/x/`); `Urls` turns paths into links that work under a base path.
"""

from __future__ import annotations

from datetime import date
from typing import Literal
from urllib.parse import quote, urlsplit

import msgspec

from plugins.archive.model.entries import EntryKind

HOME = ""
REPORTS = "reports/"
REGIONS = "regions/"
ACTORS = "actors/"
TAGS = "tags/"
SOURCES = "sources/"
SERIES = "series/"
TIMELINE = "timeline/"
SEARCH = "search/"
CORRECTIONS = "corrections/"
CONTRIBUTE = "contribute/"
STYLEGUIDE = "styleguide/"
FEEDS = "feeds/"
STATIC = "static/"
SOCIAL_CARDS = "cards/"
SITE_SOCIAL_CARD = "cards/archive.png"
RESIZED_IMAGES = "pictures/"
PAGEFIND = "pagefind/"
SEARCH_TABLE = "documents.json"
"""Within the folder of each search index."""
NOT_FOUND = "404.html"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
FACETS = "data/facets.json"
NAMES = "data/names.json"
CONTRIBUTE_FORM = "data/contribute.json"
ALL_REPORTS_FEED = "feeds/reports.atom"
MANIFEST = ".sitrep-manifest.json"

SECTIONS: dict[EntryKind, str] = {
    "region": REGIONS,
    "actor": ACTORS,
    "tag": TAGS,
    "source": SOURCES,
    "series": SERIES,
}
"""The folder of each kind of registry entry that has pages."""


SearchIndex = Literal["reports", "events"]
"""What is searched: each is an index of its own."""
RESERVED_NAMES = frozenset(
    path.partition("/")[0].removesuffix(".html")
    for path in (
        *(
            *SECTIONS.values(),
            REPORTS,
            TIMELINE,
            SEARCH,
            CORRECTIONS,
            FEEDS,
            STATIC,
            SOCIAL_CARDS,
            RESIZED_IMAGES,
            PAGEFIND,
            FACETS,
        ),
        *(NOT_FOUND, STYLEGUIDE),
    )
)
"""The names at the top of the site that pages of the content can't have."""


def report(stem: str) -> str:
    """Return the path of a report."""
    return f"{REPORTS}{stem}/"


def event_anchor(event_id: str) -> str:
    """Return the id of an event's element on its report's page."""
    return f"event-{event_id}"


def event(stem: str, event_id: str) -> str:
    """Return the path of an event: its anchor on its report's page."""
    return f"{report(stem)}#{event_anchor(event_id)}"


def event_search_path(stem: str, event_id: str) -> str:
    """Return the path under which search knows an event; the search page maps it to the event's anchor."""
    return f"{report(stem)}{event_anchor(event_id)}/"


def search_document(path: str) -> str:
    """Return the name of the file in which search reads of the page at `path`, which the search page maps back.

    All stand in one folder: to make and remove one for each takes as long as to write them. An event's is the longest,
    and at most 250 characters long: `reports.` and a stem of 150, `event-` and an id of 80.
    """
    return f"{path.replace('/', '.')}html"


def source_anchor(number: int) -> str:
    """Return the id of an item of a report's source list."""
    return f"source-{number}"


def entry(kind: EntryKind, entry_id: str) -> str:
    """Return the path of a registry entry's page."""
    return f"{SECTIONS[kind]}{entry_id}/"


def older_events(kind: EntryKind, entry_id: str) -> str:
    """Return the path below which the older events of an entry are listed."""
    return f"{entry(kind, entry_id)}events/"


def older_reports(kind: EntryKind, entry_id: str) -> str:
    """Return the path below which the older reports of an entry are listed."""
    return f"{entry(kind, entry_id)}reports/"


def list_page(path: str, number: int) -> str:
    """Return the path of a list's page `number`, counted from the oldest."""
    return f"{path}page/{number}/"


def year(number: int) -> str:
    """Return the path of a year's page."""
    return f"{TIMELINE}{number:04d}/"


def month(number: int, month_number: int) -> str:
    """Return the path of a month's page."""
    return f"{year(number)}{month_number:02d}/"


def day(value: date) -> str:
    """Return the path of a day's own page, which only crowded months have."""
    return f"{month(value.year, value.month)}{value.day:02d}/"


def day_anchor(value: date) -> str:
    """Return the id of a day on its month's page."""
    return f"d{value.day:02d}"


def day_on_month_page(value: date) -> str:
    """Return the path of a day: its part of its month's page."""
    return f"{month(value.year, value.month)}#{day_anchor(value)}"


def search_query(*chosen: tuple[str, str]) -> str:
    """Return what a search must have, each a facet and an entry's id, as the search page's address spells it.

    >>> search_filters(("region", "syria/homs"), ("actor", "amaq"))
    'region=syria/homs&actor=amaq'
    """
    return "&".join(f"{facet}={quote(entry_id)}" for facet, entry_id in chosen)


def search_results(show: SearchIndex, filters: str) -> str:
    """Return the path of the search for what has all of `filters`, the newest first."""
    return f"{SEARCH}?show={show}&{filters}"


def feed(kind: EntryKind, entry_id: str) -> str:
    """Return the path of a registry entry's feed."""
    return f"{FEEDS}{SECTIONS[kind]}{entry_id}.atom"


def page(stem: str) -> str:
    """Return the path of a page of `content/pages/`."""
    return f"{stem}/"


def attachment(stem: str, name: str) -> str:
    """Return the path of a file from a report's own folder."""
    return f"{report(stem)}{name}"


def social_card(stem: str) -> str:
    """Return the path of a report's card; no stem is that of the archive's own, for each begins with a date."""
    return f"{SOCIAL_CARDS}{stem}.png"


def resized_image(stem: str, name: str, width: int) -> str:
    """Return the path of a report's picture made `width` pixels wide; no attachment can be there."""
    return f"{RESIZED_IMAGES}{width}/{stem}/{name}"


def support() -> str:
    """Return the path of the box that says how the archive can be supported: its anchor on the home page."""
    return f"{HOME}#support"


def sitemap_part(number: int) -> str:
    """Return the path of one file of a sitemap that is too long for one."""
    return f"sitemap-{number}.xml"


def static(digest: str, name: str) -> str:
    """Return the path of a theme's file; the digest of its content makes it safe to keep for ever."""
    return f"{STATIC}{digest}/{name}"


def search_index(name: str) -> str:
    """Return the path of a search index."""
    return f"{PAGEFIND}{name}/"


def output_file(path: str) -> str:
    """Return the file that holds what is at `path`."""
    return f"{path}index.html" if not path or path.endswith("/") else path


class Urls(msgspec.Struct, frozen=True):
    """Turns paths into links for a site published at `siteurl` (empty while developing).

    `cards` tells whether there is a card for each report.
    """

    siteurl: str = ""
    social_cards: bool = False

    @property
    def base_path(self) -> str:
        """The path part of the site's address, with a slash at both ends."""
        return f"{urlsplit(self.siteurl).path.rstrip('/')}/"

    def href(self, path: str) -> str:
        """Return the link to `path` as pages write it."""
        return self.base_path + path

    def absolute(self, path: str) -> str:
        """Return the whole address of `path`, or the link when the site's address is not known."""
        return f"{self.siteurl.rstrip('/')}/{path}"
