"""Slips: mistakes found in a block of text, before they have a position in the file."""

from __future__ import annotations

from typing import NamedTuple

from plugins.archive.problems import Severity

MAX_QUOTE = 120
"""Characters of a text that a message quotes."""


class Slip(NamedTuple):
    """A mistake at an offset of a block's source. It is a warning unless it is certain."""

    offset: int
    what: str
    remedy: str
    severity: Severity = "warning"


class Block(NamedTuple):
    """A block of inline text: its `source`, and the same with all markup blanked, `text`.

    `parent` is the type of the token around it, such as `paragraph_open`; `depth` is the number of blocks around it.
    """

    source: str
    text: str
    parent: str
    depth: int


def quote(text: str) -> str:
    """Return `text` on one line for a message, shortened in the middle if it is very long."""
    plain = " ".join(text.split())
    return plain if len(plain) <= MAX_QUOTE else f"{plain[: MAX_QUOTE - 40]} … {plain[-30:]}"
