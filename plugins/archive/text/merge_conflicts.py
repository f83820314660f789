"""Merge conflicts: the lines that Git writes into a file that two people changed.

See "How conflicts are presented" in the manual of git-merge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MARK = re.compile(r"^(?:(?:<{7}|>{7}|\|{7})(?: .*)?|={7})$", re.MULTILINE)
SIDES = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
WHAT = "is a mark of Git: two versions of the text conflict here"
REMEDY = "choose the right text, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>"


def find_conflict_marks(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line, from 0, and the text of each mark.

    A line `=======` alone is no conflict; it also underlines headings.
    """
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return
    line = end = 0
    marks = []
    for match in MARK.finditer(text):
        line += text.count("\n", end, match.start())
        end = match.start()
        marks.append((line, match[0]))
    if any(SIDES.match(mark) for _, mark in marks):
        yield from marks
