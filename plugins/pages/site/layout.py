"""The chrome: what every page of a site shows around its content."""

from __future__ import annotations

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.pages.labels import direction
from plugins.pages.site.contribute import TITLE, accepts_contributions
from plugins.pages.site.support import support_box
from plugins.pages.social_cards import has_site_social_card
from plugins.pages.view_models import Layout, Link

NAVIGATION = (
    ("Reports", paths.REPORTS),
    ("Timeline", paths.TIMELINE),
    ("Regions", paths.REGIONS),
    ("Actors", paths.ACTORS),
    ("Tags", paths.TAGS),
    ("Sources", paths.SOURCES),
)
FOOTER = (("Series", paths.SERIES), ("Corrections", paths.CORRECTIONS))


def site_layout(archive: Archive, assets: dict[str, str]) -> Layout:
    """Return the chrome of a site; `assets` maps `stylesheet`, `font`, `icon` and the scripts' names to paths."""
    site, urls = archive.site, archive.urls
    own = {paths.page(page.stem): page.title for page in archive.pages}
    if accepts_contributions(archive):
        own.setdefault(paths.CONTRIBUTE, TITLE)
    if site.support:
        own[paths.support()] = "Support"
    foot = own | {path: words for words, path in FOOTER}
    return Layout(
        name=site.name,
        short_name=site.short_name or site.name,
        tagline=site.tagline,
        lang=site.lang,
        dir=direction(site.lang),
        home=urls.href(paths.HOME),
        search=urls.href(paths.SEARCH),
        nav=tuple(Link(words, urls.href(path)) for words, path in NAVIGATION),
        footer=tuple(Link(words, urls.href(path)) for path, words in foot.items()),
        credit=site.credit,
        notice=site.notice,
        support=support_box(site.support),
        licence=Link(site.licence.name, site.licence.url) if site.licence else None,
        reports_feed=urls.href(paths.ALL_REPORTS_FEED),
        address=urls.absolute(paths.HOME) if urls.siteurl else "",
        social_card=urls.absolute(paths.SITE_SOCIAL_CARD) if has_site_social_card(archive) else "",
        **{name: urls.href(path) for name, path in assets.items()},
    )
