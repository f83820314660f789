"""HTML of bodies: the renderer of tokens, and the sanitizer that checks its output.

The renderer writes HTML exactly as browsers serialise it (HTML standard, 13.3). The sanitizer nh3 parses and serialises
it again, so its output is the same bytes unless the HTML contains something that is not allowed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import nh3
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

PRE = '<pre tabindex="0">'
"""Code can be wider than the page; with `tabindex` it scrolls by keyboard."""
TABLE = '<div class="table-scroll" role="group" aria-label="Table" tabindex="0"><table>\n'
FOOTNOTES = (
    '<hr class="footnotes-sep">\n<section class="footnotes" aria-label="Footnotes">\n<ol class="footnotes-list">\n'
)
ALIGNMENTS = {"text-align:left": "align-start", "text-align:center": "align-center", "text-align:right": "align-end"}
"""The parser's styles of table cells, with the classes that replace them: the page's policy forbids `style`."""


def escape_text(text: str) -> str:
    """Return `text` escaped for the content of an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\u00a0", "&nbsp;")


def escape_attribute(text: str) -> str:
    """Return `text` escaped for an attribute in double quotes."""
    return escape_text(text).replace('"', "&quot;")


class BodyRenderer(RendererHTML):
    """Renders tokens as HTML."""

    @staticmethod
    def renderAttrs(token: Token) -> str:  # noqa: N802 # the library's name
        return "".join(_attribute(key, str(value)) for key, value in token.attrItems())

    def text(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return escape_text(tokens[idx].content)

    def code_inline(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f"<code>{escape_text(tokens[idx].content)}</code>"

    def code_block(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        return f"{PRE}<code>{escape_text(tokens[idx].content)}</code></pre>\n"

    def fence(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        language = tokens[idx].info.split(maxsplit=1)[:1]
        name = f' class="language-{escape_attribute(language[0])}"' if language else ""
        return f"{PRE}<code{name}>{escape_text(tokens[idx].content)}</code></pre>\n"


def _attribute(key: str, value: str) -> str:
    alignment = ALIGNMENTS.get(value) if key == "style" else None
    return f' class="{alignment}"' if alignment else f' {key}="{escape_attribute(value)}"'


def _footnote_anchor(_renderer: Any, tokens: Sequence[Token], idx: int, *_: Any) -> str:
    """Return a link back from a footnote; U+FE0E after the arrow prevents its display as an emoji."""
    number, repeat = tokens[idx].meta["id"] + 1, tokens[idx].meta["subId"] or 0
    reference = f"{number}:{repeat}" if repeat else f"{number}"
    label = f"Back to reference {reference}"
    return f' <a href="#fnref{reference}" class="footnote-backref" aria-label="{label}">\u21a9\ufe0e</a>'


RENDER_RULES: dict[str, Callable[..., str]] = {
    "table_open": lambda *_: TABLE,
    "table_close": lambda *_: "</table></div>\n",
    "footnote_block_open": lambda *_: FOOTNOTES,
    "footnote_anchor": _footnote_anchor,
}
"""Render rules that replace those of the parser's plugins."""
HEADINGS = ("h2", "h3", "h4", "h5", "h6")
TEXT = ("p", "em", "strong", "ul", "blockquote", "br", "table", "thead", "tbody", "tr", "dl", "dt", "dd", "sup")
FIGURE = ("figure", "img", "figcaption", "small")
ALIGNMENT_CLASSES = set(ALIGNMENTS.values())
ROOT_PATH = re.compile(r"/(?!/)")


def _filter_attribute(tag: str, name: str, value: str) -> str | None:
    """Allow only images of this site; the host of any other would see its readers."""
    return None if tag == "img" and name == "src" and not ROOT_PATH.match(value) else value


SANITIZER = nh3.Cleaner(
    tags={*HEADINGS, *TEXT, *FIGURE, "h1", "a", "code", "pre", "ol", "li", "hr", "th", "td", "div", "section"},
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
        "th": {"class": ALIGNMENT_CLASSES},
        "td": {"class": ALIGNMENT_CLASSES},
    },
    attribute_filter=_filter_attribute,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
"""The second line of defence: allows only what the rules above and the parser's plugins render."""


def sanitize(html: str) -> str:
    """Return `html` without anything that a body must not contain; allowed HTML is returned unchanged."""
    return SANITIZER.clean(html)


def is_valid_host(host: str) -> bool:
    """Return whether the sanitizer accepts a host of the right form: IP addresses and punycode must be valid."""
    return "href" in SANITIZER.clean(f'<a href="http://{host}/">x</a>')
