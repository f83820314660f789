"""Page context: an archive with everything that its pages share."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from plugins.archive.archive import Archive
from plugins.pages.date_index import DateIndex
from plugins.pages.fingerprints import Fingerprints, ReportFingerprint
from plugins.pages.labels import Labels
from plugins.pages.maps.map_paths import MapPaths
from plugins.pages.view_models import Head, Link


class PageContext:
    """An archive, its labels, its fingerprints (`cached` has those of earlier builds), its date index and its maps."""

    def __init__(self, archive: Archive, cached: Mapping[str, ReportFingerprint] | None = None) -> None:
        self.archive = archive
        self.urls = archive.urls
        self.lang = archive.site.lang
        self.labels = Labels(archive.registry, archive.urls, archive.site.lang)
        self.fingerprints = Fingerprints(self.labels, cached)
        self.map_paths = MapPaths(archive.boundaries)

    @cached_property
    def dates(self) -> DateIndex:
        """The events and reports of the archive by date."""
        return DateIndex(self.archive.catalogue)

    def head(
        self,
        title: str,
        path: str | None,
        description: str = "",
        *,
        section: str | None = None,
        breadcrumbs: tuple[Link, ...] = (),
        feed: Link | None = None,
        listed: bool = True,
    ) -> Head:
        """Return the head of the page at `path`, in the site's language; `path` is None for a page without a URL.

        `section` is the path of the part of the site that the page belongs to, by default the page itself.
        """
        return Head(
            title=title,
            description=description,
            canonical="" if path is None else self.urls.absolute(path),
            lang=self.lang,
            section=(path or "") if section is None else section,
            breadcrumbs=breadcrumbs,
            feed=feed,
            listed=listed,
        )
