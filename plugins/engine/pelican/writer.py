"""The writer: everything that Pelican writes goes to staging. Reports are planned, not written."""

from __future__ import annotations

from typing import Any

from pelican.writers import Writer

from plugins.engine.build import current_build
from plugins.engine.pelican.article import ReportArticle


class StagingWriter(Writer):
    """A Pelican writer for one build. Files of other plugins go to staging too."""

    def __init__(self, output_path: str, settings: Any = None) -> None:
        self.build = current_build(settings)
        super().__init__(str(self.build.staging.plugin_output), settings=settings)  # type: ignore[no-untyped-call]

    def write_file(self, name: str, template: Any, context: Any, *rest: Any, **values: Any) -> None:
        """Add the plan of a report's page to the build; write any other page as Pelican does."""
        article = values.get("article")
        if isinstance(article, ReportArticle):
            self.build.staging.add(article.plan)
        else:
            super().write_file(name, template, context, *rest, **values)  # type: ignore[no-untyped-call]
