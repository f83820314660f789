"""Corrections of lines of YAML: the mistakes that people make, each recognised in one line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from plugins.archive.text.plurals import plural

SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
SPACE = re.compile(f"[{SPACES}]")
KEY = r"^(?P<before>[ \t]*(?:- +)*)(?P<key>[\w.-]+)"
NO_SPACE = re.compile(rf"{KEY}:(?P<value>[^\s/].*)")
WIDE_COLON = re.compile(rf"{KEY}[ \t]*[\uff1a\ufe55]\s*(?P<value>.*)")
NO_COLON = re.compile(rf"{KEY}(?:[ \t]+[=\-\u2013\u2192]+)?[ \t]+(?P<value>[^\s:].*)")
VALUE = re.compile(rf"{KEY}[ \t]*:[ \t]+(?P<value>\S.*)")
ITEM = re.compile(r"^(?P<before>[ \t]*)(?P<key>-)[ \t]+(?P<value>\S.*)")
NO_SPACE_AFTER_DASH = re.compile(r"^([ \t]*)-([^\s-].*)")
RESERVED = "@`%&*!|>{}[],?-"
"""Characters with a meaning at the start of a value."""


class Correction(NamedTuple):
    """A line as it is probably meant, with the column of the mistake and what it is.

    The remedy is to write this line, unless there is another one.
    """

    column: int
    what: str
    line: str
    remedy: str = ""


def _unusual_space(line: str) -> Correction | None:
    match = SPACE.search(line)
    if match is None:
        return None
    what = f"the space U+{ord(match[0]):04X} is not a plain one"
    if match[0] == "\u00a0":
        what = "this is a no-break space (U+00A0), not a plain one"
    return Correction(match.start(), what, SPACE.sub(" ", line), "delete it, and press the space bar")


def _wide_colon(line: str) -> Correction | None:
    match = WIDE_COLON.match(line)
    what = "the colon is a wide one of Chinese or Japanese text"
    return match and Correction(match.end("key"), what, f"{match['before']}{match['key']}: {match['value']}")


def _no_space(line: str) -> Correction | None:
    match = NO_SPACE.match(line)
    what = f"there is no space after '{match['key']}:'" if match else ""
    return match and Correction(match.end("key"), what, f"{match['before']}{match['key']}: {match['value']}")


def _tab(line: str) -> Correction | None:
    indent = line[: len(line) - len(line.lstrip())]
    what = "the line is indented with a tab"
    remedy = "indent it with spaces"
    return Correction(indent.index("\t"), what, line.replace("\t", "  "), remedy) if "\t" in indent else None


def _no_space_after_dash(line: str) -> Correction | None:
    match = NO_SPACE_AFTER_DASH.match(line)
    return match and Correction(match.end(1), "there is no space after the '-'", f"{match[1]}- {match[2]}")


def _value(line: str) -> re.Match[str] | None:
    return VALUE.match(line) or ITEM.match(line)


def _with_value(match: re.Match[str], value: str) -> str:
    return match.string[: match.start("value")] + value


def _in_quotes(value: str) -> str:
    """Return a value in quotes of YAML that it does not contain itself."""
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    return "'{}'".format(value.replace("'", "''"))


def _open_quote(line: str) -> Correction | None:
    """A value begins with a quote that the line does not close."""
    match = _value(line)
    if match is None or match["value"][0] not in "\"'" or match["value"].count(match["value"][0]) != 1:
        return None
    sign = match["value"][0]
    what = f"the quote {sign} that opens here is not closed"
    return Correction(match.start("value"), what, _with_value(match, _in_quotes(match["value"][1:].strip())))


def _early_quote(line: str) -> Correction | None:
    """A value begins with a quote, which ends before the value does."""
    match = _value(line)
    if match is None or match["value"][0] not in "\"'" or match["value"].count(match["value"][0]) < 2:
        return None
    value = match["value"].strip()
    sign = value[0]
    # In 'It's here' the outer quotes are those of YAML, in 'one' and 'two' they are text.
    is_text = re.match(rf"{sign}[^{sign}]*\S{sign}(?!\w)", value) and value.count(sign) % 2 == 0
    inner = value[1:-1] if value[-1] == sign and value.count(sign) > 2 and not is_text else value
    what = f"the quote {sign} that opens here is closed before the end of the value"
    return Correction(match.start("value"), what, _with_value(match, _in_quotes(inner)))


def _backslash(line: str) -> Correction | None:
    match = _value(line)
    if match is None or "\\" not in match["value"] or not re.fullmatch(r'"[^"]*"\s*', match["value"]):
        return None
    what = "a backslash in double quotes begins a code"
    column = match.start("value") + match["value"].index("\\")
    return Correction(column, what, _with_value(match, _in_quotes(match["value"].strip()[1:-1])))


def _reserved(line: str) -> Correction | None:
    match = _value(line)
    if match is None or match["value"][0] not in RESERVED or re.fullmatch(r"[\[{].*[\]}]", match["value"].strip()):
        return None
    what = f"the value begins with '{match['value'][0]}', which has a meaning in YAML"
    return Correction(match.start("value"), what, _with_value(match, _in_quotes(match["value"].strip())))


def _colon(line: str) -> Correction | None:
    match = VALUE.match(line)
    if match is None or not re.search(r":(?:\s|$)", match["value"]) or match["value"][0] in "\"'":
        return None
    column = match.start("value") + match["value"].index(":")
    what = "a colon inside a value that is not quoted"
    return Correction(column, what, _with_value(match, _in_quotes(match["value"].strip())))


def _comment(line: str) -> Correction | None:
    """A comment ends a value that goes on in the next line."""
    match = _value(line)
    found = re.search(r"[ \t]#", match["value"]) if match else None
    if match is None or found is None:
        return None
    what, remedy = "' #' begins a comment, which ends the value", "put the whole value in quotes"
    return Correction(match.start("value") + found.start() + 1, what, line.replace(" #", "#"), remedy)


def _hash_in_list(line: str) -> Correction | None:
    """A `#` in a list in brackets begins a comment."""
    match = _value(line)
    found = re.search(r"(?<=[\s\[,])#", match["value"]) if match and match["value"][0] == "[" else None
    if match is None or found is None:
        return None
    value = re.sub(r"(?<=[\s\[,])#", "", match["value"])
    return Correction(match.start("value") + found.start(), "'#' begins a comment", _with_value(match, value))


def _no_colon(line: str) -> Correction | None:
    match = NO_COLON.match(line)
    if match is None or not match["key"].islower():
        return None
    what = f"there is no colon after '{match['key']}'"
    return Correction(match.end("key"), what, f"{match['before']}{match['key']}: {match['value']}")


def _open_bracket(line: str) -> Correction | None:
    match = VALUE.match(line)
    if match is None or match["value"][0] not in "[{":
        return None
    closing = {"[": "]", "{": "}"}[match["value"][0]]
    if closing in match["value"]:
        return None
    what = f"the bracket {match['value'][0]} that opens here is not closed"
    return Correction(match.start("value"), what, _with_value(match, match["value"].rstrip(" ,") + closing))


def layouts(lines: Sequence[str], number: int) -> Iterator[Correction]:
    """Yield a line with the indentation of those around it, the most similar first, and without the sign of a list."""
    line = lines[number]
    own = _indent(line)
    around = [
        other for other in (*lines[max(0, number - 3) : number], *lines[number + 1 : number + 2]) if other.strip()
    ]
    found = {depth for other in around for depth in (_indent(other), _indent(other.replace("- ", "  ", 1)))}
    for depth in sorted(found - {own}, key=lambda depth: (abs(depth - own), -depth)):
        what = f"the line is indented by {plural(own, 'space')}, which does not fit the lines around it"
        remedy = f"indent it by {plural(depth, 'space')}" if depth else "remove the spaces before it"
        yield Correction(own, what, " " * depth + line.lstrip(" "), remedy)
    if match := re.match(r"- +(?=[\w-]+:)", line):
        yield Correction(0, "the '-' before the key begins a list", line[match.end() :])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


Rule = Callable[[str], Correction | None]
CERTAIN: tuple[Rule, ...] = (
    _unusual_space,
    _wide_colon,
    _tab,
    _no_space,
    _no_space_after_dash,
    _hash_in_list,
    _open_bracket,
)
QUOTES: tuple[Rule, ...] = (_open_quote, _backslash, _early_quote)
LIKELY: tuple[Rule, ...] = (_reserved, _colon, _comment, _no_colon)
