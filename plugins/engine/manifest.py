"""The manifest: which files a build put into its output, and the digest of each."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from plugins.archive import urls as paths

FORMAT = "sitrep-1"


class Manifest(msgspec.Struct, frozen=True):
    """The files of a site by their path, each with its SHA-256; and what the site was built for."""

    format: str
    siteurl: str
    drafts: bool
    files: dict[str, str]


def write_manifest(folder: Path, *, siteurl: str, drafts: bool) -> Manifest:
    """Write and return the manifest of all that `folder` holds."""
    files = {file.relative_to(folder).as_posix(): file for file in sorted(folder.rglob("*")) if file.is_file()}
    digests = {path: hashlib.sha256(file.read_bytes()).hexdigest() for path, file in files.items()}
    manifest = Manifest(FORMAT, siteurl, drafts, digests)
    (folder / paths.MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1))
    return manifest


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of a folder; None when it has none that is ours."""
    try:
        manifest = msgspec.json.decode((folder / paths.MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError):
        return None
    return manifest if manifest.format == FORMAT else None
