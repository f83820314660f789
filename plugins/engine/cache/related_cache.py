"""Relations: what is related to each report, kept from build to build while no report's story changes."""

from __future__ import annotations

from pathlib import Path

import msgspec

from plugins.archive.digest import digest
from plugins.archive.model.catalogue import Catalogue
from plugins.archive.model.related import Related, RelatedReports, Relations
from plugins.engine.cache import store
from plugins.engine.workers import map_batches
from plugins.pages.fingerprints import Fingerprints


class Kept(msgspec.Struct, frozen=True):
    """Relations with a digest of the stories that they follow from, and of the code that found them."""

    stories: bytes
    relations: dict[str, list[Related]]


def load_related(catalogue: Catalogue, faces: Fingerprints, cache_dir: Path, version: str, jobs: int) -> Relations:
    """Return the relations of an archive: those that `room` keeps, if they still hold, else found anew and kept."""
    stories = digest(version, [faces.report(report).relations for report in catalogue.reports])
    before = store.load(cache_dir / "relations", Kept)
    if before is not None and before.stories == stories:
        return before.relations
    relations: dict[str, list[Related]] = {}
    for found in map_batches(catalogue.reports, RelatedReports(catalogue).find_all_related, jobs):
        relations.update(found)
    store.save(cache_dir / "relations", Kept(stories, relations))
    return relations
