"""Rendering of a body: Markdown to safe HTML, with its links and images resolved."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from typing import Any, NamedTuple

from markdown_it.token import Token

from plugins.archive.body.context import RenderContext
from plugins.archive.body.figures import make_figures, set_lazy_loading
from plugins.archive.body.html import sanitize
from plugins.archive.body.limits import LimitExceededError
from plugins.archive.body.links import resolve_image, resolve_link
from plugins.archive.body.parser import heading_text, report_parser
from plugins.archive.body.parts import Body, Heading
from plugins.archive.limits import HTML_EXPANSION, HTML_EXPANSION_FROM
from plugins.archive.problems import Problem, limit_problems
from plugins.archive.text.characters import describe_character, find_hidden_character
from plugins.archive.urls import Urls

ENTITY = re.compile(r"&#?[A-Za-z0-9]{1,31};")


class ParsedBody(NamedTuple):
    """A parsed body: its tokens, the parser's environment, and the context for positions."""

    tokens: Sequence[Token]
    env: dict[str, Any]
    context: RenderContext


def render(
    path: str,
    text: str,
    offset: int,
    urls: Urls,
    problems: list[Problem],
    inspect: Callable[[ParsedBody], None] | None = None,
) -> Body:
    """Render the body `text` of the file `path`, which has `offset` lines before it.

    `inspect` is called with the parsed body before its links are resolved, unless it exceeds a limit.
    """
    context = RenderContext(path, text, offset, urls)
    body = _render(text, context, inspect)
    problems.extend(limit_problems(sorted(context.problems)))
    return body


def _render(text: str, context: RenderContext, inspect: Callable[[ParsedBody], None] | None) -> Body:
    env: dict[str, Any] = {}
    try:
        tokens = report_parser().parse(text, env)
    except LimitExceededError as error:
        context.error((error.line + context.offset + 1, 1), error.what, error.remedy)
        return Body()
    if inspect:
        inspect(ParsedBody(tokens, env, context))
    blocks = [token for token in tokens if token.type == "inline"]
    for block in blocks:
        _resolve_references(block, context)
    set_lazy_loading(blocks)
    make_figures(tokens, context)
    headings = tuple(_headings(tokens, context))
    _check_footnotes(env, context)
    html = _html(tokens, env, blocks, context)
    return Body(html, headings, tuple(context.links), tuple(dict.fromkeys(context.files)))


def _resolve_references(block: Token, context: RenderContext) -> None:
    depth = 0
    for token in block.children or ():
        if token.type == "link_close":
            depth -= 1
        elif token.type == "image":
            resolve_image(token, context)
        elif token.type in ("link_open", "footnote_ref"):
            if depth:
                context.error(context.position_of(token), "a link is inside another link", "put one after the other")
            if token.type == "link_open":
                depth += 1
                resolve_link(token, context)


def _headings(tokens: list[Token], context: RenderContext) -> Iterator[Heading]:
    for opening, inline in itertools.pairwise(tokens):
        if opening.type != "heading_open":
            continue
        position = (context.line_of(opening), 1)
        text = heading_text(inline)
        if opening.tag == "h1":
            context.error(position, "a heading has level 1, which is for the title of the page", "begin it with '##'")
        if not text.strip():
            context.error(position, "a heading has no text", "add text, or remove the heading")
        yield Heading(int(opening.tag[1]), str(opening.attrGet("id") or ""), text)


def _check_footnotes(env: dict[str, Any], context: RenderContext) -> None:
    """Report unused, duplicate and nested footnotes, which the parser would drop."""
    seen: set[str] = set()
    for label, line, nested in env["source_footnotes"]:
        position = context.position_of_text(line, f"[^{label}]:")
        if nested:
            context.error(position, f"the footnote [^{label}] is inside another footnote", "put it after that one")
        elif label in seen:
            context.error(position, f"the footnote [^{label}] is defined twice", "rename one of the two")
        elif env["footnotes"]["refs"][f":{label}"] == -1:
            context.error(position, f"the footnote [^{label}] is not used", "refer to it, or remove it")
        seen.add(label)


def _html(tokens: list[Token], env: dict[str, Any], blocks: list[Token], context: RenderContext) -> str:
    """Return the sanitized HTML of the tokens; report HTML that is too long, hidden or not allowed."""
    max_length = HTML_EXPANSION * max(len(context.text), HTML_EXPANSION_FROM)
    lengths = (_html_length(token) for block in blocks for token in block.children or ())
    if env.get("references") and sum(lengths) > max_length:
        return _report_length(context)
    html = str(report_parser().renderer.render(tokens, report_parser().options, env))
    if len(html) > max_length:
        return _report_length(context)
    if ("&" in context.text or "%" in context.text) and (hidden := find_hidden_character(html)):
        _report_hidden(hidden[0], blocks, context)
    clean = sanitize(html)
    if clean != html and not context.problems:  # other problems explain the difference better
        what = "the HTML contains elements that are not allowed"
        context.error((context.offset + 1, 1), what, "if this is plain Markdown, report a bug in Sitrep")
    return clean


def _html_length(token: Token) -> int:
    """Return the approximate length of a token's HTML, including addresses that are written once and used often."""
    return len(token.content) + (sum(len(str(value)) for value in token.attrs.values()) if token.attrs else 0)


def _report_length(context: RenderContext) -> str:
    what = f"the HTML would be more than {HTML_EXPANSION} times as long as the text"
    context.error((context.offset + 1, 1), what, "refer less often to long addresses, and write fewer footnotes")
    return ""


def _report_hidden(character: str, blocks: list[Token], context: RenderContext) -> None:
    """Report a hidden character that is written as an entity or percent-encoded."""
    position = (context.offset + 1, 1)
    for block in blocks:
        for entity in ENTITY.finditer(block.content):
            if find_hidden_character(unescape(entity[0])):
                position = context.position_in(block.map[0] if block.map else None, block.content, entity.start())
                break
    context.error(position, f"contains {describe_character(character)}", "remove it")
