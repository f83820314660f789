"""The body's HTML: what the parser's tokens become, and the wall that lets nothing else through.

What is written here is written as browsers' own serialisation writes it (HTML standard, 13.3), so that nh3, which reads
and rewrites all of it, gives back the same bytes; when it does not, something stood there that no report may hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import nh3
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

SCROLLED = '<pre tabindex="0">'
"""Code that may be wider than the page; whoever has no mouse scrolls it by keyboard."""
TABLE = '<div class="table-scroll" role="group" aria-label="Table" tabindex="0"><table>\n'
FOOTNOTES = (
    '<hr class="footnotes-sep">\n<section class="footnotes" aria-label="Footnotes">\n<ol class="footnotes-list">\n'
)
ALIGNED = {"text-align:left": "align-start", "text-align:center": "align-center", "text-align:right": "align-end"}
"""What the parser says of a cell, and the class for it: no style of an element's own counts by the page's policy."""
Rule = Callable[..., str]


def escape_text(text: str) -> str:
    """Return `text` as it is written between elements."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\u00a0", "&nbsp;")


def escape_attribute(text: str) -> str:
    """Return `text` as it is written in an attribute."""
    return escape_text(text).replace('"', "&quot;")


class BodyRenderer(RendererHTML):
    """Writes tokens as HTML."""

    @staticmethod
    def renderAttrs(token: Token) -> str:  # noqa: N802 # the library's name
        return "".join(_attribute(key, str(value)) for key, value in token.attrItems())

    def text(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return escape_text(tokens[idx].content)

    def code_inline(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f"<code>{escape_text(tokens[idx].content)}</code>"

    def code_block(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f"{SCROLLED}<code>{escape_text(tokens[idx].content)}</code></pre>\n"

    def fence(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        language = tokens[idx].info.split(maxsplit=1)[:1]
        name = f' class="language-{escape_attribute(language[0])}"' if language else ""
        return f"{SCROLLED}<code{name}>{escape_text(tokens[idx].content)}</code></pre>\n"


def _attribute(key: str, value: str) -> str:
    place = ALIGNED.get(value) if key == "style" else None
    return f' class="{place}"' if place else f' {key}="{escape_attribute(value)}"'


def _open_table(*_: Any) -> str:
    return TABLE


def _close_table(*_: Any) -> str:
    return "</table></div>\n"


def _open_footnotes(*_: Any) -> str:
    return FOOTNOTES


def _footnote_anchor(_renderer: Any, tokens: Sequence[Token], idx: int, *_: Any) -> str:
    """Lead back from a footnote; the sign is followed by the selector that keeps it from becoming a picture."""
    number, again = tokens[idx].meta["id"] + 1, tokens[idx].meta["subId"] or 0
    back = f"{number}:{again}" if again else f"{number}"
    return f' <a href="#fnref{back}" class="footnote-backref" aria-label="Back to mark {back}">\u21a9\ufe0e</a>'


RENDER_RULES: dict[str, Rule] = {
    "table_open": _open_table,
    "table_close": _close_table,
    "footnote_block_open": _open_footnotes,
    "footnote_anchor": _footnote_anchor,
}
"""Rules for tokens that plugins make, in the place of what the plugins brought."""
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
PLAIN = ("p", "em", "strong", "ul", "blockquote", "br", "table", "thead", "tbody", "tr", "dl", "dt", "dd", "sup")
FIGURE = ("figure", "img", "figcaption", "small")
ALIGNMENTS = set(ALIGNED.values())


def _of_this_site(tag: str, name: str, value: str) -> str | None:
    """Let a picture through that is the site's own; any other would tell its host who reads."""
    return None if tag == "img" and name == "src" and not OWN.match(value) else value


OWN = re.compile(r"/(?!/)")
SANITIZER = nh3.Cleaner(
    tags={*HEADINGS, *PLAIN, *FIGURE, "h1", "a", "code", "pre", "ol", "li", "hr", "th", "td", "div", "section"},
    attributes={
        **{heading: {"id"} for heading in (*HEADINGS, "h1")},
        "a": {"href", "title", "id", "aria-label"},
        "code": {"class"},
        "ol": {"start"},
        "li": {"id"},
        "img": {"src", "alt"},
        "div": {"aria-label"},
        "section": {"aria-label"},
    },
    tag_attribute_values={
        "a": {"rel": {"external noopener"}, "class": {"footnote-backref"}},
        "sup": {"class": {"footnote-ref"}},
        "hr": {"class": {"footnotes-sep"}},
        "section": {"class": {"footnotes"}},
        "ol": {"class": {"footnotes-list"}},
        "li": {"class": {"footnote-item"}},
        "img": {"loading": {"lazy"}, "decoding": {"async"}},
        "pre": {"tabindex": {"0"}},
        "div": {"class": {"table-scroll"}, "role": {"group"}, "tabindex": {"0"}},
        "th": {"class": ALIGNMENTS},
        "td": {"class": ALIGNMENTS},
    },
    attribute_filter=_of_this_site,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
"""The second wall: lets through exactly what the rules above and the parser's plugins make, whatever made it."""


def sanitize(html: str) -> str:
    """Return `html` without anything that a body may not hold; honest HTML comes back as the same bytes."""
    return SANITIZER.clean(html)


def is_valid_host(host: str) -> bool:
    """Tell whether the wall takes `host`, of the form of one, for a host: its numbers and foreign letters are whole."""
    return "href" in SANITIZER.clean(f'<a href="http://{host}/">x</a>')
