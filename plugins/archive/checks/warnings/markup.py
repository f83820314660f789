"""Markup: HTML, unclosed emphasis and signs of other kinds of Markdown that a page would show as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.archive.checks.warnings.slip import Block, Slip, quote

COMMENT = re.compile(r"<!-{1,3}")
ELEMENTS = {
    "b": "**words**",
    "strong": "**words**",
    "i": "*words*",
    "em": "*words*",
    "a": "[words](https://…)",
    "img": "![what it shows](name/file.jpg)",
    "br": "a backslash at the end of the line",
    "p": "an empty line between paragraphs",
    "div": "an empty line between paragraphs",
    "ul": "lines that begin with '- '",
    "ol": "lines that begin with '1. '",
    "li": "lines that begin with '- '",
    "table": "lines with | between the cells",
    "tr": "lines with | between the cells",
    "td": "lines with | between the cells",
    "th": "lines with | between the cells",
    "blockquote": "lines that begin with '> '",
    "code": "`words`",
    "pre": "a line ``` before and after",
    "hr": "a line ---",
    **{f"h{level}": "## and the words of the heading" for level in range(1, 7)},
}
"""Elements, each with the Markdown for it."""
OTHER_ELEMENTS = (
    "abbr|address|article|aside|audio|body|button|caption|center|cite|col|colgroup|del|details|dd|dl|dt|embed|"
    "figcaption|figure|font|footer|form|g|head|header|html|iframe|input|ins|label|link|main|mark|meta|nav|noscript|"
    "object|option|path|picture|q|s|script|section|select|small|source|span|strike|style|sub|summary|sup|svg|tbody|"
    "textarea|tfoot|thead|time|title|tt|u|var|video|wbr|xml"
)
TAG = re.compile(
    rf"<(/?)({'|'.join(sorted(ELEMENTS, key=len, reverse=True))}|{OTHER_ELEMENTS}|[ovwm]:\w+)"
    r"(?=[\s/>])(?:[^<>]{0,2000}>|\s+[\w:-]+=)",
    re.IGNORECASE,
)
OFFICE = re.compile(r"\bMso|mso-|<[ow]:|w:WordDocument|StartFragment|docs-internal-guid|<!-*\[if|urn:schemas-microsoft")
PASTE = "paste it as plain text (Ctrl+Shift+V), and mark it up with Markdown"
BOLD = re.compile(
    r"(?<![*\d])\*\*(?![*\d])|(?<![\w_])__(?=[^\s_])|(?<=[^\s_])__(?![\w_])|(?<![\w_])__(?= [^\n_]{1,200} __(?![\w_]))"
)
ITALIC = re.compile(r"(?<![\w*])\*(?=[^\s*])[^*\n]{1,200}(?<=\s)\*(?![\w*])")
FOREIGN = (
    (r"~~(?=[^\s~])[^~\n]{1,500}~~", "readers see the text, because struck-out text is not supported", "remove it"),
    (r"==(?=[^\s=])[^=\n]{1,500}==", "highlighting is not supported", "write **words** or *words*"),
    (r"%%(?=[^%\n])[^%\n]{1,500}%%", "a comment would be published as text", "remove it"),
    (r"\{\{[^{}\n]{1,500}\}\}|\{%[^{}\n]{1,500}%\}", "the code of a template has no meaning here", "remove it"),
    (r"^\[!\w{1,20}\]", "call-outs are not supported", "write a normal quote"),
    (r"^:::+ ?\w*|^!!! ?\w+", "call-outs are not supported", "write a quote: lines that begin with '> '"),
    (r"```|~~~", "it does not begin a block of code in the middle of a line", "put it on a line of its own"),
)
"""Signs of other kinds of Markdown: the pattern, what is wrong and the remedy."""
FOREIGN_SIGNS = tuple((re.compile(pattern, re.MULTILINE), what, remedy) for pattern, what, remedy in FOREIGN)
TASK = re.compile(r"\[[ xX]\]\s")


def comments(block: Block) -> Iterator[Slip]:
    """Find HTML comments, which would be published as text."""
    for match in COMMENT.finditer(block.text):
        if OFFICE.match(block.text, match.start()) or OFFICE.search(block.text[match.start() : match.start() + 80]):
            yield Slip(match.start(), "HTML of Word would be published as text", PASTE, "error")
        else:
            start = quote(block.source[match.start() :].partition("-->")[0])
            what = f"the comment '{start}' would be published as text"
            yield Slip(match.start(), what, "remove it, from <!-- to -->; all text of this file is public", "error")


def html(block: Block) -> Iterator[Slip]:
    """Find HTML elements, which are shown as text; each kind of element once."""
    seen: set[str] = set()
    is_office = OFFICE.search(block.text)
    for match in TAG.finditer(block.text):
        name = match[2].lower()
        if name in seen or (is_office and seen):
            continue
        seen.add(name)
        if is_office:
            what, remedy = f"readers see HTML of a word processor, '{quote(match[0])}', as text", PASTE
        else:
            what = f"readers see the HTML '{quote(match[0])}' as text"
            remedy = f"write {ELEMENTS[name]}" if name in ELEMENTS else "remove it, or write `…` to show it as code"
        yield Slip(match.start(), what, remedy)


def emphasis(block: Block) -> Iterator[Slip]:
    """Find signs of emphasis without a partner."""
    if match := BOLD.search(block.text):
        signs = match[0]
        rest = quote(block.source[match.start() :].partition("\n")[0][:60])
        if re.match(r"\s", block.text[match.end() :]) and signs in block.text[match.end() :]:
            what, remedy = "is not bold, because of the space inside", f"write {signs}words{signs}"
        else:
            what, remedy = "is not bold: one of its two ends is missing", f"write {signs}words{signs}"
        yield Slip(match.start(), f"'{rest}' {what}", rf"{remedy}, or \{signs[0]}\{signs[0]} for the signs themselves")
    if match := ITALIC.search(block.text):
        what = f"'{quote(match[0])}' is not emphasised, because of the space inside"
        yield Slip(match.start(), what, r"write *words*, or \* for the sign itself")


def foreign_signs(block: Block) -> Iterator[Slip]:
    """Find what other kinds of Markdown understand, and this one shows as it is."""
    for pattern, what, remedy in FOREIGN_SIGNS:
        if match := pattern.search(block.text):
            yield Slip(match.start(), f"readers see '{quote(match[0])}': {what}", remedy)
    if block.depth > 2 and TASK.match(block.text):
        what = f"readers see '{quote(block.source)}': check boxes are not supported"
        yield Slip(0, what, "remove the check box; an archive contains no open tasks")
