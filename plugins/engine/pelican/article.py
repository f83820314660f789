"""The article: a report as Pelican and other plugins see it."""

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
    """A Pelican article with the plan of its page.

    The attributes that Pelican itself uses are set at once. All others are computed when another plugin first asks for
    one, because computing them takes longer than rendering the page.
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
        self.tags = [terms.get(Tag, tag) for tag in report.entry_ids("tag")]
        self.authors = [terms.get(Author, name) for name in author_names(report, archive)]
        self._sources = (archive, terms, context)

    @property
    def url(self) -> str:
        """The path of the report's page, from the root of the site."""
        return paths.report(self.report.stem)

    @property
    def save_as(self) -> str:
        """The file of the report's page."""
        return paths.output_file(self.url)

    @property
    def _content(self) -> str:
        """The body as HTML, under the name that Pelican uses."""
        return self._sources[0].html(self.report)

    @_content.setter
    def _content(self, value: str) -> None:
        """Ignore Pelican's assignment: the body comes from the archive."""

    def refresh_metadata_intersite_links(self) -> None:
        """Do nothing: a report's metadata has no `{filename}` links."""

    def __getattr__(self, name: str) -> Any:
        """Initialise the whole article when an attribute is missing."""
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
    """Return the names of a report's authors; the archive's name if it has none."""
    return [archive.registry.authors[author].name for author in report.authors] or [archive.site.name]


class TermCache:
    """Pelican's categories, tags and authors by name. Creating one takes as long as rendering a page."""

    def __init__(self, settings: Any) -> None:
        self.settings = settings
        self._terms: dict[tuple[type, str], Any] = {}

    def get(self, kind: type, name: str) -> Any:
        """Return the term of a class and name."""
        term = self._terms.get((kind, name))
        if term is None:
            term = self._terms[kind, name] = kind(name, self.settings)
        return term


def _metadata(report: Report, archive: Archive, terms: TermCache) -> dict[str, Any]:
    """Return the metadata that Pelican would have read from a file's front matter."""
    return {
        "title": report.title,
        "date": datetime.combine(report.date, time()),
        "category": terms.get(Category, report.series or "reports"),
        "tags": [terms.get(Tag, tag) for tag in report.entry_ids("tag")],
        "authors": [terms.get(Author, name) for name in author_names(report, archive)],
        "summary": report.summary,
        "slug": report.stem,
        "lang": report.lang or archive.site.lang,
        "status": "published",
    }
