"""Costly bodies: families of Markdown that parsers of this kind have been slow at, each in any size."""

from collections.abc import Callable

Family = Callable[[int], str]


def again(unit: str, before: str = "", after: str = "") -> Family:
    """Return a family that repeats `unit`."""
    return lambda size: before + unit * ((size - len(before) - len(after)) // len(unit)) + after


def halves(first: str, second: str) -> Family:
    """Return a family of many openings, then as many ends."""
    return lambda size: first * (size // (len(first) + len(second))) + second * (size // (len(first) + len(second)))


def numbered(form: str, before: str = "") -> Family:
    """Return a family that repeats `form` with a number in it, different each time."""
    return lambda size: before + "".join(form.format(n) for n in range(size // (len(form) + 3)))


def stairs(step: str, line: str, deep: int) -> Family:
    """Return a family of lines each a step deeper than the one before, up to `deep`, and from the top again."""
    flight = "".join(step * level + line for level in range(deep))
    return lambda size: flight * (size // len(flight))


def long_reference(use: str) -> Family:
    """Return a family in which one long address, or title, is referred to many times."""
    return lambda size: f'[a]: /{"x" * (size // 4)} "{"y" * (size // 4)}"\n\n' + use * (size // 2 // len(use))


def caption_reference(size: int) -> str:
    """Return paragraphs that are figures all, with one caption of the greatest length."""
    return f'[a]: /x "{"y" * 999}"\n\n' + "![a]\n\n" * min(size // 6, 7_990)


def square_table(size: int) -> str:
    """Return a table of as many columns as rows."""
    side = int((size / 3) ** 0.5)
    return "|a" * side + "|\n" + "|-" * side + "|\n" + ("|b" * side + "|\n") * (side - 2)


def ragged_tables(size: int) -> str:
    """Return tables whose rows lack all their cells, which the parser fills up."""
    one = "|a" * 256 + "\n" + "|-" * 256 + "\n" + "|\n" * 200 + "\n"
    return one * (size // len(one))


def backticks(size: int) -> str:
    """Return runs of backticks, each longer than the last, none of which closes another."""
    runs = int((2 * size) ** 0.5)
    return "".join("e" + "`" * n for n in range(1, runs))[:size]


PROSE = "The quick brown fox jumps over the lazy dog, and then it rests a while in the shade of a tree.\n"
BODIES: dict[str, Family] = {
    "prose": again(PROSE * 6 + "\n"),
    "prose in one paragraph": again(PROSE.replace("\n", " ")),
    "prose in Arabic": again("تعرضت دير الزور لقصف كثيف صباح اليوم. " * 4 + "\n\n"),
    "brackets that open": again("["),
    "brackets that close": again("]"),
    "brackets, nested": halves("[", "]"),
    "brackets, paired": again("[]"),
    "links, nested": halves("[", "](x)"),
    "pictures, nested": halves("![", "](x)"),
    "pictures that open": again("!["),
    "links without an end": again("[a]("),
    "links with an open target": again("[a](<b"),
    "links with an open title": again('[a](b "'),
    "links with brackets": again("[a](" + "(" * 30),
    "links": again("[a](#x) "),
    "links to elsewhere": again("[](http://a.b)\n"),
    "links that are refused": again("[a](javascript:x)"),
    "references": numbered("[{0}]: x\n"),
    "references, used": numbered("[{0}]: http://a.b\n\n[{0}]\n\n"),
    "references, the same": again("[a]: x\n"),
    "references with an open title": again('[a]: x "\n'),
    "references without a target": again("[a]:\n"),
    "a long address, linked": long_reference("[a] "),
    "a long address, shown": long_reference("![a] "),
    "a long caption, shown": caption_reference,
    "emphasis that opens": again("*a "),
    "emphasis that closes": again("a* "),
    "emphasis that mixes": again("*a _b **c __d "),
    "emphasis of three": again("*a **b c* "),
    "emphasis that could be both": again("a**b" + "c* "),
    "emphasis, nested": halves("*a ", "b* "),
    "emphasis, doubly nested": halves("*a**", "**b*"),
    "emphasis in signs alone": halves("**", "a**"),
    "emphasis in words": again("*a* "),
    "backticks of all lengths": backticks,
    "backticks": again("`` ` "),
    "code in words": again("`a` "),
    "quotes on a line": again("> "),
    "quotes": again("> a\n"),
    "quotes, deep": again("> " * 32 + "a\n"),
    "quotes, as stairs": stairs("> ", "> a\n", 32),
    "quotes that go on": lambda size: "> " * 32 + "a\n" * min(size // 4, 15_000),
    "lists on a line": again("- ", after="a"),
    "lists": again("- a\n"),
    "lists, loose": again("- a\n\n"),
    "lists of two kinds": again("- a\n* b\n"),
    "lists, deep": again("- " * 32 + "a\n"),
    "lists, as stairs": stairs("  ", "- a\n", 32),
    "lists with numbers": again("1. a\n"),
    "lists in quotes": again("> - " * 16 + "a\n"),
    "tables": again("|a\n|-\n\n"),
    "a table of many rows": again("|a|b|c|\n", before="|a|b|c|\n|-|-|-|\n"),
    "a table of many columns": square_table,
    "a table of one long row": again("|a", before="|a\n|-\n"),
    "tables of empty rows": ragged_tables,
    "tables without a body": again("|a\n"),
    "bars, escaped": again("\\|", before="|a\n|-\n"),
    "footnotes": numbered("a[^{0}]\n\n[^{0}]: x\n\n"),
    "a footnote, used": again("[^1] ", before="[^1]: x\n\n"),
    "footnotes in words": again("^[a] "),
    "footnotes, nested": halves("^[", "]"),
    "footnotes that open": again("[^", before="x[^1]\n\n[^1]: x\n\n"),
    "footnotes within footnotes": again("[^a]: "),
    "definitions": again("a\n: b\n\n"),
    "definitions, nested": again("a\n:   "),
    "definitions, as stairs": stairs("    ", "a\n\n", 16),
    "definitions of many terms": again("a\n", after="\n: b\n"),
    "entities": again("&amp;"),
    "entities that are none": again("&a"),
    "headings": again("## a\n"),
    "headings, numbered": numbered("## a {0}\n"),
    "headings that clash": numbered("## a\n## a {0}\n"),
    "headings, underlined": again("a\n---\n"),
    "a heading of many signs": again("# ", before="## "),
    "lines": again("- " * 200 + "a\n"),
    "fences": again("```\n```\n"),
    "fences that open": again("~~~a`\n"),
    "code": again("    a\n\n"),
    "tags": again("<a "),
    "comments": again("<!--"),
    "sections": again("<![CDATA["),
    "frames": again('<iframe src="https://a.b"></iframe>\n'),
    "frames without an end": again("<iframe>a"),
    "frames with an open source": again('<iframe src="'),
    "addresses": again("<http://a.b>"),
    "addresses of mail": again("<a@b.c>"),
    "an address without an end": again("b.", before="<a@"),
    "backslashes": again("\\"),
    "line ends": again("a\n"),
    "line ends, hard": again("a\\\n"),
    "empty lines": again("\n"),
    "spaces": again(" ", before="a", after="b"),
    "tabs": again("a\t"),
    "colons": again(":"),
}
"""Each family by what it repeats."""
