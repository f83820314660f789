"""Write several files at once, or none of them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path


def replace_files(files: Mapping[Path, bytes]) -> None:
    """Write all files to temporary names first, then rename them; raises OSError.

    Replaced files keep their permissions.
    """
    pending = []
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f".{path.name}.new")
            pending.append((temporary, path))
            temporary.write_bytes(data)
            if path.exists():
                shutil.copymode(path, temporary)
        for temporary, path in pending:
            os.replace(temporary, path)
    finally:
        for temporary, _ in pending:
            temporary.unlink(missing_ok=True)
