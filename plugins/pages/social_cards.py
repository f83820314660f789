"""Social cards: the text of the images that accompany shared links, one for the site and one for each report."""

from __future__ import annotations

import re

import msgspec

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.model.report import Report
from plugins.archive.urls import Urls
from plugins.pages.context import PageContext
from plugins.pages.labels import direction

DRAWABLE = re.compile(
    r"[ -~\u00a0-\u012b\u012e-\u0131\u0134-\u0165\u0168-\u017f\u01cd-\u01dc\u01e6\u01e7\u0218-\u021b\u02bb\u02bc"
    r"\u02be\u02bf\u0300\u0301\u0303\u0304\u0308\u0309\u0323\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u0490"
    r"\u0491\u0600-\u06ff\u0750-\u077f\u1e0c-\u1e0f\u1e20\u1e21\u1e24\u1e25\u1e2a\u1e2b\u1e36-\u1e3b\u1e42-\u1e49"
    r"\u1e5a-\u1e63\u1e6c-\u1e6f\u1e8e\u1e8f\u1e92\u1e93\u1e97\u1ea0-\u1ef9\u200c-\u200f\u2013\u2014\u2018-\u201a"
    r"\u201c-\u201e\u2022\u2026\u2032\u2033\u2039\u203a\u20ac\u2116\u2122\u2212]*"
)
"""Characters in the fonts in `theme/cards/`: Latin with diacritics of transliterations, Greek, Cyrillic, Arabic."""
MAX_REGIONS = 3
"""Maximum number of regions on a report's card."""


class SocialCard(msgspec.Struct, frozen=True):
    """The text of a social card: a header line, a title, a footer line. `accent` is a colour as #rrggbb."""

    header: str
    title: str
    footer: str
    accent: str
    right_to_left: bool


def is_drawable(text: str) -> bool:
    """Return whether the fonts have every character of a text; a missing one would be an empty box."""
    return DRAWABLE.fullmatch(text) is not None


def has_site_social_card(archive: Archive) -> bool:
    """Return whether the site has a social card; links to social cards are absolute, so `siteurl` is required."""
    return bool(archive.urls.siteurl) and is_drawable(archive.site.name)


def has_social_card(report: Report, urls: Urls) -> bool:
    """Return whether a report has its own social card; other pages use the site's."""
    return urls.social_cards and report.status == "published" and is_drawable(report.title)


def social_card_url(report: Report, urls: Urls) -> str:
    """Return the absolute URL of a report's social card, or an empty string."""
    return urls.absolute(paths.social_card(report.stem)) if has_social_card(report, urls) else ""


def site_social_card(archive: Archive) -> SocialCard:
    """Return the social card of the site."""
    site = archive.site
    return SocialCard("", site.name, _drawable(site.tagline), site.accent, direction(site.lang) == "rtl")


def report_social_card(report: Report, context: PageContext) -> SocialCard:
    """Return the social card of a report: the site's name, the title, the date and the regions."""
    site, labels = context.archive.site, context.labels
    regions = (labels.link("region", region).text for region in report.regions[:MAX_REGIONS])
    footer = " · ".join(text for text in (labels.day(report.date).text, *regions) if _drawable(text))
    right_to_left = direction(report.lang or site.lang) == "rtl"
    return SocialCard(_drawable(site.short_name or site.name), report.title, footer, site.accent, right_to_left)


def _drawable(text: str) -> str:
    """Return `text` if the fonts can draw it, else an empty string."""
    return text if is_drawable(text) else ""
