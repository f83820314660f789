"""Problems: what is wrong in the content, where it stands and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
UNPRINTABLE = re.compile(r"(?<=#)#(?=\[)|[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What would break a message's line, steer a terminal or reorder what is read; content and file names may hold it.

The `#` before a `[` is that of `##[command]`, which GitHub's runner obeys wherever in a line it stands (actions/runner,
`ActionCommand.TryParse`).
"""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in one file; `line` and `column` count from 1. A warning is what is hardly meant, and yet no error."""

    path: str
    line: int
    column: int
    field: str
    what: str
    remedy: str
    severity: Severity = "error"

    def __str__(self) -> str:
        sort = "warning: " if self.severity == "warning" else ""
        place = f"{self.path}:{self.line}:{self.column}"
        return printable(f"{place}: {sort}{self.field}: {self.what} — {self.remedy}")


def printable(text: str) -> str:
    r"""Return `text` on one line, each character that is not printed as its number.

    >>> printable("a\x1bb")
    'a\\u001bb'
    """
    return UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class ArchiveError(Exception):
    """The content has errors; all that were found are in `problems`, in the order of the files."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))
