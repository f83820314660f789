"""Relations: what is related to each report, kept from build to build while no report's story changes."""

from __future__ import annotations

from pathlib import Path

import msgspec

from plugins.archive.model.catalogue import Catalogue
from plugins.archive.model.related import Related, RelatedReports, Relations
from plugins.engine.cache import store
from plugins.engine.workers import spread
from plugins.pages.fingerprints import Faces
from plugins.pages.outputs import digest


class Kept(msgspec.Struct, frozen=True):
    """Relations with a digest of the stories that they follow from, and of the code that found them."""

    stories: bytes
    relations: dict[str, list[Related]]


def relations_of(catalogue: Catalogue, faces: Faces, room: Path, version: str, jobs: int) -> Relations:
    """Return the relations of an archive: those that `room` keeps, if they still hold, else found anew and kept."""
    stories = digest(version, [faces.of(report).story for report in catalogue.reports])
    before = store.load(room / "relations", Kept)
    if before is not None and before.stories == stories:
        return before.relations
    relations: dict[str, list[Related]] = {}
    for found in spread(catalogue.reports, RelatedReports(catalogue).of, jobs):
        relations.update(found)
    store.save(room / "relations", Kept(stories, relations))
    return relations
