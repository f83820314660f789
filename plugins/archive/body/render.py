"""The body: a report's Markdown as HTML, its links and pictures resolved or refused.

CommonMark with tables, footnotes, definition lists and heading ids; raw HTML is text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from markdown_it.token import Token

from plugins.archive.body.context import RenderContext
from plugins.archive.body.figures import make_figures, set_lazy_loading
from plugins.archive.body.html import sanitize
from plugins.archive.body.limits import LimitExceededError
from plugins.archive.body.links import resolve_image, resolve_link
from plugins.archive.body.parser import heading_text, parse, report_parser
from plugins.archive.body.parts import Body, Heading
from plugins.archive.limits import HTML_EXPANSION, HTML_EXPANSION_FROM
from plugins.archive.problems import Problem
from plugins.archive.schema.reader import limit_problems
from plugins.archive.text.characters import describe_character, find_hidden_character
from plugins.archive.urls import Urls

ENTITY = re.compile(r"&#?[A-Za-z0-9]{1,31};")


def render(path: str, text: str, offset: int, urls: Urls, problems: list[Problem]) -> Body:
    """Render the body `text` of the file `path`; `offset` is the number of the file's lines before it."""
    work = RenderContext(path, text, offset, urls)
    body = _body(text, work)
    problems.extend(limit_problems(sorted(work.problems)))
    return body


def _body(text: str, work: RenderContext) -> Body:
    try:
        tokens, env = parse(text)
    except LimitExceededError as excess:
        work.error((excess.line + work.offset + 1, 1), str(excess), excess.remedy)
        return Body()
    blocks = [token for token in tokens if token.type == "inline"]
    for block in blocks:
        _resolve(block, work)
    set_lazy_loading(blocks)
    make_figures(tokens, work)
    headings = tuple(_headings(tokens, work))
    _check_footnotes(env, work)
    html = _html(tokens, env, blocks, work)
    return Body(html, headings, tuple(work.links), tuple(dict.fromkeys(work.files)))


def _resolve(block: Token, work: RenderContext) -> None:
    """Resolve the links and pictures of a block's words."""
    within = 0
    for token in block.children or ():
        if token.type == "link_close":
            within -= 1
        elif token.type == "image":
            resolve_image(token, work)
        elif token.type in ("link_open", "footnote_ref"):
            if within:
                work.error(work.position_of(token), "a link stands within a link", "put one after the other")
            if token.type == "link_open":
                within += 1
                resolve_link(token, work)


def _headings(tokens: list[Token], work: RenderContext) -> Iterator[Heading]:
    for opening, inline in itertools.pairwise(tokens):
        if opening.type != "heading_open":
            continue
        place = (work.line_of(opening), 1)
        title = heading_text(inline)
        if opening.tag == "h1":
            work.error(place, "a heading of level 1 (the title is the page's)", "begin with '##'")
        if not title.strip():
            work.error(place, "a heading has no words", "write some, or take it away")
        yield Heading(int(opening.tag[1]), str(opening.attrGet("id") or ""), title)


def _check_footnotes(env: dict[str, Any], work: RenderContext) -> None:
    """Refuse a footnote that would not be printed: to which nothing refers, or that is there twice, or in another."""
    seen: set[str] = set()
    for label, line, within in env["notes"]:
        place = work.position_of_text(line, f"[^{label}]:")
        if within:
            work.error(place, f"the footnote [^{label}] stands within another", "put it after that one")
        elif label in seen:
            work.error(place, f"the footnote [^{label}] is there already", "give one of the two another name")
        elif env["footnotes"]["refs"][f":{label}"] == -1:
            work.error(place, f"nothing refers to the footnote [^{label}]", "refer to it, or take it away")
        seen.add(label)


def _html(tokens: list[Token], env: dict[str, Any], blocks: list[Token], work: RenderContext) -> str:
    """Return the tokens as HTML; nothing when it is too much, or hides something."""
    most = HTML_EXPANSION * max(len(work.text), HTML_EXPANSION_FROM)
    if env.get("references") and sum(_weight(token) for block in blocks for token in block.children or ()) > most:
        return _too_much(work)
    html = str(report_parser().renderer.render(tokens, report_parser().options, env))
    if len(html) > most:
        return _too_much(work)
    if ("&" in work.text or "%" in work.text) and (hidden := find_hidden_character(html)):
        _refuse_hidden(hidden[0], blocks, work)
    clean = sanitize(html)
    if clean != html and not work.problems:  # what was refused before says more than that it would not pass
        what, remedy = "its HTML holds what no report may", "write it plainly; if it is plain, this is a bug of ours"
        work.error((work.offset + 1, 1), what, remedy)
    return clean


def _weight(token: Token) -> int:
    """Return about how much HTML a token will be, with what it points to, which may stand elsewhere only once."""
    return len(token.content) + (sum(len(str(value)) for value in token.attrs.values()) if token.attrs else 0)


def _too_much(work: RenderContext) -> str:
    what = f"the body would become more than {HTML_EXPANSION} times as long as HTML"
    work.error((work.offset + 1, 1), what, "refer less often to long addresses, and write fewer notes")
    return ""


def _refuse_hidden(sign: str, blocks: list[Token], work: RenderContext) -> None:
    """Refuse a character that hides or reorders text and came in as an entity or a percent code."""
    place = (work.offset + 1, 1)
    for block in blocks:
        for entity in ENTITY.finditer(block.content):
            if find_hidden_character(unescape(entity[0])):
                place = work.position_in(block.map[0] if block.map else None, block.content, entity.start())
                break
    work.error(place, f"holds {describe_character(sign)}", "leave it out")
