"""Related reports: computed again only when a property that relates reports changes."""

from __future__ import annotations

from pathlib import Path

from plugins.archive.digest import digest
from plugins.archive.model.catalogue import Catalogue
from plugins.archive.model.related import Related, RelatedReports, Relations
from plugins.engine.cache.store import CacheFile
from plugins.engine.workers import map_batches
from plugins.pages.fingerprints import Fingerprints


def load_related(
    catalogue: Catalogue, fingerprints: Fingerprints, cache_dir: Path, version: str, jobs: int
) -> Relations:
    """Return the related reports of each report, from the cache or computed. `version` identifies the code."""
    inputs = digest(version, [fingerprints.report(report).relations for report in catalogue.reports])
    file = CacheFile(cache_dir / "related", dict[str, list[Related]], inputs.hex())
    relations: Relations | None = file.load()
    if relations is None:
        computed: dict[str, list[Related]] = {}
        for batch in map_batches(catalogue.reports, RelatedReports(catalogue).find_all_related, jobs):
            computed.update(batch)
        file.save(computed)
        relations = computed
    return relations
