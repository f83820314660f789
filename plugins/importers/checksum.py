"""Checksum of an imported report: how a later import recognises files that have been edited since.

It is the SHA-256 of the file's text, computed with the checksum itself set to zeros.
"""

from __future__ import annotations

import hashlib
import re

IMPORTED = re.compile(r"^(imported: \{dataset: ([A-Za-z0-9:._-]+), digest: )(sha256:[0-9a-f]*)(\})$", re.MULTILINE)
ZEROS = f"sha256:{'0' * 64}"
"""The checksum of a text for which it is not computed yet."""


def with_checksum(text: str) -> str:
    """Return `text` with its checksum filled in."""
    return IMPORTED.sub(rf"\g<1>{_checksum(text)}\g<4>", text, count=1)


def is_unmodified(text: str, dataset: str = "") -> bool:
    """Return whether `text` has a checksum and matches it, and is of `dataset` if one is given."""
    found = IMPORTED.search(text)
    return found is not None and found[3] == _checksum(text) and dataset in ("", found[2])


def _checksum(text: str) -> str:
    blank = IMPORTED.sub(rf"\g<1>{ZEROS}\g<4>", text, count=1)
    return f"sha256:{hashlib.sha256(blank.encode()).hexdigest()}"
