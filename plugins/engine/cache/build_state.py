"""Build state: what the last build of one output folder wrote, and from which inputs."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path

import msgspec

from plugins.engine.cache.store import CacheFile

FORMAT = "sitrep-state-2"


class OutputFile(msgspec.Struct, frozen=True, array_like=True):
    """A file of the output: the digest of its inputs, its SHA-256, and the status that shows later changes.

    `size` is in bytes, `modified` in nanoseconds.
    """

    inputs: bytes
    sha256: str
    size: int
    modified: int
    inode: int


class OutputDirs(msgspec.Struct, frozen=True):
    """The output folder and the previous output folder, as the build left them: inode, and mtime of each subfolder.

    `changed` lists the paths in which the two differ. A `previous_inode` of 0 means that there is no previous output.
    """

    current_inode: int = 0
    current_mtimes: dict[str, int] = {}
    previous_inode: int = 0
    previous_mtimes: dict[str, int] = {}
    changed: list[str] = []


class BuildState(msgspec.Struct, frozen=True, kw_only=True):
    """The state after a build.

    `build_key` identifies options and code, `shared_inputs` everything that all pages depend on. `files` and
    `content_stamps` are by path. `search_digest` identifies the indexed documents. `summary` is one line for the user.
    """

    build_key: str
    shared_inputs: str
    files: dict[str, OutputFile]
    content_stamps: dict[str, str] = {}
    search_digest: bytes = b""
    summary: str = ""
    output_dirs: OutputDirs = OutputDirs()


def cache_dir_of(cache_root: Path, content: Path, output: Path) -> Path:
    """Return the cache folder of builds from `content` into `output`."""
    name = hashlib.sha256(f"{content.absolute()}\0{output.absolute()}".encode()).hexdigest()[:16]
    return cache_root / name


def load_state(cache_dir: Path) -> BuildState | None:
    """Return the state of the last build, or None. An unchanged file is not decoded twice."""
    file = _state_file(cache_dir)
    try:
        status = os.stat(file.path)
    except OSError:
        return None
    return _load(cache_dir, status.st_ino, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=1)
def _load(cache_dir: Path, *_: int) -> BuildState | None:
    return _state_file(cache_dir).load()


def save_state(cache_dir: Path, state: BuildState) -> None:
    """Save a state for the next build."""
    _state_file(cache_dir).save(state)


def _state_file(cache_dir: Path) -> CacheFile[BuildState]:
    return CacheFile(cache_dir / "state", BuildState, FORMAT)


def describe(file: Path | int, inputs: bytes, sha256: str) -> OutputFile:
    """Describe a new file, given its path or its open descriptor."""
    status = os.stat(file)
    return OutputFile(inputs, sha256, status.st_size, status.st_mtime_ns, status.st_ino)


def hash_and_describe(file: Path) -> OutputFile:
    """Describe a file that another program wrote."""
    return describe(file, b"", hashlib.sha256(file.read_bytes()).hexdigest())


def is_unmodified(file: str | Path, known: OutputFile) -> bool:
    """Return whether a published file is still the one that was described."""
    try:
        status = os.stat(file, follow_symlinks=False)
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns, status.st_ino) == (known.size, known.modified, known.inode)
