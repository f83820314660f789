"""The Markdown parser: CommonMark with tables, footnotes, definition lists and heading ids; raw HTML is text.

Tokens of links, images and footnote references remember their position in the source.
"""

from __future__ import annotations

import itertools
import unicodedata
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, autolink, image, link
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

from plugins.archive.body.context import SourcePosition
from plugins.archive.body.embeds import InlineRule, link_embeds, link_videos
from plugins.archive.body.html import RENDER_RULES, BodyRenderer
from plugins.archive.body.limits import install_limits
from plugins.archive.limits import NESTING
from plugins.archive.text.name_keys import similarity_key
from plugins.archive.urls import SECTION_IDS

RESERVED_ID_PREFIXES = ("event-", "source-", "site-", "fn")
"""Prefixes of the ids of events, sources, parts of the theme and footnotes."""
POSITIONED = ("link_open", "image", "footnote_ref")
POSITIONED_RULES: dict[str, tuple[str, InlineRule]] = {
    "link": ("[", link),
    "image": ("!", link_videos(image)),
    "autolink": ("<", autolink),
    "footnote_ref": ("[", footnote_ref),
}
"""The inline rules whose tokens get a source position, each with the character at which it applies."""


def commonmark(renderer: type[RendererHTML] = RendererHTML) -> MarkdownIt:
    """Return a parser of plain CommonMark that renders raw HTML as text.

    The parser drops everything nested deeper than `maxNesting`, of which a list takes two levels. The value is so high
    that `body.limits` reports the body first.
    """
    options = {"html": False, "maxNesting": 2 * NESTING + 4}
    return MarkdownIt("commonmark", options, renderer_cls=renderer)


@cache
def report_parser() -> MarkdownIt:
    """Return the parser of reports and pages."""
    return make_parser()


def make_parser() -> MarkdownIt:
    """Return a new parser of reports and pages, which raises `body.limits.LimitExceededError`."""
    markdown = commonmark(BodyRenderer).enable("table")
    markdown.options["xhtmlOut"] = False
    markdown.use(footnote_plugin).use(deflist_plugin)
    for name, rule in RENDER_RULES.items():
        markdown.add_render_rule(name, rule)
    # Links are checked in body/links.py, which reports problems; the parser would turn invalid ones into text.
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    markdown.core.ruler.at("inline", _parse_inline)
    markdown.core.ruler.push("heading_ids", _set_heading_ids)
    markdown.inline.ruler.before("autolink", "embed", _with_position(link_embeds, "<"))
    for name, (character, inline_rule) in POSITIONED_RULES.items():
        markdown.inline.ruler.at(name, _with_position(inline_rule, character))
    install_limits(markdown)
    return markdown


def _with_position(rule: InlineRule, character: str) -> InlineRule:
    """Return an inline rule whose token has its `SourcePosition`.

    The position has the text of the block and not its token: a cycle of tokens would stay in memory until the end of a
    build.
    """

    def run(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if state.src[start] != character or not rule(state, silent):
            return False
        new = () if silent else state.tokens[count : count + 2]
        for token in new:  # the first may be the text before it
            if token.type in POSITIONED:
                line, block = state.env["block"]
                token.meta["source_position"] = SourcePosition(line, block, state.src, start)
                break
        return True

    return run


def _parse_inline(state: StateCore) -> None:
    """Parse the text of each block, with the block in the environment.

    `source_footnotes` in the environment has each footnote: its label, its line, and whether it is inside another one.
    """
    footnotes, depth = state.env.setdefault("source_footnotes", []), 0
    for token in state.tokens:
        depth += token.nesting * token.type.startswith("footnote_reference")
        if token.type == "footnote_reference_open":
            footnotes.append((token.meta["label"], (token.map or [0])[0], depth > 1))
        if token.type == "inline":
            state.env["block"] = (token.map[0] if token.map else None, token.content)
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _set_heading_ids(state: StateCore) -> None:
    used: set[str] = set()
    counts: dict[str, int] = {}
    for opening, inline in itertools.pairwise(state.tokens):
        if opening.type == "heading_open":
            slug = heading_id(heading_text(inline))
            unique = slug
            while unique in used:
                counts[slug] = counts.get(slug, 0) + 1
                unique = f"{slug}-{counts[slug]}"
            used.add(unique)
            opening.attrSet("id", unique)


def heading_text(inline: Token) -> str:
    """Return the text of a heading."""
    return "".join(child.content for child in inline.children or () if child.type in ("text", "code_inline"))


def heading_id(title: str) -> str:
    """Return the id of a heading: its words in any script, never an id that pages use themselves."""
    slug = unicodedata.normalize("NFC", similarity_key(title)).replace(" ", "-") or "section"
    is_reserved = slug in SECTION_IDS or slug.startswith(RESERVED_ID_PREFIXES)
    return f"section-{slug}" if is_reserved else slug
