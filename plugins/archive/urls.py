"""URLs: the path of everything on the site. No other module spells a path.

A *path* is relative to the root of the site (`reports/x/`); `Urls` turns it into a link that works under a base path.
"""

from __future__ import annotations

import posixpath
from datetime import date
from typing import Literal
from urllib.parse import quote, urlsplit

import msgspec

from plugins.archive.entry_kinds import EntryKind

HOME = ""
SUPPORT = "#support"
"""The support box on the home page."""
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
PAGEFIND_SCRIPT = "pagefind.js"
PAGEFIND_FRAGMENT = "fragment/{name}.pf_fragment"
"""The names of files in the folder of each search index."""
SEARCH_WORDS = "words/{name}.json"
"""The files with the words of all search indexes, below PAGEFIND."""
NOT_FOUND = "404.html"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
FACETS = "data/facets.json"
NAMES = "data/names.json"
CONTRIBUTE_FORM = "data/contribute.json"
LETTERS = "data/letters.json"
HAN = "data/han.json"
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
"""The search indexes, one for each kind of search result."""
RESERVED_NAMES = frozenset(
    path.partition("/")[0].removesuffix(".html")
    for path in (
        *(*SECTIONS.values(), REPORTS, TIMELINE, SEARCH, CORRECTIONS, FEEDS, STATIC, SOCIAL_CARDS, RESIZED_IMAGES),
        *(PAGEFIND, FACETS, NOT_FOUND, STYLEGUIDE),
    )
)
"""The names at the root of the site that pages of the content must not use."""
SECTION_IDS = frozenset(
    {"content", "title", "events", "sources", "corrections", "authors", "cite", "related", "search", "support"}
)
"""The HTML ids of the sections of pages. Other ids of the theme begin with `site-`."""


def report(stem: str) -> str:
    """Return the path of a report."""
    return f"{REPORTS}{stem}/"


def stem_of(file: str) -> str:
    """Return the stem of a Markdown file of the content, by which its page is addressed."""
    return posixpath.basename(file).removesuffix(".md")


def event_anchor(event_id: str) -> str:
    """Return the HTML id of an event on its report's page."""
    return f"event-{event_id}"


def event(stem: str, event_id: str) -> str:
    """Return the path of an event: its anchor on its report's page."""
    return f"{report(stem)}#{event_anchor(event_id)}"


def event_search_path(stem: str, event_id: str) -> str:
    """Return the path of an event in the search index."""
    return f"{report(stem)}{event_anchor(event_id)}/"


def search_document(path: str) -> str:
    """Return the file name of the search document of the page at `path`.

    All documents are in one folder, because a folder takes as long to make and remove as a file to write. The longest
    name is an event's, with at most 250 characters: `reports.`, a stem of 150, `event-` and an id of 80.
    """
    return f"{path.replace('/', '.')}html"


def source_anchor(number: int) -> str:
    """Return the HTML id of an item in a report's list of sources."""
    return f"source-{number}"


def entry(kind: EntryKind, entry_id: str) -> str:
    """Return the path of a registry entry's page."""
    return f"{SECTIONS[kind]}{entry_id}/"


def older(index: SearchIndex, kind: EntryKind, entry_id: str) -> str:
    """Return the path prefix of the pages that list the older reports or events of an entry."""
    return f"{entry(kind, entry_id)}{index}/"


def list_page(path: str, number: int) -> str:
    """Return the path of page `number` of a list, counted from the oldest."""
    return f"{path}page/{number}/"


def year(number: int) -> str:
    """Return the path of a year's page."""
    return f"{TIMELINE}{number:04d}/"


def month(number: int, month_number: int) -> str:
    """Return the path of a month's page, given its year and month."""
    return f"{year(number)}{month_number:02d}/"


def day(value: date) -> str:
    """Return the path of a day's page; only months with many events have them."""
    return f"{month(value.year, value.month)}{value.day:02d}/"


def day_anchor(value: date) -> str:
    """Return the HTML id of a day on its month's page."""
    return f"d{value.day:02d}"


def day_on_month_page(value: date) -> str:
    """Return the path of a day's section on its month's page."""
    return f"{month(value.year, value.month)}#{day_anchor(value)}"


def search_query(*filters: tuple[str, str]) -> str:
    """Return the query string of a search, given pairs of a facet and an entry's id.

    >>> search_query(("region", "syria/homs"), ("actor", "amaq"))
    'region=syria/homs&actor=amaq'
    """
    return "&".join(f"{facet}={quote(entry_id)}" for facet, entry_id in filters)


def search_results(index: SearchIndex, query: str) -> str:
    """Return the path of the search page with the results of `query`, newest first."""
    return f"{SEARCH}?show={index}&{query}"


def feed(kind: EntryKind, entry_id: str) -> str:
    """Return the path of a registry entry's feed."""
    return f"{FEEDS}{SECTIONS[kind]}{entry_id}.atom"


def page(stem: str) -> str:
    """Return the path of a page from `content/pages/`."""
    return f"{stem}/"


def attachment(stem: str, name: str) -> str:
    """Return the path of a file from a report's folder."""
    return f"{report(stem)}{name}"


def social_card(stem: str) -> str:
    """Return the path of a report's social card; it differs from the site's, because stems begin with a date."""
    return f"{SOCIAL_CARDS}{stem}.png"


def resized_image(stem: str, name: str, width: int) -> str:
    """Return the path of a report's image resized to `width` pixels; attachments have other paths."""
    return f"{RESIZED_IMAGES}{width}/{stem}/{name}"


def sitemap_part(number: int) -> str:
    """Return the path of one file of a sitemap that is split into several."""
    return f"sitemap-{number}.xml"


def static(digest: str, name: str) -> str:
    """Return the path of a theme file; the digest of its content allows caching without expiry."""
    return f"{STATIC}{digest}/{name}"


def search_index(name: str) -> str:
    """Return the path of a search index."""
    return f"{PAGEFIND}{name}/"


def output_file(path: str) -> str:
    """Return the file that is served at `path`."""
    return f"{path}index.html" if not path or path.endswith("/") else path


class Urls(msgspec.Struct, frozen=True):
    """Turns paths into links for a site published at `siteurl` (empty in development).

    `social_cards` is true if reports have social cards.
    """

    siteurl: str = ""
    social_cards: bool = False

    @property
    def base_path(self) -> str:
        """The path part of the site's address, with a slash at both ends."""
        return f"{urlsplit(self.siteurl).path.rstrip('/')}/"

    def href(self, path: str) -> str:
        """Return the link to `path` as it appears in pages."""
        return self.base_path + path

    def absolute(self, path: str) -> str:
        """Return the absolute URL of `path`, or a link from the root if `siteurl` is empty."""
        return f"{self.siteurl.rstrip('/')}/{path}"
