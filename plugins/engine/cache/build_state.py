"""The state: what the last build of one output was made of, so that the next makes only what changed.

Data in one file, versioned and sealed; damaged, foreign or from another version it counts as none, and everything is
made anew.
"""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path

import msgspec

from plugins.engine.cache import store

FORMAT = "sitrep-state-1"


class OutputFile(msgspec.Struct, frozen=True, array_like=True):
    """A file of the output: a digest of what it was made of, its SHA-256, and by what it is known to be untouched."""

    inputs: bytes
    sha256: str
    size: int
    modified: int
    inode: int


class OutputDirs(msgspec.Struct, frozen=True):
    """The two folders that a build left: the target and its twin, each by inode, and when each folder in it changed.

    `delta` holds the paths in which the two differ; a `twin` of 0 stands for none.
    """

    current_inode: int = 0
    current_mtimes: dict[str, int] = {}
    previous_inode: int = 0
    previous_mtimes: dict[str, int] = {}
    changed: list[str] = []


class BuildState(msgspec.Struct, frozen=True, kw_only=True):
    """`key` stands for the options and the code, `frame` for all that every page draws on besides its inputs.

    `sources` and `files` go by path, `search` stands for the search documents, `summary` is what the build said last.
    """

    format: str = FORMAT
    build_key: str
    shared_inputs: str
    files: dict[str, OutputFile]
    content_stamps: dict[str, str] = {}
    search_digest: bytes = b""
    summary: str = ""
    output_dirs: OutputDirs = OutputDirs()


def cache_dir_of(cache: Path, content: Path, output: Path) -> Path:
    """Return the folder in which all is kept about the building of `content` into `output`."""
    name = hashlib.sha256(f"{content.absolute()}\0{output.absolute()}".encode()).hexdigest()[:16]
    return cache / name


def load_state(cache_dir: Path) -> BuildState | None:
    """Return the state of the last build, or None; what was loaded a moment ago is not read again."""
    try:
        status = os.stat(cache_dir / "state")
    except OSError:
        return None
    return _load(cache_dir, status.st_ino, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=1)
def _load(room: Path, *_: int) -> BuildState | None:
    state = store.load(room / "state", BuildState)
    return state if state and state.format == FORMAT else None


def save_state(cache_dir: Path, state: BuildState) -> None:
    """Keep a state for the next build."""
    store.save(cache_dir / "state", state)


def describe(file: Path | int, inputs: bytes, sha256: str) -> OutputFile:
    """Describe a file that was just made, by its path or as it is open."""
    status = os.stat(file)
    return OutputFile(inputs, sha256, status.st_size, status.st_mtime_ns, status.st_ino)


def hash_and_describe(file: Path) -> OutputFile:
    """Describe a file that somebody else made."""
    return describe(file, b"", hashlib.sha256(file.read_bytes()).hexdigest())


def is_unmodified(file: str | Path, known: OutputFile) -> bool:
    """Tell whether a published file is still the one that was made."""
    try:
        status = os.stat(file, follow_symlinks=False)
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns, status.st_ino) == (known.size, known.modified, known.inode)
