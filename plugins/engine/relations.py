"""Relations: what is related to each report, kept from build to build while no report's story changes."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from plugins.archive.catalogue import Catalogue
from plugins.archive.related import Related, Relations, relate
from plugins.pages.faces import Faces
from plugins.pages.output import digest


class Kept(msgspec.Struct, frozen=True):
    """Relations with a digest of the stories that they follow from, and of the code that found them."""

    stories: bytes
    relations: dict[str, list[Related]]


def relations_of(catalogue: Catalogue, faces: Faces, room: Path, version: str) -> Relations:
    """Return the relations of an archive: those that `room` keeps, if they still hold, else found anew and kept."""
    stories = digest(version, [faces.of(report).story for report in catalogue.reports])
    kept = _load(room)
    if kept is not None and kept.stories == stories:
        return kept.relations
    relations = relate(catalogue)
    _save(room, Kept(stories, {stem: list(found) for stem, found in relations.items()}))
    return relations


def _load(room: Path) -> Kept | None:
    try:
        return msgspec.msgpack.decode((room / "relations").read_bytes(), type=Kept)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return None


def _save(room: Path, kept: Kept) -> None:
    room.mkdir(parents=True, exist_ok=True)
    fresh = room / "relations.new"
    fresh.write_bytes(msgspec.msgpack.encode(kept))
    os.replace(fresh, room / "relations")
