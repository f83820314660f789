"""Wording: chooses among sentence patterns so that no text repeats itself, and fills their gaps.

A choice depends on the text so far and the id of what is told, never on chance or the clock.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Sequence

from plugins.importers.ucdp.numerals import opening

GAP = re.compile(r"\{(\w+)\}")
LIMIT = 2
"""How often one pattern may stand in one digest."""


class Wording:
    """The patterns one text has used; `uses` counts them."""

    def __init__(self) -> None:
        self.uses: Counter[str] = Counter()
        self._last = ""

    def pick(self, frames: Sequence[str], key: str) -> str | None:
        """Return a pattern that is still free, the least used first; None when all are used up."""
        free = [frame for frame in frames if self.uses[frame] < LIMIT]
        return self.least(free, key) if free else None

    def least(self, frames: Sequence[str], key: str) -> str:
        """Return the least used pattern, turning by `key`; one that begins like the last sentence comes late."""
        turn = zlib.crc32(key.encode()) % len(frames)
        turned = [*frames[turn:], *frames[:turn]]
        chosen = min(turned, key=lambda frame: (self.uses[frame], _head(frame) == self._last))
        self.uses[chosen] += 1
        self._last = _head(chosen)
        return chosen

    def fill(self, frame: str, words: object) -> str:
        """Fill the gaps of `frame` with what the methods of `words` return, from left to right."""
        return GAP.sub(lambda gap: _filled(gap[1], words), frame)


def _head(frame: str) -> str:
    return frame.split()[0]


def _filled(gap: str, words: object) -> str:
    text = str(getattr(words, gap[0].lower() + gap[1:])())
    return opening(text) if gap[0].isupper() else text
