"""Atom entries (RFC 4287) of reports. Each is rendered once for all feeds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.model.report import Report


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
