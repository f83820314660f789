"""Atom feeds of all reports and of each registry entry with a page. They contain no time of the build."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from feedgenerator import Atom1Feed

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.model.report import Report
from plugins.pages.context import PageContext
from plugins.pages.outputs import File, Plan

MAX_REPORTS = 50
"""Reports in a feed, the newest."""


class FeedEntries:
    """Renders the Atom entries of an archive's reports and caches them."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._entries: dict[str, str] = {}

    def entry(self, report: Report) -> str:
        """Return the entry of a report. Title and summary are plain text, not HTML."""
        entry = self._entries.get(report.stem)
        if entry is None:
            entry = self._entries[report.stem] = f"<entry>{''.join(self._elements(report))}</entry>"
        return entry

    def _elements(self, report: Report) -> Iterator[str]:
        archive = self._archive
        authors = [archive.registry.authors[author].name for author in report.authors]
        yield f"<title>{escape(report.title)}</title>"
        yield f'<link href={quoteattr(archive.urls.absolute(paths.report(report.stem)))} rel="alternate"/>'
        yield f"<published>{midnight(report.date).isoformat()}</published>"
        yield f"<updated>{last_changed(report).isoformat()}</updated>"
        yield f"<author><name>{escape(authors[0] if authors else archive.site.name)}</name></author>"
        yield f"<id>{escape(tag_uri(archive.urls.siteurl, report.permanent_stem[:10], report.permanent_stem))}</id>"
        yield f"<summary>{escape(report.summary)}</summary>"
        for tag in report.entry_ids("tag"):
            yield f"<category term={quoteattr(archive.registry.tags[tag].name)}/>"


def last_changed(report: Report) -> datetime:
    """Return the date of the last correction of a report, or its own date."""
    return midnight(max((report.date, *(correction.date for correction in report.corrections))))


def midnight(day: date) -> datetime:
    """Return the start of a day in UTC."""
    return datetime.combine(day, time(), UTC)


def tag_uri(siteurl: str, day: str, name: str) -> str:
    """Return a tag URI (RFC 4151): an id that does not change if a report or the site moves to another path."""
    return f"tag:{urlsplit(siteurl).hostname or 'localhost'},{day}:{name}"


class AtomFeed(Atom1Feed):
    """An Atom feed of rendered entries. It never reads the clock, not even for an empty feed."""

    def latest_post_date(self) -> datetime:
        """Return the last change of any entry; the epoch without entries."""
        return max((item["updateddate"] for item in self.items), default=datetime(1970, 1, 1, tzinfo=UTC))

    def write_items(self, handler: Any) -> None:
        """Write the rendered entries."""
        for item in self.items:
            handler.ignorableWhitespace(item["entry"])


def feeds(context: PageContext) -> Iterator[Plan]:
    """List the feed of all reports and the feeds of all registry entries with pages."""
    archive, entries = context.archive, FeedEntries(context.archive)
    name = archive.site.name
    yield _feed(paths.ALL_REPORTS_FEED, paths.HOME, name, archive.catalogue.reports, context, entries)
    for kind in paths.SECTIONS:
        for entry in archive.registry.entries(kind).values():
            path, page = paths.feed(kind, entry.id), paths.entry(kind, entry.id)
            reports = archive.catalogue.contents_of(kind, entry.id).reports
            yield _feed(path, page, f"{entry.name} — {name}", reports, context, entries)


def _feed(
    path: str, page: str, title: str, reports: Sequence[Report], context: PageContext, entries: FeedEntries
) -> Plan:
    """Plan the feed of `reports`, which are in date order, for the page at `page`."""
    newest = reports[: -MAX_REPORTS - 1 : -1]
    inputs = {"title": title, "reports": [context.fingerprints.report(report).page for report in newest]}

    def create() -> File:
        urls, site = context.urls, context.archive.site
        feed = AtomFeed(  # type: ignore[no-untyped-call]
            title=title,
            link=urls.absolute(page),
            description=site.description,
            language=site.lang,
            feed_url=urls.absolute(path),
            feed_guid=tag_uri(urls.siteurl, "1970-01-01", path),
            author_name=site.name,
        )
        feed.items += [{"entry": entries.entry(report), "updateddate": last_changed(report)} for report in newest]
        return File(path, feed.writeString("utf-8").encode())  # type: ignore[no-untyped-call]

    return Plan(path, inputs, create, listed=False)
