"""The example's pages: one of each kind in the example archive, by a name, for what is measured and looked at."""

from __future__ import annotations

from collections.abc import Mapping

from plugins.archive import urls as paths

EXAMPLE_PAGES: Mapping[str, str] = {
    "home": paths.HOME,
    "reports": paths.REPORTS,
    "report": paths.report("2018-04-23-western-syria-last-pockets"),
    "digest": paths.report("2018-04-07-ucdp-digest-syria"),
    "regions": paths.REGIONS,
    "country": paths.entry("region", "syria"),
    "region": paths.entry("region", "syria/homs"),
    "events": paths.list_page(paths.older_events("region", "syria"), 1),
    "actors": paths.ACTORS,
    "actor": paths.entry("actor", "islamic-state"),
    "tags": paths.TAGS,
    "tag": paths.entry("tag", "ambush"),
    "sources": paths.SOURCES,
    "source": paths.entry("source", "sohr"),
    "all-series": paths.SERIES,
    "series": paths.entry("series", "ucdp-daily-digest"),
    "timeline": paths.TIMELINE,
    "year": paths.year(2018),
    "month": paths.month(2018, 4),
    "search": paths.SEARCH,
    "found": f"{paths.SEARCH}?show=events&q=idlib",
    "corrections": paths.CORRECTIONS,
    "about": paths.page("about"),
    "contribute": paths.CONTRIBUTE,
    "nothing": paths.NOT_FOUND,
    "styleguide": paths.STYLEGUIDE,
}
"""Paths on the site; the last is built in development only."""
