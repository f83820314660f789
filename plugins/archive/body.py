"""The body: a report's Markdown as HTML, its links and pictures resolved or refused.

CommonMark with tables, footnotes, definition lists and heading ids; raw HTML is text.
"""

from __future__ import annotations

import itertools
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.anchors import anchors_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from plugins.archive import urls as paths
from plugins.archive.names import fold
from plugins.archive.problems import Problem
from plugins.archive.report import Body, BodyLink, Heading
from plugins.archive.urls import Urls

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"})
ATTACHMENTS = PICTURES | {".pdf", ".csv", ".txt", ".json", ".geojson", ".zip", ".xlsx", ".ods"}
OUTSIDE = frozenset({"http", "https", "mailto"})
TAKEN = frozenset({"content", "events", "sources", "corrections", "authors", "related", "search", "title"})
"""Ids that pages use themselves; a heading of this name gets another."""
SCROLLED = '<pre tabindex="0">'
"""Code that may be wider than the page; whoever has no mouse scrolls it by keyboard."""


def heading_id(title: str) -> str:
    """Return the id of a heading: its words in any script, kept apart from the ids that pages use."""
    slug = fold(title).replace(" ", "-") or "section"
    taken = slug in TAKEN or slug.startswith(("event-", "source-", "site-", "fn"))
    return f"section-{slug}" if taken else slug


@cache
def parser() -> MarkdownIt:
    """Return the one parser of reports."""
    markdown = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    markdown.use(footnote_plugin).use(deflist_plugin)
    markdown.use(anchors_plugin, min_level=2, max_level=6, slug_func=heading_id)
    markdown.add_render_rule("table_open", _open_table)
    markdown.add_render_rule("table_close", _close_table)
    markdown.add_render_rule("fence", _fence)
    markdown.add_render_rule("code_block", _code_block)
    return markdown


def _open_table(*_: Any) -> str:
    return '<div class="table-scroll" role="group" aria-label="Table" tabindex="0"><table>\n'


def _close_table(*_: Any) -> str:
    return "</table></div>\n"


def _fence(renderer: RendererHTML, *arguments: Any) -> str:
    return renderer.fence(*arguments).replace("<pre>", SCROLLED, 1)


def _code_block(renderer: RendererHTML, *arguments: Any) -> str:
    return renderer.code_block(*arguments).replace("<pre>", SCROLLED, 1)


@dataclass(slots=True)
class Rendering:
    """One body being rendered: whose it is, where it stands, and what has been found in it."""

    path: str
    text: str
    offset: int
    urls: Urls
    problems: list[Problem]
    links: list[BodyLink] = field(default_factory=list)
    attachments: list[tuple[str, int]] = field(default_factory=list)

    @property
    def stem(self) -> str:
        """The file's name without `.md`."""
        return posixpath.basename(self.path).removesuffix(".md")

    def refuse(self, line: int, what: str, remedy: str) -> None:
        """Note a problem at a line of the file."""
        self.problems.append(Problem(self.path, line, 1, "body", what, remedy))

    def line_of(self, block: Token, target: str) -> int:
        """Return the line of the file in which `target` stands within `block`."""
        first, last = block.map or (0, 0)
        lines = self.text.split("\n")[first:last]
        wanted = {target, unquote(target)} - {""}
        near = next((n for n, line in enumerate(lines) if any(word in line for word in wanted)), 0)
        return first + near + self.offset + 1


def render(path: str, text: str, offset: int, urls: Urls, problems: list[Problem]) -> Body:
    """Render the body `text` of the file `path`; `offset` is the number of the file's lines before it."""
    work = Rendering(path, text, offset, urls, problems)
    env: dict[str, Any] = {}
    tokens = parser().parse(text, env)
    for block, token in _inline(tokens):
        if token.type == "link_open":
            _resolve_link(token, block, work)
        elif token.type == "image":
            _resolve_picture(token, block, work)
    headings = tuple(_headings(tokens, work))
    html = str(parser().renderer.render(tokens, parser().options, env))
    return Body(html, headings, tuple(work.links), tuple(dict.fromkeys(work.attachments)))


