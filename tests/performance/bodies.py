"""Families of Markdown that are slow in parsers of this kind, each in any size."""

from collections.abc import Callable

from tests.performance.measure import Cost, measure

SIZES = (8 * 1024, 32 * 1024, 128 * 1024, 500 * 1024)
"""Bytes of a body; the last leaves room for the front matter of a report at the limit."""
PATH = "reports/2020/2020-01-02-sample.md"
FRONT_MATTER = "---\ntitle: One\ndate: 2020-01-02\nregion: [land]\nsummary: Words.\n---\n"
Family = Callable[[int], str]


def repeat(unit: str, before: str = "", after: str = "") -> Family:
    """Return a family that repeats `unit`."""
    return lambda size: before + unit * ((size - len(before) - len(after)) // len(unit)) + after


def repeat_twice(first: str, second: str) -> Family:
    """Return a family that repeats `first`, then `second` as often."""
    return lambda size: first * (size // (len(first) + len(second))) + second * (size // (len(first) + len(second)))


def repeat_numbered(form: str, before: str = "") -> Family:
    """Return a family that repeats `form` with a different number in it."""
    return lambda size: before + "".join(form.format(n) for n in range(size // (len(form) + 3)))


def stairs(step: str, line: str, levels: int) -> Family:
    """Return a family that repeats lines at increasing depth, up to `levels`."""
    flight = "".join(step * level + line for level in range(levels))
    return lambda size: flight * (size // len(flight))


def long_reference(use: str) -> Family:
    """Return a family with many references to a long address and title."""
    return lambda size: f'[a]: /{"x" * (size // 4)} "{"y" * (size // 4)}"\n\n' + use * (size // 2 // len(use))


def caption_reference(size: int) -> str:
    """Return many figures that share a caption of the maximum length."""
    return f'[a]: /x "{"y" * 999}"\n\n' + "![a]\n\n" * min(size // 6, 7_990)


def square_table(size: int) -> str:
    """Return a table with as many columns as rows."""
    side = int((size / 3) ** 0.5)
    return "|a" * side + "|\n" + "|-" * side + "|\n" + ("|b" * side + "|\n") * (side - 2)


def ragged_tables(size: int) -> str:
    """Return tables with empty rows, whose cells the parser fills in."""
    one = "|a" * 256 + "\n" + "|-" * 256 + "\n" + "|\n" * 200 + "\n"
    return one * (size // len(one))


def backticks(size: int) -> str:
    """Return runs of backticks of increasing length, none of which closes another."""
    runs = int((2 * size) ** 0.5)
    return "".join("e" + "`" * n for n in range(1, runs))[:size]


PROSE = "The quick brown fox jumps over the lazy dog, and then it rests a while in the shade of a tree.\n"
BODIES: dict[str, Family] = {
    "prose": repeat(PROSE * 6 + "\n"),
    "prose in one paragraph": repeat(PROSE.replace("\n", " ")),
    "prose in Arabic": repeat("تعرضت دير الزور لقصف كثيف صباح اليوم. " * 4 + "\n\n"),
    "brackets that open": repeat("["),
    "brackets that close": repeat("]"),
    "brackets, nested": repeat_twice("[", "]"),
    "brackets, paired": repeat("[]"),
    "links, nested": repeat_twice("[", "](x)"),
    "images, nested": repeat_twice("![", "](x)"),
    "images that open": repeat("!["),
    "links without an end": repeat("[a]("),
    "links with an open target": repeat("[a](<b"),
    "links with an open title": repeat('[a](b "'),
    "links with brackets": repeat("[a](" + "(" * 30),
    "links": repeat("[a](#x) "),
    "external links": repeat("[](http://a.b)\n"),
    "links with unsafe schemes": repeat("[a](javascript:x)"),
    "references": repeat_numbered("[{0}]: x\n"),
    "references, used": repeat_numbered("[{0}]: http://a.b\n\n[{0}]\n\n"),
    "references, the same": repeat("[a]: x\n"),
    "references with an open title": repeat('[a]: x "\n'),
    "references without a target": repeat("[a]:\n"),
    "a long address, linked": long_reference("[a] "),
    "a long address, shown": long_reference("![a] "),
    "a long caption, shown": caption_reference,
    "emphasis that opens": repeat("*a "),
    "emphasis that closes": repeat("a* "),
    "emphasis that mixes": repeat("*a _b **c __d "),
    "emphasis of three": repeat("*a **b c* "),
    "emphasis that could be both": repeat("a**b" + "c* "),
    "emphasis, nested": repeat_twice("*a ", "b* "),
    "emphasis, doubly nested": repeat_twice("*a**", "**b*"),
    "emphasis in signs alone": repeat_twice("**", "a**"),
    "emphasis in words": repeat("*a* "),
    "backticks of all lengths": backticks,
    "backticks": repeat("`` ` "),
    "code in words": repeat("`a` "),
    "quotes on a line": repeat("> "),
    "quotes": repeat("> a\n"),
    "quotes, deep": repeat("> " * 32 + "a\n"),
    "quotes, as stairs": stairs("> ", "> a\n", 32),
    "quotes that go on": lambda size: "> " * 32 + "a\n" * min(size // 4, 15_000),
    "lists on a line": repeat("- ", after="a"),
    "lists": repeat("- a\n"),
    "lists, loose": repeat("- a\n\n"),
    "lists of two kinds": repeat("- a\n* b\n"),
    "lists, deep": repeat("- " * 32 + "a\n"),
    "lists, as stairs": stairs("  ", "- a\n", 32),
    "lists with numbers": repeat("1. a\n"),
    "lists in quotes": repeat("> - " * 16 + "a\n"),
    "tables": repeat("|a\n|-\n\n"),
    "a table of many rows": repeat("|a|b|c|\n", before="|a|b|c|\n|-|-|-|\n"),
    "a table of many columns": square_table,
    "a table of one long row": repeat("|a", before="|a\n|-\n"),
    "tables of empty rows": ragged_tables,
    "tables without a body": repeat("|a\n"),
    "escaped bars": repeat("\\|", before="|a\n|-\n"),
    "footnotes": repeat_numbered("a[^{0}]\n\n[^{0}]: x\n\n"),
    "a footnote, used": repeat("[^1] ", before="[^1]: x\n\n"),
    "footnotes in words": repeat("^[a] "),
    "footnotes, nested": repeat_twice("^[", "]"),
    "footnotes that open": repeat("[^", before="x[^1]\n\n[^1]: x\n\n"),
    "footnotes within footnotes": repeat("[^a]: "),
    "definitions": repeat("a\n: b\n\n"),
    "definitions, nested": repeat("a\n:   "),
    "definitions, as stairs": stairs("    ", "a\n\n", 16),
    "many terms with one definition": repeat("a\n", after="\n: b\n"),
    "entities": repeat("&amp;"),
    "invalid entities": repeat("&a"),
    "headings": repeat("## a\n"),
    "headings, numbered": repeat_numbered("## a {0}\n"),
    "headings that clash": repeat_numbered("## a\n## a {0}\n"),
    "headings, underlined": repeat("a\n---\n"),
    "a heading of many number signs": repeat("# ", before="## "),
    "lines": repeat("- " * 200 + "a\n"),
    "fences": repeat("```\n```\n"),
    "fences that open": repeat("~~~a`\n"),
    "code": repeat("    a\n\n"),
    "tags": repeat("<a "),
    "comments": repeat("<!--"),
    "sections": repeat("<![CDATA["),
    "frames": repeat('<iframe src="https://a.b"></iframe>\n'),
    "frames without an end": repeat("<iframe>a"),
    "frames with an open source": repeat('<iframe src="'),
    "addresses": repeat("<http://a.b>"),
    "email addresses": repeat("<a@b.c>"),
    "an address without an end": repeat("b.", before="<a@"),
    "backslashes": repeat("\\"),
    "line ends": repeat("a\n"),
    "line ends, hard": repeat("a\\\n"),
    "empty lines": repeat("\n"),
    "spaces": repeat(" ", before="a", after="b"),
    "tabs": repeat("a\t"),
    "colons": repeat(":"),
    "links with spaces": repeat("[a](b c) "),
    "links without an opening bracket": repeat("a](b"),
    "brackets that are almost links": repeat("[a] [b](c d)[e][f]"),
    "double brackets": repeat("[[a]] "),
    "footnotes without a text": repeat("[^a] "),
    "almost headings": repeat("##a\n"),
    "almost lists": repeat("-a\n"),
    "almost tables": repeat("a | b\n"),
    "cells between tabs": repeat("a\tb\n"),
    "emphasis with spaces": repeat("** a ** __ b __ *c * "),
    "elements of HTML": repeat("<b>a</b> "),
    "an element with spaces": repeat(" ", before="<a", after="b"),
    "braces": repeat("{{a"),
    "zero-width spaces": repeat("a\u200b"),
    "words of two scripts": repeat("\u0430b "),
    "conflict marks": repeat("<<<<<<< a\n=======\n>>>>>>> b\n"),
    "references that nothing uses": repeat_numbered("[a{0}]: https://a.b\n\n"),
    "indented prose": repeat("    A word and another, a word and another, a word.\n\nx\n\n"),
}
"""Each family by what it repeats."""


def costs(name: str) -> list[Cost]:
    """Return what a family costs at each size; `result` has the bytes read, those of the HTML, and the problems."""
    return [_cost(FRONT_MATTER + _cut(BODIES[name](size), size)) for size in SIZES]


def _cost(text: str) -> Cost:
    from plugins.archive.document import read_report
    from plugins.archive.problems import Problem
    from plugins.archive.urls import Urls

    data = text.encode()

    def read() -> tuple[int, int, list[str]]:
        problems: list[Problem] = []
        report = read_report(PATH, data, Urls(), problems)
        html = len(report.body.html.encode()) if report else 0
        return len(data), html, sorted({problem.what for problem in problems})[:3]

    return measure(read)


def _cut(body: str, size: int) -> str:
    return body.encode()[:size].decode("utf-8", "ignore")
