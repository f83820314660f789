"""Feeds: Atom for all reports and for every registry entry that has pages; bytes made from the archive alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from functools import partial
from urllib.parse import urlsplit

from feedgenerator import Atom1Feed

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.entries import EntryKind
from plugins.archive.report import Report
from plugins.pages.labels import Labels
from plugins.pages.output import File, Plan, digest

NEWEST = 50
"""Reports in a feed at the most."""


class Feed(Atom1Feed):
    """An Atom feed that never asks the clock, not even when it is empty."""

    def latest_post_date(self) -> datetime:
        """Return when the newest item changed; the epoch when there is none."""
        return max((item["updateddate"] for item in self.items), default=datetime(1970, 1, 1, tzinfo=UTC))


def feeds(archive: Archive, labels: Labels) -> Iterator[Plan]:
    """List the feed of all reports and the feed of every entry that has pages."""
    site = archive.site
    yield _feed(archive, labels, paths.ALL_REPORTS_FEED, paths.HOME, site.name, archive.catalogue.reports)
    for kind in paths.SECTIONS:
        yield from (_entry_feed(archive, labels, kind, entry_id) for entry_id in archive.registry.entries(kind))


def _entry_feed(archive: Archive, labels: Labels, kind: EntryKind, entry_id: str) -> Plan:
    title = f"{archive.registry.entries(kind)[entry_id].name} — {archive.site.name}"
    reports = archive.catalogue.of(kind, entry_id).reports
    return _feed(archive, labels, paths.feed(kind, entry_id), paths.entry(kind, entry_id), title, reports)


def _feed(archive: Archive, labels: Labels, path: str, page: str, title: str, reports: Sequence[Report]) -> Plan:
    """Return the plan of a feed of `reports` (the oldest first), of which it holds the newest."""
    newest = reports[: -NEWEST - 1 : -1]
    inputs = digest(title, [labels.faces.of(report).own for report in newest])
    return Plan(path, inputs, partial(_file, archive, path, page, title, newest), listed=False)


def _file(archive: Archive, path: str, page: str, title: str, reports: Sequence[Report]) -> File:
    """Write a feed; its times are those of the reports, never the clock's."""
    urls, site = archive.urls, archive.site
    feed = Feed(  # type: ignore[no-untyped-call]
        title=title,
        link=urls.absolute(page),
        description=site.description,
        language=site.lang,
        feed_url=urls.absolute(path),
        feed_guid=_tag(urls.siteurl, "1970-01-01", path),
        author_name=site.name,
    )
    for report in reports:
        _add(feed, archive, report)
    return File(path, feed.writeString("utf-8").encode())  # type: ignore[no-untyped-call]


def _add(feed: Feed, archive: Archive, report: Report) -> None:
    authors = [archive.registry.authors[author].name for author in report.authors]
    feed.add_item(  # type: ignore[no-untyped-call]
        title=report.title,
        link=archive.urls.absolute(paths.report(report.stem)),
        description=report.summary,
        unique_id=_tag(archive.urls.siteurl, report.key[:10], report.key),
        author_name=authors[0] if authors else archive.site.name,
        categories=[archive.registry.tags[tag].name for tag in report.all_tags()],
        pubdate=_midnight(report.date),
        updateddate=_midnight(max((report.date, *(correction.date for correction in report.corrections)))),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _tag(siteurl: str, day: str, name: str) -> str:
    """Return a lasting id (RFC 4151), which does not change when a report or the site moves to another path."""
    return f"tag:{urlsplit(siteurl).hostname or 'localhost'},{day}:{name}"
