"""Front matter: a Markdown file's text split into its YAML head and its body."""

from __future__ import annotations

import re
from typing import NamedTuple

from plugins.archive import limits
from plugins.archive.problems import Problem
from plugins.archive.text.characters import describe_character, find_hidden_character

FENCE = re.compile(r"---[ \t]*\n")
CLOSING = re.compile(r"^---[ \t]*(\n|\Z)", re.MULTILINE)
FRONT_MATTER_OFFSET = 1
"""Lines of the file before the YAML: the opening fence."""


class MarkdownParts(NamedTuple):
    """The two parts of a file; `body_line` is the number of lines before the body."""

    front_matter: str
    body: str
    lines_before_body: int


def decode_text(data: bytes, path: str, problems: list[Problem], max_bytes: int = limits.REPORT_BYTES) -> str | None:
    """Return the text of a content file; None, with a problem noted, when it is none that may be read.

    It is UTF-8, perhaps with a BOM or CRLF, at most `most` bytes, and holds no hidden character.
    """
    if len(data) > max_bytes:
        what = f"is larger than {max_bytes // 1024} KiB"
        problems.append(Problem(path, 1, 1, "file", what, "split it, or take out what does not belong"))
        return None
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(Problem(path, line, 1, "file", "is not UTF-8", "save it with the encoding UTF-8"))
        return None
    if hidden := find_hidden_character(text):
        line, column = text.count("\n", 0, hidden.start()) + 1, hidden.start() - text.rfind("\n", 0, hidden.start())
        what, remedy = f"holds {describe_character(hidden[0])}", "take it away, or save the file as plain text"
        problems.append(Problem(path, line, column, "file", what, remedy))
        return None
    return text


def split_front_matter(text: str, path: str, problems: list[Problem]) -> MarkdownParts | None:
    """Split `text` at its two `---` lines; None, with a problem noted, when one is missing."""
    if FENCE.match(text) is None:
        what, remedy = "does not begin with front matter", "begin with a line '---', the keys, and a line '---'"
        problems.append(Problem(path, 1, 1, "file", what, remedy))
        return None
    start = text.index("\n") + 1
    closing = CLOSING.search(text, start)
    if closing is None:
        problems.append(Problem(path, 1, 1, "file", "front matter does not end", "close it with a line '---'"))
        return None
    return MarkdownParts(text[start : closing.start()], text[closing.end() :], text.count("\n", 0, closing.end()))
