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

    def __init__(self, report: Report, plan: Plan, archive: Archive, terms: Terms, context: Any) -> None:
        self.report = report
        self.plan = plan
        self._archive = archive
        source = str(archive.folder.root / report.path)
        metadata = _metadata(report, archive, terms)
        super().__init__("", metadata, settings=terms.settings, source_path=source, context=context)  # type: ignore[no-untyped-call]

    @property
    def _content(self) -> str:
        """The body as HTML, which Pelican keeps under this name."""
        return self._archive.html(self.report)

    @_content.setter
    def _content(self, value: str) -> None:
        """Pelican's own assignment; the body is the archive's."""

    def _get_template(self) -> str:
        return "report"


class Terms:
    """Pelican's categories, tags and authors by name, each one object: a new one costs as much as a report's page."""

    def __init__(self, settings: Any) -> None:
        self.settings = settings
        self._made: dict[tuple[type, str], Any] = {}

    def term(self, kind: type, name: str) -> Any:
        """Return the term of a kind by its name."""
        found = self._made.get((kind, name))
        if found is None:
            found = self._made[kind, name] = kind(name, self.settings)
        return found


def _metadata(report: Report, archive: Archive, terms: Terms) -> dict[str, Any]:
    path = paths.report(report.stem)
    names = [archive.registry.authors[author].name for author in report.authors] or [archive.site.name]
    return {
        "title": report.title,
        "date": datetime.combine(report.date, time()),
        "category": terms.term(Category, report.series or "reports"),
        "tags": [terms.term(Tag, tag) for tag in report.all_tags()],
        "authors": [terms.term(Author, name) for name in names],
        "summary": report.summary,
        "slug": report.stem,
        "lang": report.lang or archive.site.lang,
        "status": "published",
        "url": path,
        "save_as": paths.file_of(path),
    }
