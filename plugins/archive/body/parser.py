"""The Markdown parser: CommonMark as its specification has it, and what reports may use beyond.

Beyond are tables, footnotes, definition lists and ids of headings; raw HTML is text. Tokens remember where they stood.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, autolink, image, link
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_ref

from plugins.archive.body import limits
from plugins.archive.body.context import SourcePosition
from plugins.archive.body.embeds import link_embeds, link_videos
from plugins.archive.body.html import RENDER_RULES, BodyRenderer
from plugins.archive.limits import NESTING
from plugins.archive.text.spelling import normalize

RESERVED_IDS = frozenset(
    {"content", "events", "sources", "corrections", "authors", "cite", "related", "search", "title"}
    | {"theme", "search-form", "support", "support-title"}
)
"""Ids that pages and their scripts use themselves; a heading of this name gets another."""
PLACED = ("link_open", "image", "footnote_ref")
InlineRule = Callable[[StateInline, bool], bool]
REMEMBERED: dict[str, tuple[str, InlineRule]] = {
    "link": ("[", link),
    "image": ("!", link_videos(image)),
    "autolink": ("<", autolink),
    "footnote_ref": ("[", footnote_ref),
}
"""The rules whose tokens are to remember where they stood, each with the sign that it begins with."""


class Footnote(NamedTuple):
    """A footnote as it was written: its label, its line, and whether it stands within another."""

    label: str
    line: int
    within: bool


def commonmark(renderer: type[RendererHTML] = RendererHTML) -> MarkdownIt:
    """Return a parser of CommonMark and nothing else, raw HTML apart, which it prints as text.

    Whatever is nested deeper than its `maxNesting` the parser leaves out; a list takes two of its levels. So it is set
    to where `body_bounds` has refused the body for its depth.
    """
    options = {"html": False, "maxNesting": 2 * NESTING + 4}
    return MarkdownIt("commonmark", options, renderer_cls=renderer)


@cache
def report_parser() -> MarkdownIt:
    """Return the one parser of reports."""
    markdown = commonmark(BodyRenderer).enable("table")
    markdown.options["xhtmlOut"] = False
    markdown.use(footnote_plugin).use(deflist_plugin)
    for name, write in RENDER_RULES.items():
        markdown.add_render_rule(name, write)
    # What a link may lead to is judged where it can be refused with a message; the parser would print it as text.
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    markdown.core.ruler.at("inline", _inline)
    markdown.core.ruler.push("heading_ids", _identify_headings)
    markdown.inline.ruler.before("autolink", "embed", _placed(link_embeds, "<"))
    for name, (sign, rule) in REMEMBERED.items():
        markdown.inline.ruler.at(name, _placed(rule, sign))
    limits.install_limits(markdown)
    return markdown


def _placed(rule: InlineRule, sign: str) -> InlineRule:
    """Let the first token that a rule makes remember where it stood.

    That is the block's first line (None for a note within words) and its words, and where in which words it was met.
    The block's own token it must not hold: a ring of tokens would stay in memory until the end of a build.
    """

    def run(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if state.src[start] != sign or not rule(state, silent):
            return False
        made = () if silent else state.tokens[count : count + 2]
        for token in made:  # the first may be the text before it
            if token.type in PLACED:
                line, block = state.env["block"]
                token.meta["stood"] = SourcePosition(line, block, state.src, start)
                break
        return True

    return run


def _inline(state: StateCore) -> None:
    """Parse the words of every block, so that rules know the block that they are in; note where footnotes stand."""
    notes, depth = state.env.setdefault("notes", []), 0
    for token in state.tokens:
        depth += token.nesting * token.type.startswith("footnote_reference")
        if token.type == "footnote_reference_open":
            notes.append(Footnote(token.meta["label"], (token.map or [0])[0], depth > 1))
        if token.type == "inline":
            state.env["block"] = (token.map[0] if token.map else None, token.content)
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _identify_headings(state: StateCore) -> None:
    """Give each heading an id that no other has."""
    taken: set[str] = set()
    counts: dict[str, int] = {}
    for opening, inline in itertools.pairwise(state.tokens):
        if opening.type == "heading_open":
            slug = heading_id(heading_text(inline))
            unique = slug
            while unique in taken:
                counts[slug] = counts.get(slug, 0) + 1
                unique = f"{slug}-{counts[slug]}"
            taken.add(unique)
            opening.attrSet("id", unique)


def heading_text(inline: Token) -> str:
    """Return the words of a heading."""
    return "".join(child.content for child in inline.children or () if child.type in ("text", "code_inline"))


def heading_id(title: str) -> str:
    """Return the id of a heading: its words in any script, kept apart from the ids that pages use."""
    slug = normalize(title).replace(" ", "-") or "section"
    taken = slug in RESERVED_IDS or slug.startswith(("event-", "source-", "site-", "fn"))
    return f"section-{slug}" if taken else slug


def parse(text: str) -> tuple[list[Token], dict[str, Any]]:
    """Return the tokens of a body and what is known beside them; raises `body_bounds.ExcessError`."""
    env: dict[str, Any] = {}
    return report_parser().parse(text, env), env
