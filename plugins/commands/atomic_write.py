"""Replacing: several files written whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path


def replace_files(files: Mapping[Path, bytes]) -> None:
    """Write every file beside its place first, and move them there only when all are written; raises OSError.

    A file that is replaced keeps who may read and write it.
    """
    waiting = []
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f".{path.name}.new")
            waiting.append((beside, path))
            beside.write_bytes(data)
            if path.exists():
                shutil.copymode(path, beside)
        for beside, path in waiting:
            os.replace(beside, path)
    finally:
        for beside, _ in waiting:
            beside.unlink(missing_ok=True)
