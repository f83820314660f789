"""The seal: the mark by which an importer knows the files it wrote and nobody has edited since.

The digest is that of the file's text with the digest's own value left out.
"""

from __future__ import annotations

import hashlib
import re

from plugins.archive.model.report import Imported

MARK = re.compile(r"^(imported: \{dataset: [A-Za-z0-9:._-]+, digest: )(sha256:[0-9a-f]*)(\})$", re.MULTILINE)
UNSEALED = f"sha256:{'0' * 64}"


def unsealed(dataset: str) -> Imported:
    """Return the mark of a text that is still to be sealed."""
    return Imported(dataset, UNSEALED)


def sealed(text: str) -> str:
    """Return `text` with its digest filled in."""
    return MARK.sub(lambda mark: f"{mark[1]}{_digest(text)}{mark[3]}", text, count=1)


def intact(text: str) -> bool:
    """Tell whether `text` is one that an importer wrote, unchanged."""
    mark = MARK.search(text)
    return mark is not None and mark[2] == _digest(text)


def _digest(text: str) -> str:
    blank = MARK.sub(rf"\g<1>{UNSEALED}\g<3>", text, count=1)
    return f"sha256:{hashlib.sha256(blank.encode()).hexdigest()}"
