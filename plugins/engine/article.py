"""The article: a report as Pelican and other people's plugins see it."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from pelican.contents import Article
from pelican.urlwrappers import Author, Category, Tag

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.report import Report
from plugins.pages.output import Plan


class ReportArticle(Article):
    """A Pelican article that carries the plan of its page; its content is fetched when somebody asks for it."""

    def __init__(self, report: Report, plan: Plan, archive: Archive, settings: Any, context: Any) -> None:
        self.report = report
        self.plan = plan
        self._archive = archive
        source = str(archive.folder.root / report.path)
        metadata = _metadata(report, archive, settings)
        super().__init__("", metadata, settings=settings, source_path=source, context=context)  # type: ignore[no-untyped-call]

    @property
    def _content(self) -> str:
        """The body as HTML, which Pelican keeps under this name."""
        return self._archive.html(self.report)

    @_content.setter
    def _content(self, value: str) -> None:
        """Pelican's own assignment; the body is the archive's."""

    def _get_template(self) -> str:
        return "report"


def _metadata(report: Report, archive: Archive, settings: Any) -> dict[str, Any]:
    registry = archive.registry
    path = paths.report(report.stem)
    return {
        "title": report.title,
        "date": datetime.combine(report.date, time()),
        "category": Category(report.series or "reports", settings),
        "tags": [Tag(tag, settings) for tag in report.all_tags()],
        "authors": [Author(registry.authors[author].name, settings) for author in report.authors]
        or [Author(archive.site.name, settings)],
        "summary": report.summary,
        "slug": report.stem,
        "lang": report.lang or archive.site.lang,
        "status": "published",
        "url": path,
        "save_as": paths.file_of(path),
    }
