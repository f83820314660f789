"""The article: a report as Pelican and other people's plugins see it."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from pelican.contents import Article
from pelican.urlwrappers import Author, Category, Tag

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.model.report import Report
from plugins.pages.outputs import Plan


class ReportArticle(Article):
    """A Pelican article that carries the plan of its page.

    Pelican itself asks a few things of each article, which are answered at once; all else that an article has is made
    when somebody (another plugin, say) first asks for it, for it costs more than the page does.
    """

    override_save_as = True
    in_default_lang = True
    template = "report"
    status = "published"

    def __init__(self, report: Report, plan: Plan, archive: Archive, terms: TermCache, context: Any) -> None:
        self.report = report
        self.plan = plan
        self.date = datetime.combine(report.date, time(), UTC)
        self.slug = report.stem
        self.category = terms.get(Category, report.series or "reports")
        self.tags = [terms.get(Tag, tag) for tag in report.all_tags()]
        self.authors = [terms.get(Author, name) for name in author_names(report, archive)]
        self._sources = (archive, terms, context)

    @property
    def url(self) -> str:
        """The address of the report's page, from the site's root."""
        return paths.report(self.report.stem)

    @property
    def save_as(self) -> str:
        """The file of the report's page."""
        return paths.output_file(self.url)

    @property
    def _content(self) -> str:
        """The body as HTML, which Pelican keeps under this name."""
        return self._sources[0].html(self.report)

    @_content.setter
    def _content(self, value: str) -> None:
        """Pelican's own assignment; the body is the archive's."""

    def refresh_metadata_intersite_links(self) -> None:
        """Pelican's look for `{filename}` links in metadata; a report's words are no markup."""

    def __getattr__(self, name: str) -> Any:
        """Become a whole article at the first question that a bare one can't answer."""
        sources = self.__dict__.get("_sources")
        if sources is None or "metadata" in self.__dict__:
            raise AttributeError(name)
        archive, terms, context = sources
        source = str(archive.folder.root / self.report.path)
        metadata = _metadata(self.report, archive, terms)
        self.__dict__["metadata"] = metadata
        Article.__init__(self, "", metadata, settings=terms.settings, source_path=source, context=context)
        return getattr(self, name)


def author_names(report: Report, archive: Archive) -> list[str]:
    """Return the names of a report's authors; the archive's own when it has none."""
    return [archive.registry.authors[author].name for author in report.authors] or [archive.site.name]


class TermCache:
    """Pelican's categories, tags and authors by name, each one object: a new one costs as much as a report's page."""

    def __init__(self, settings: Any) -> None:
        self.settings = settings
        self._made: dict[tuple[type, str], Any] = {}

    def get(self, kind: type, name: str) -> Any:
        """Return the term of a kind by its name."""
        found = self._made.get((kind, name))
        if found is None:
            found = self._made[kind, name] = kind(name, self.settings)
        return found


def _metadata(report: Report, archive: Archive, terms: TermCache) -> dict[str, Any]:
    """Return what Pelican would have read from the head of a file."""
    return {
        "title": report.title,
        "date": datetime.combine(report.date, time()),
        "category": terms.get(Category, report.series or "reports"),
        "tags": [terms.get(Tag, tag) for tag in report.all_tags()],
        "authors": [terms.get(Author, name) for name in author_names(report, archive)],
        "summary": report.summary,
        "slug": report.stem,
        "lang": report.lang or archive.site.lang,
        "status": "published",
    }
