"""Layout: what every page shows around its content, such as the navigation and the footer."""

from __future__ import annotations

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.urls import Urls
from plugins.pages.labels import direction
from plugins.pages.site.contribute import TITLE, accepts_contributions
from plugins.pages.site.support import support_box
from plugins.pages.social_cards import has_site_social_card
from plugins.pages.view_models import Layout, Link

NAVIGATION = {
    paths.REPORTS: "Reports",
    paths.TIMELINE: "Timeline",
    paths.REGIONS: "Regions",
    paths.ACTORS: "Actors",
    paths.TAGS: "Tags",
    paths.SOURCES: "Sources",
}
"""Titles of the main navigation by path."""
LISTS = NAVIGATION | {paths.SERIES: "Series"}
FOOTER = {paths.SERIES: "Series", paths.CORRECTIONS: "Corrections"}


def site_layout(archive: Archive, assets: dict[str, str]) -> Layout:
    """Return the layout of a site; `assets` maps `stylesheet`, `font`, `icon` and the names of scripts to paths."""
    site, urls = archive.site, archive.urls
    return Layout(
        name=site.name,
        short_name=site.short_name or site.name,
        tagline=site.tagline,
        lang=site.lang,
        dir=direction(site.lang),
        home=urls.href(paths.HOME),
        search=urls.href(paths.SEARCH),
        nav=_links(NAVIGATION, urls),
        footer=_links(_footer(archive), urls),
        credit=site.credit,
        notice=site.notice,
        support=support_box(site.support),
        licence=Link(site.licence.name, site.licence.url) if site.licence else None,
        reports_feed=urls.href(paths.ALL_REPORTS_FEED),
        url=urls.absolute(paths.HOME) if urls.siteurl else "",
        social_card=urls.absolute(paths.SITE_SOCIAL_CARD) if has_site_social_card(archive) else "",
        **{name: urls.href(path) for name, path in assets.items()},
    )


def browse_links(urls: Urls) -> tuple[Link, ...]:
    """Return links to all lists of the archive."""
    return _links(LISTS, urls)


def _footer(archive: Archive) -> dict[str, str]:
    """Return the titles of the footer by path. The archive's own pages come first."""
    titles = {paths.page(page.stem): page.title for page in archive.pages}
    if accepts_contributions(archive):
        titles.setdefault(paths.CONTRIBUTE, TITLE)
    if archive.site.support:
        titles[paths.SUPPORT] = "Support"
    return titles | FOOTER


def _links(titles: dict[str, str], urls: Urls) -> tuple[Link, ...]:
    return tuple(Link(title, urls.href(path)) for path, title in titles.items())
