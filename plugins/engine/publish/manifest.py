"""The manifest: a list of the files that a build wrote to its output, with their digests."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from plugins.archive import urls as paths
from plugins.engine.cache.build_state import OutputFile, describe

FORMAT = "sitrep-1"


class Manifest(msgspec.Struct, frozen=True):
    """The SHA-256 of each file of a site, by path, and the options that the site was built with."""

    format: str
    siteurl: str
    drafts: bool
    files: dict[str, str]


def write_manifest(folder: Path, files: Mapping[str, str], *, siteurl: str, drafts: bool) -> OutputFile:
    """Write the manifest of a site whose `files` have the given SHA-256; return the manifest's own description."""
    manifest = Manifest(FORMAT, siteurl, drafts, dict(sorted(files.items())))
    data = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    (folder / paths.MANIFEST).write_bytes(data)
    return describe(folder / paths.MANIFEST, b"", hashlib.sha256(data).hexdigest())


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of a folder; None if it is missing, or has another format."""
    try:
        manifest = msgspec.json.decode((folder / paths.MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError):
        return None
    return manifest if manifest.format == FORMAT else None
