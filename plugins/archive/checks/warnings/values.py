"""Values: texts in YAML that a comment cuts, that have the wrong quotes, or that contain markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from plugins.archive.checks.warnings.hidden_characters import find_deceptive_text
from plugins.archive.checks.warnings.markup import TAG
from plugins.archive.checks.warnings.slip import quote
from plugins.archive.problems import Problem, limit_problems
from plugins.archive.schema.field_types import Text
from plugins.archive.schema.positions import field_name
from plugins.archive.schema.reader import FieldType
from plugins.archive.schema.record import walk

OPENING = "\u2018\u201a\u201b\u201c\u201d\u201e\u201f\u00ab\u2039\uff02"
CLOSING = "\u2018\u2019\u201c\u201d\u00bb\u203a\uff02"
SIGNS = (" #", "\t#", "<", "](", "**", "&")
UNUSUAL = re.compile(rf"[{OPENING}\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\u2800\ufe00-\ufe0f]")
"""What the values below have; text without it is not searched."""
COMMENT_OF_YAML = re.compile(r"[ \t]+(#.*)")
MARKUP = (
    (TAG, "readers see HTML as text here", "write plain text"),
    (re.compile(r"!?\[[^\[\]]{1,300}\]\([^()\s]{1,500}\)"), "links have no effect here", "write plain text"),
    (re.compile(r"\*\*(?=\S)[^*]{1,300}\*\*"), "emphasis has no effect here", "write plain text"),
    (re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});", re.I), "readers see this code", "write the character"),
)


def may_have_warnings(text: str) -> bool:
    """Return whether a YAML text can have warnings, without reading it."""
    return any(sign in text for sign in SIGNS) or (not text.isascii() and UNUSUAL.search(text) is not None)


def value_warnings(path: str, text: str, root: yaml.Node, schema: FieldType, offset: int) -> Iterator[Problem]:
    """Warn about the texts in the YAML `text` with the root node `root`, which has `offset` lines before it."""
    if may_have_warnings(text):
        yield from limit_problems(_value_warnings(path, text.split("\n"), root, schema, offset))


def _value_warnings(path: str, lines: list[str], root: yaml.Node, schema: FieldType, offset: int) -> Iterator[Problem]:
    for node_path, field_type, node in walk(root, schema):
        if isinstance(field_type, Text) and isinstance(node, yaml.ScalarNode):
            name = field_name(node_path) or "file"
            for line, column, what, remedy in _faults(node, lines):
                yield Problem(path, line + offset + 1, column + 1, name, what, remedy, "warning")


def _faults(node: yaml.ScalarNode, lines: list[str]) -> Iterator[tuple[int, int, str, str]]:
    """Find what is wrong with one value: the line and the column from 0, what is wrong and what to do."""
    line, column, value = node.start_mark.line, node.start_mark.column, str(node.value).strip()
    if not node.style and value:
        end = node.end_mark
        if comment := COMMENT_OF_YAML.match(lines[end.line], end.column) if end.line < len(lines) else None:
            whole = f"{value} {comment[1]}"
            what = f"the value ends after '{quote(value)}', because ' #' begins a comment: '{quote(comment[1])}'"
            remedy = f"write {in_quotes(whole)} if this is part of it, or put the comment on a line of its own"
            yield end.line, comment.start(1), what, remedy
        if len(value) > 1 and value[0] in OPENING and value[-1] in CLOSING:
            inner = value[1:-1].strip()
            what = f"the typographic quotes are part of the value {quote(value)}"
            yield line, column, what, f"write {in_quotes(inner)}, or {in_quotes(value)} if they belong to the text"
    for pattern, what, remedy in MARKUP:
        if match := pattern.search(value):
            yield line, column, f"'{quote(match[0])}': {what}", remedy
    for _, what, remedy in find_deceptive_text(value):
        yield line, column, what, remedy


def in_quotes(value: str) -> str:
    """Return a value in the quotes of YAML, for a remedy."""
    if '"' in value or "\\" in value:
        return "'{}'".format(quote(value).replace("'", "''"))
    return f'"{quote(value)}"'