def _inline(tokens: list[Token]) -> Iterator[tuple[Token, Token]]:
    """List every inline token with the block that holds it."""
    return ((block, child) for block in tokens for child in block.children or ())


def _headings(tokens: list[Token], work: Rendering) -> Iterator[Heading]:
    for opening, inline in itertools.pairwise(tokens):
        if opening.type != "heading_open":
            continue
        if opening.tag == "h1":
            work.refuse(work.line_of(opening, ""), "a heading of level 1 (the title is the page's)", "begin with '##'")
        words = "".join(child.content for child in inline.children or () if child.type in ("text", "code_inline"))
        yield Heading(int(opening.tag[1]), str(opening.attrGet("id") or ""), words)


def _resolve_link(token: Token, block: Token, work: Rendering) -> None:
    href = str(token.attrGet("href") or "")
    parts = urlsplit(href)
    if parts.scheme in OUTSIDE:
        token.attrSet("rel", "external noopener")
    elif parts.scheme or parts.netloc or href.startswith("/"):
        remedy = "link to https://…, or relatively to a .md file"
        work.refuse(work.line_of(block, href), f"the link '{unquote(href)}' leads out of the archive's files", remedy)
    elif parts.path or parts.fragment:
        token.attrSet("href", _relative(unquote(parts.path), parts.fragment, work.line_of(block, href), work))


def _relative(target: str, fragment: str, line: int, work: Rendering) -> str:
    """Return the link for a file of the content; what it must exist for is checked over the whole archive."""
    resolved = posixpath.normpath(posixpath.join(posixpath.dirname(work.path), target)) if target else work.path
    if resolved.endswith(".md"):
        work.links.append(BodyLink(resolved, unquote(fragment), line))
        return work.urls.href(path_of(resolved)) + (f"#{fragment}" if fragment else "")
    return _attachment(target, resolved, ATTACHMENTS, line, work)


def path_of(file: str) -> str:
    """Return the path on the site of a Markdown file of the content."""
    stem = posixpath.basename(file).removesuffix(".md")
    return paths.page(stem) if file.startswith("pages/") else paths.report(stem)


def _attachment(target: str, resolved: str, allowed: frozenset[str], line: int, work: Rendering) -> str:
    own = f"{posixpath.dirname(work.path)}/{work.stem}/"
    name = resolved.removeprefix(own)
    if work.path.startswith("pages/"):
        work.refuse(line, f"'{target}' is a file, and pages have none of their own", "link to a report or to https://…")
    elif not resolved.startswith(own) or "/" in name:
        work.refuse(
            line, f"'{target}' is not in the report's own folder", f"put the file into {own} and link to it there"
        )
    elif posixpath.splitext(name)[1].lower() not in allowed:
        work.refuse(line, f"files like '{name}' are not published", f"use one of {', '.join(sorted(allowed))}")
    else:
        work.attachments.append((name, line))
    return quote(work.urls.href(paths.attachment(work.stem, name.rpartition("/")[2])))


def _resolve_picture(token: Token, block: Token, work: Rendering) -> None:
    source = str(token.attrGet("src") or "")
    line = work.line_of(block, source)
    parts = urlsplit(source)
    if not token.content.strip():
        work.refuse(line, f"the picture '{unquote(source)}' has no text", "say in [ ] what it shows")
    if parts.scheme or parts.netloc or source.startswith("/"):
        remedy = "put the picture into the report's own folder"
        work.refuse(line, f"the picture '{unquote(source)}' lies elsewhere (its host would learn who reads)", remedy)
        return
    target = unquote(parts.path)
    resolved = posixpath.normpath(posixpath.join(posixpath.dirname(work.path), target))
    token.attrSet("src", _attachment(target, resolved, PICTURES, line, work))
    token.attrSet("loading", "lazy")
