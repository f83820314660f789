"""Pages of the example archive, one of each kind, for measurements and screenshots."""

from __future__ import annotations

from collections.abc import Mapping

from plugins.archive import urls

EXAMPLE_PAGES: Mapping[str, str] = {
    "home": urls.HOME,
    "reports": urls.REPORTS,
    "report": urls.report("2018-04-23-western-syria-last-pockets"),
    "digest": urls.report("2018-04-07-ucdp-digest-syria"),
    "regions": urls.REGIONS,
    "country": urls.entry("region", "syria"),
    "region": urls.entry("region", "syria/homs"),
    "events": urls.list_page(urls.older("events", "region", "syria"), 1),
    "actors": urls.ACTORS,
    "actor": urls.entry("actor", "islamic-state"),
    "tags": urls.TAGS,
    "tag": urls.entry("tag", "ambush"),
    "sources": urls.SOURCES,
    "source": urls.entry("source", "sohr"),
    "all-series": urls.SERIES,
    "series": urls.entry("series", "ucdp-daily-digest"),
    "timeline": urls.TIMELINE,
    "year": urls.year(2018),
    "month": urls.month(2018, 4),
    "search": urls.SEARCH,
    "found": f"{urls.SEARCH}?show=events&q=idlib",
    "corrections": urls.CORRECTIONS,
    "about": urls.page("about"),
    "contribute": urls.CONTRIBUTE,
    "not-found": urls.NOT_FOUND,
    "styleguide": urls.STYLEGUIDE,
}
"""Paths by name; the style guide is only built with drafts."""
