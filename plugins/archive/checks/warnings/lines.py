"""Lines: headings, lists and tables that the parser joined into a paragraph because of a small mistake."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from plugins.archive.checks.warnings.slip import Block, Slip, quote

SPACES = "\u00a0\u2000-\u200b\u202f\u205f\u3000"
HEADING = re.compile(rf"^([#\uff03]{{1,9}})([{SPACES}]*|(?<=#######) )(?=[^\s#\uff03\0])([^\n]*)", re.MULTILINE)
TITLE = re.compile(r"[A-Z\u00c0-\u052f][^\WA-Z_]*(?: [^\n.!?…#]*)?")
"""Words as in a heading: no sign at the end, and no capitals within words, which hashtags have."""
DASH = re.compile(r"^[-+*](?=[^\W\d_])")
NUMBER = re.compile(r"^\d{1,3}[.)](?=[^\W\d_])")
LATE_NUMBER = re.compile(r"^\d{1,3}[.)]\s")
BULLET = re.compile(rf"^[\u2022\u00b7\u25cf\u25aa\u25e6\u2023\u25cb\u25a0\u27a2\uf0b7\uf0a7][\s{SPACES}]*(?=\w)")
LONG_DASH = re.compile(r"^[\u2013\u2014]\s")
BAD_SPACE = re.compile(rf"^(?:[-+*]|\d{{1,3}}[.)])[{SPACES}]")
DELIMITER = re.compile(r"(?=.*[-=\u2010-\u2015\u2212])[-:|+\s=\u2010-\u2015\u2212]+")
EXAMPLE = "write '| --- | --- |' as the second line, with as many cells as the first"


def almost_headings(block: Block) -> Iterator[Slip]:
    """Find headings without a space after the number signs."""
    if block.parent != "paragraph_open":
        return
    for match in HEADING.finditer(block.text):
        signs, spaces, words = match.groups()
        if len(signs) == 1 and not spaces and (block.depth > 1 or "\n" in block.text or not TITLE.fullmatch(words)):
            continue  # a hashtag or a number
        what = f"'{quote(match[0])}' is not a heading: "
        if len(signs) > 6:
            what += "it has more than six #"
        else:
            what += f"the space after {signs} is " + ("not a plain one" if spaces else "missing")
        level = min(max(2, len(signs)), 6)
        remedy = f"write '{'#' * level} {quote(words.strip())}' after an empty line, or \\# for the sign itself"
        yield Slip(match.start(), what, remedy)


def almost_lists(block: Block) -> Iterator[Slip]:
    """Find list items that the parser joined into a paragraph."""
    if block.parent != "paragraph_open":
        return
    lines = block.text.split("\n")
    for pattern, at_least, cause, remedy in (
        (DASH, 2, "the space after the sign is missing", "write '- ' before each item"),
        (NUMBER, 2, "the space after the number is missing", "write '1. ' before each item"),
        (BULLET, 1, "the sign before it is not one of Markdown", "write '- ' before each item, after an empty line"),
        (LONG_DASH, 2, "its dash is not a hyphen", "write '- ' before each item"),
        (BAD_SPACE, 1, "the space after the sign is not a plain one", "retype the space"),
    ):
        if found := _matching_lines(lines, pattern, at_least):
            yield Slip(_offset(lines, found[0]), f"'{quote(lines[found[0]])}' is not a list item: {cause}", remedy)
    if found := [number for number in _matching_lines(lines, LATE_NUMBER, 2) if number]:
        what = f"'{quote(lines[found[0]])}' is not a list item, because no empty line is before the list"
        yield Slip(_offset(lines, found[0]), what, "add an empty line before it")


def _matching_lines(lines: list[str], pattern: re.Pattern[str], at_least: int) -> list[int]:
    found = [number for number, line in enumerate(lines) if pattern.match(line)]
    return found if len(found) >= at_least else []


def _offset(lines: list[str], number: int) -> int:
    return sum(len(line) + 1 for line in lines[:number])


def almost_tables(block: Block) -> Iterator[Slip]:
    """Find tables without a delimiter row, and cells that are separated by tabs."""
    if block.parent != "paragraph_open":
        return
    lines = block.text.split("\n")
    tabs = [line.strip().count("\t") for line in lines]
    if max(tabs) > 1 or any(first == second > 0 for first, second in itertools.pairwise(tabs)):
        first = next(number for number, count in enumerate(tabs) if count)
        what = f"'{quote(lines[first])}' has tabs between its words, which readers see as spaces"
        yield Slip(_offset(lines, first), what, f"for a table, write | between the cells, and {EXAMPLE[6:]}")
    bars = [line.count("|") for line in lines]
    is_row = [count > 1 and line.strip()[0] == line.strip()[-1] == "|" for count, line in zip(bars, lines, strict=True)]
    is_pair = [first == second > 0 for first, second in itertools.pairwise(bars)]
    if any(is_row) or any(is_pair) or any(map(_is_ascii_border, lines)):
        first = next(number for number, count in enumerate(bars) if count or _is_ascii_border(lines[number]))
        yield Slip(_offset(lines, first), *_table_cause(lines[first:]))


def _is_ascii_border(line: str) -> bool:
    return line.startswith("+-") and line.rstrip().endswith("-+")


def _table_cause(lines: list[str]) -> tuple[str, str]:
    what = f"'{quote(lines[0])}' is not the row of a table: "
    second = lines[1] if len(lines) > 1 else ""
    if _is_ascii_border(lines[0]):
        return f"{what}this form of table is not supported", f"write | between the cells, and {EXAMPLE[6:]}"
    if not DELIMITER.fullmatch(second):
        return f"{what}the line of dashes is missing after the first row", EXAMPLE
    if re.search(r"[^-:|\s]", second):
        return f"{what}its second line, '{quote(second)}', is not made of hyphens and |", EXAMPLE
    cells = [len(line.strip().strip("|").split("|")) for line in (lines[0], second)]
    return f"{what}it has {cells[0]} cells, and the line of dashes has {cells[1]}", EXAMPLE
