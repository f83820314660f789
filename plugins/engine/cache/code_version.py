"""Code version: digests of the code, libraries and theme that pages are made with."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
LIBRARIES = (
    "babel",
    "feedgenerator",
    "idna",
    "jinja2",
    "markupsafe",
    "markdown-it-py",
    "mdit-py-plugins",
    "msgspec",
    "nh3",
    "pagefind-bin",
    "pelican",
    "pillow",
    "pyyaml",
    "rapidfuzz",
    "rcssmin",
    "resvg-py",
    "rjsmin",
    "segno",
    "selectolax",
)
"""The libraries that affect pages, caches or the checks."""


@cache
def program_digest() -> str:
    """Return a digest of code, configuration, library versions and Python version, as of the start of this process."""
    code = sorted((ROOT / "plugins").rglob("*.py"))
    versions = [f"{name} {metadata.version(name)}" for name in LIBRARIES]
    return _digest(ROOT, [*code, ROOT / "pelican.conf.py"], [sys.version, *versions])


def theme_digest(theme: Path) -> str:
    """Return a digest of a theme's files."""
    return _digest(theme, sorted(file for file in theme.rglob("*") if file.is_file()), [])


def _digest(root: Path, files: Iterable[Path], strings: Iterable[str]) -> str:
    whole = hashlib.sha256()
    for string in strings:
        whole.update(string.encode() + b"\0")
    for file in files:
        whole.update(file.relative_to(root).as_posix().encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return whole.hexdigest()
