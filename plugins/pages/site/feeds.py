"""Feeds: Atom for all reports and for every registry entry that has pages; bytes made from the archive alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from feedgenerator import Atom1Feed

from plugins.archive import urls as paths
from plugins.archive.digest import digest
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.report import Report
from plugins.pages.context import PageContext
from plugins.pages.outputs import File, Plan
from plugins.pages.site.feed_entries import FeedEntries, last_changed, tag_uri

MAX_REPORTS = 50
"""Reports in a feed at the most."""


class AtomFeed(Atom1Feed):
    """An Atom feed of entries that are written already; it never asks the clock, not even when it is empty."""

    def latest_post_date(self) -> datetime:
        """Return when the newest item changed; the epoch when there is none."""
        return max((item["updateddate"] for item in self.items), default=datetime(1970, 1, 1, tzinfo=UTC))

    def write_items(self, handler: Any) -> None:
        """Write the entries as they are."""
        for item in self.items:
            handler.ignorableWhitespace(item["entry"])


def feeds(context: PageContext) -> Iterator[Plan]:
    """List the feed of all reports and the feed of every entry that has pages."""
    return Feeds(context).plans()


class Feeds:
    """Makes the feeds of one archive."""

    def __init__(self, context: PageContext) -> None:
        self._archive = context.archive
        self._faces = context.fingerprints
        self._entries = FeedEntries(context.archive)

    def plans(self) -> Iterator[Plan]:
        """List the plans of every feed."""
        archive = self._archive
        yield self._plan(paths.ALL_REPORTS_FEED, paths.HOME, archive.site.name, archive.catalogue.reports)
        for kind in paths.SECTIONS:
            yield from (self._of_entry(kind, entry_id) for entry_id in archive.registry.entries(kind))

    def _of_entry(self, kind: EntryKind, entry_id: str) -> Plan:
        archive = self._archive
        title = f"{archive.registry.entries(kind)[entry_id].name} — {archive.site.name}"
        reports = archive.catalogue.contents_of(kind, entry_id).reports
        return self._plan(paths.feed(kind, entry_id), paths.entry(kind, entry_id), title, reports)

    def _plan(self, path: str, page: str, title: str, reports: Sequence[Report]) -> Plan:
        """Return the plan of a feed of `reports` (the oldest first), of which it holds the newest."""
        newest = reports[: -MAX_REPORTS - 1 : -1]
        inputs = digest(title, [self._faces.report(report).page for report in newest])
        return Plan(path, inputs, partial(self._file, path, page, title, newest), listed=False)

    def _file(self, path: str, page: str, title: str, reports: Sequence[Report]) -> File:
        """Write a feed; its times are those of the reports, never the clock's."""
        urls, site = self._archive.urls, self._archive.site
        feed = AtomFeed(  # type: ignore[no-untyped-call]
            title=title,
            link=urls.absolute(page),
            description=site.description,
            language=site.lang,
            feed_url=urls.absolute(path),
            feed_guid=tag_uri(urls.siteurl, "1970-01-01", path),
            author_name=site.name,
        )
        feed.items += [
            {"entry": self._entries.entry(report), "updateddate": last_changed(report)} for report in reports
        ]
        return File(path, feed.writeString("utf-8").encode())  # type: ignore[no-untyped-call]
