"""Problems: errors and warnings about the content, each with its position and a remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from plugins.archive import limits

Severity = Literal["error", "warning"]
UNPRINTABLE = re.compile(r"(?<=#)#(?=\[)|[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that break lines, control terminals or reorder text; content and file names can contain them.

The `#` before a `[` is that of `##[command]`, which GitHub's runner executes anywhere in a line (actions/runner,
`ActionCommand.TryParse`).
"""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A problem in one file; `line` and `column` count from 1. A warning does not stop a build."""

    path: str
    line: int
    column: int
    field: str
    what: str
    remedy: str
    severity: Severity = "error"

    def __str__(self) -> str:
        prefix = "warning: " if self.severity == "warning" else ""
        position = f"{self.path}:{self.line}:{self.column}"
        return printable(f"{position}: {prefix}{self.field}: {self.what} — {self.remedy}")


def printable(text: str) -> str:
    r"""Return `text` on one line, with escapes for characters that must not be printed.

    >>> printable("a\x1bb")
    'a\\u001bb'
    """
    return UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def limit_problems(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems of one file up to the limit; beyond it, yield one that states this and stop."""
    for number, problem in enumerate(problems):
        if number == limits.PROBLEMS:
            last = too_many_problems(problem.path, problem.line, problem.column)
            yield replace(last, severity=problem.severity)
            return
        yield problem


def too_many_problems(path: str, line: int, column: int) -> Problem:
    """Return the problem that ends the list of a file with too many problems."""
    what = f"there are more than {limits.PROBLEMS} problems; the rest are not listed"
    return Problem(path, line, column, "file", what, "fix the others first")


class ArchiveError(Exception):
    """The content has errors; `problems` has all of them, sorted by file and position."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))
