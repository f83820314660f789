"""Code blocks that are probably not meant as code: unclosed fences and indented text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

from plugins.archive.body.context import RenderContext
from plugins.archive.checks.warnings.slip import Slip, quote

CONTAINER = re.compile(r"[\s>]*")
MARKUP = re.compile(r"^(?:#{2,6} |[-*+] \S|\d{1,3}[.)] \S|!?\[[^\[\]\n]{1,200}\]\(|\[\^[^\]\s]{1,50}\]:)")
SENTENCE = re.compile(r"^[^\W\d_a-z][^\n;{}=<>]{40,}[.!?…,]?$")
MIN_WORDS = 8
"""Words of a line from which indented text is probably prose."""


def code_slips(token: Token, context: RenderContext) -> Iterator[Slip]:
    """Find the mistakes of a block of code."""
    if token.type == "fence":
        last = context.text_line(token.map[1] - 1 if token.map else 0)
        first = context.text_line(token.map[0] if token.map else 0)
        closing = CONTAINER.sub("", last, count=1).strip()
        is_single = token.map is not None and token.map[1] - token.map[0] == 1
        if is_single or not (closing.startswith(token.markup) and set(closing) == {token.markup[0]}):
            what = f"the block of code that begins with '{quote(first)}' does not end, so all text below it is code"
            yield Slip(0, what, f"add a line '{token.markup}' where the code ends, or remove the first line")
        return
    line = token.content.lstrip("\n").partition("\n")[0]
    if MARKUP.match(line.strip()) or (len(line.split()) >= MIN_WORDS and SENTENCE.match(line.strip())):
        what = f"'{quote(line)}' is shown as code, because the line begins with four spaces or a tab"
        yield Slip(0, what, "remove the spaces before it, or put lines ``` around it if it is code")
