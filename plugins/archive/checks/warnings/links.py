"""Links: text that is almost a link, an image or a footnote of Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from plugins.archive.body.links import ATTACHMENT_SUFFIXES, IMAGE_SUFFIXES
from plugins.archive.checks.warnings.slip import Block, Slip, quote

MAX_LABEL = 300
SUFFIX = rf"\.(?:md|{'|'.join(sorted(suffix[1:] for suffix in ATTACHMENT_SUFFIXES))})"
TARGET = re.compile(rf"(?:https?:|www\.|mailto:|\.{{1,2}}/|#\w)\S*|\S+{SUFFIX}(?:#\S*)?", re.IGNORECASE)
"""What is certainly the target of a link: an address or the name of a file."""
UNREAD = re.compile(r"\]\(([^\n()]{0,500}(?:\([^\n()]{0,500}\)[^\n()]{0,500}){0,3})(\)?)")
"""The target of a link that the parser did not read."""
QUOTED = re.compile(
    r"\s*(\S+)\s+[\u2018\u2019\u201a\u201c-\u201e\u00ab\u00bb](.+?)[\u2018\u2019\u201c-\u201e\u00ab\u00bb]\s*"
)
SPACED = re.compile(rf"(!?)\[([^\[\]\n]{{1,{MAX_LABEL}}})\]\s{{1,3}}\(([^()\s]{{1,500}})\)")
REVERSED = re.compile(rf"\(([^()\n]{{1,{MAX_LABEL}}})\)\[([^\[\]\n]{{1,500}})\]")
REFERENCE = re.compile(rf"(!?)\[([^\[\]\n]{{1,{MAX_LABEL}}})\]( ?)\[([^\[\]\n]{{0,500}})\]")
WIKI = re.compile(rf"(!?)\[\[([^\[\]\n]{{1,{MAX_LABEL}}})\]\]")
FOOTNOTE = re.compile(r"\[\s{0,2}\^\s{0,2}([^\[\]\s^]{1,100})\]")
WITHOUT_SCHEME = re.compile(r"<(www\.[^\s<>]{1,300})>", re.IGNORECASE)
IMAGE_SUFFIX = "|".join(sorted(suffix[1:] for suffix in IMAGE_SUFFIXES))
SPLIT_IMAGE = re.compile(
    rf"!\s{{1,3}}(\[[^\[\]\n]{{0,{MAX_LABEL}}}\]\([^\s()]{{1,300}}\.(?:{IMAGE_SUFFIX})\))", re.IGNORECASE
)


def almost_links(block: Block) -> Iterator[Slip]:
    """Find links and images that the parser did not recognise."""
    for pattern, describe in FORMS:
        for match in pattern.finditer(block.text):
            slip = describe(block, match)
            if slip:
                yield slip


def _spaced(_: Block, match: re.Match[str]) -> Slip | None:
    if not TARGET.fullmatch(match[3]):
        return None
    what = f"'{quote(match[0])}' is not a link, because of the space between ] and ("
    return Slip(match.start(), what, f"write {match[1]}[{quote(match[2])}]({quote(match[3])})")


def _reversed(_: Block, match: re.Match[str]) -> Slip | None:
    words, target = match.groups() if TARGET.fullmatch(match[2]) else match.group(2, 1)
    if not TARGET.fullmatch(target):
        return None
    what = f"'{quote(match[0])}' is not a link: its brackets are in the wrong order"
    return Slip(match.start(), what, f"write [{quote(words)}]({quote(target)})")


def _without_scheme(_: Block, match: re.Match[str]) -> Slip:
    return Slip(match.start(), f"'{quote(match[0])}' is not a link", f"write <https://{quote(match[1])}>")


def _split_image(block: Block, match: re.Match[str]) -> Slip | None:
    image = SPLIT_IMAGE.match(block.source, match.start())
    if image is None:
        return None
    what = f"'{quote(image[0])}' is a link, not an image, because of the space after !"
    return Slip(match.start(), what, f"write !{quote(image[1])}")


def _unread(block: Block, match: re.Match[str]) -> Slip | None:
    """Say why a link with `](` was not read."""
    if "\\[" in block.source[max(0, match.start() - MAX_LABEL) : match.start()]:
        return None  # the author wants a bracket
    opening = block.text.rfind("[", max(0, match.start() - MAX_LABEL), match.start())
    if opening < 0:
        what = f"'{quote(match[0])}' is not a link: the '[' before its words is missing"
        return Slip(match.start(), what, "write [words](address)")
    opening -= block.text[opening - 1 : opening] == "!"
    kind = "an image" if block.text[opening] == "!" else "a link"
    what = f"'{quote(block.source[opening : match.end()])}' is not {kind}: "
    return Slip(opening, *_cause(what, match[1].strip(), closed=bool(match[2])))


def _cause(what: str, target: str, *, closed: bool) -> tuple[str, str]:
    if not closed:
        return f"{what}its ')' is missing on this line", "write the whole address on one line, and ')' after it"
    if quoted := QUOTED.fullmatch(target):
        remedy = f'write ({quote(quoted[1])} "{quote(quoted[2])}")'
        return f"{what}the words after the address are in typographic quotes", remedy
    first, _, rest = target.partition(" ")
    if rest.count('"') == 1 or rest.count("'") == 1:
        return f"{what}the quote after its address is not closed", f'write ({quote(first)} "words")'
    if rest and TARGET.fullmatch(first) and re.search(rf"{SUFFIX}$", first, re.IGNORECASE) and " " in rest.strip():
        remedy = f'put them in straight quotes: ({quote(first)} "{quote(rest)}")'
        return f"{what}the words after the address are not in quotes", remedy
    if rest:
        remedy = f"write %20 for each space: ({quote('%20'.join(target.split()))})"
        return f"{what}its address contains a space", remedy
    return f"{what}its address is not valid", "write [words](address), without spaces or line ends in the address"


def _reference(_: Block, match: re.Match[str]) -> Slip | None:
    if TARGET.fullmatch(match[4]):
        what = f"'{quote(match[0])}' is not a link: its address is in square brackets"
        return Slip(match.start(), what, f"write {match[1]}[{quote(match[2])}]({quote(match[4])})")
    label = match[4] or match[2]
    if match[3] or label.isdigit():  # two notes in brackets, one after the other
        return None
    what = f"'{quote(match[0])}' is not a link: there is no line '[{quote(label)}]: https://…'"
    return Slip(match.start(), what, "add that line, or write [words](address)")


def _wiki_link(_: Block, match: re.Match[str]) -> Slip:
    target, _bar, words = match[2].partition("|")
    kind, bang = ("an image", "!") if match[1] else ("a link", "")
    file = target if bang or target.endswith(".md") else f"{target}.md"
    example = f"{bang}[{words or 'words'}]({'%20'.join(file.split())})"
    what = f"'{quote(match[0])}' is not {kind}: double brackets have no meaning here"
    return Slip(match.start(), what, f"write {quote(example)}, or \\[ for a bracket of the text")


FORMS: tuple[tuple[re.Pattern[str], Callable[[Block, re.Match[str]], Slip | None]], ...] = (
    (UNREAD, _unread),
    (SPACED, _spaced),
    (REVERSED, _reversed),
    (REFERENCE, _reference),
    (WIKI, _wiki_link),
    (WITHOUT_SCHEME, _without_scheme),
    (re.compile(r"!\s{1,3}(?=\0)"), _split_image),
)
"""The forms of text that is almost a link, each with a function that describes the mistake, if it is one."""


def almost_footnotes(block: Block) -> Iterator[Slip]:
    """Find references to footnotes that have no text."""
    for match in FOOTNOTE.finditer(block.text):
        label, rest = match[1], block.text[match.end() :]
        if re.match(r"[ \t]+:|[ \t]*[^\s:]", rest) and block.text[: match.start()].rpartition("\n")[2] == "":
            what = f"the line '{quote(match[0] + rest.partition(chr(10))[0])}' is not a footnote: ':' must follow ]"
            yield Slip(match.start(), what, f"write [^{label}]: and the text, after an empty line")
        else:
            what = f"the footnote '{match[0]}' has no text, so readers see these signs"
            yield Slip(match.start(), what, f"add a line '[^{label}]: …' with its text, or remove it")
