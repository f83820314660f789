"""Markdown: text of cells escaped, so that it is only text wherever a template puts it."""

from __future__ import annotations

import re

SPECIAL = re.compile(r"[\\`*_\[\]<>&|#~^{}!$]")
"""Characters that can begin or end markup within a line."""
LINE_START = re.compile(r"(?:[-+=:.)]|\d{1,9}(?=[.)]))")
"""What can begin a list, a heading or a definition at the start of a line, or end the number of a list."""


def escape(text: str) -> str:
    r"""Return text of one line in which Markdown finds no markup.

    >>> escape("1. [x](y)")
    '1\\. \\[x\\](y)'
    """
    escaped = SPECIAL.sub(r"\\\g<0>", text)
    start = LINE_START.match(escaped)
    if start is None:
        return escaped
    end = start.end()
    return f"{escaped[:end]}\\{escaped[end:]}" if start[0].isdigit() else f"\\{escaped}"
