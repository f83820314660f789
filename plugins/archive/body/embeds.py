"""Embeds: videos and frames in a body, replaced by links, because pages load nothing from other hosts."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from plugins.archive.body.links import split_url

ELEMENT = re.compile(r"<(iframe|video|audio)\b([^<>]{0,2000})>(?:(.{0,1000}?)</\1\s*>)?", re.IGNORECASE | re.DOTALL)
"""An embedding element, up to its end tag if that is near."""
ATTRIBUTE = re.compile(r"""\b(src|title)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>`]+))""", re.IGNORECASE)
VIDEO_FILES = (".mp4", ".m4v", ".webm", ".mov", ".ogv", ".mkv", ".avi")
VIDEO_HOSTS = frozenset(
    {"youtube.com", "youtube-nocookie.com", "youtu.be", "vimeo.com", "player.vimeo.com", "dailymotion.com"}
)
PLAYERS = (
    (
        re.compile(r"https?://(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]+).*"),
        r"https://www.youtube.com/watch?v=\1",
    ),
    (re.compile(r"https?://player\.vimeo\.com/video/(\d+).*"), r"https://vimeo.com/\1"),
)
"""Addresses of embedded players, each with the address of the video's page."""
InlineRule = Callable[[StateInline, bool], bool]


def link_embeds(state: StateInline, silent: bool) -> bool:
    """Inline rule: replace an embedding element by a link; an element without a source stays text."""
    match = ELEMENT.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    attributes = _attributes(f"{match[2]} {match[3] or ''}")
    if not attributes.get("src"):
        return False
    if not silent:
        label = "Video" if match[1].lower() == "video" or is_video_url(attributes["src"]) else "Embedded page"
        _push_link(state, attributes["src"], label, attributes.get("title", ""))
    state.pos = match.end()
    return True


def _attributes(text: str) -> dict[str, str]:
    """Return the source and the title in the text of an element, including its `source` elements."""
    return {name.lower(): unescape(next(filter(None, values), "")) for name, *values in ATTRIBUTE.findall(text)}


def link_videos(image: InlineRule) -> InlineRule:
    """Return the inline rule `image`, changed to replace videos on other hosts by links."""

    def rule(state: StateInline, silent: bool) -> bool:
        if not image(state, silent):
            return False
        token = None if silent else state.tokens[-1]
        if token is not None and is_video_url(str(token.attrGet("src"))):
            state.tokens.pop()
            state.tokens_meta.pop()
            _push_link(state, str(token.attrGet("src")), "Video", _alt(token))
        return True

    return rule


def _alt(image: Token) -> str:
    """Return an image's alternative text, without emphasis."""
    return "".join(child.content or " " * (child.tag == "br") for child in image.children or ())


def is_video_url(url: str) -> bool:
    """Return whether `url` is the web address of a video."""
    parts = split_url(url)
    if parts is None:
        return False
    host = (parts.hostname or "").removeprefix("www.")
    return parts.scheme in ("http", "https") and (host in VIDEO_HOSTS or parts.path.lower().endswith(VIDEO_FILES))


def _push_link(state: StateInline, source: str, label: str, title: str) -> None:
    href = source
    for player, page in PLAYERS:
        href = player.sub(page, href)
    token = state.push("link_open", "a", 1)
    token.attrs = {"href": state.md.normalizeLink(href)}
    parts = split_url(href)
    text = f"{label}: {title.strip()}" if title.strip() else f"{label} on {(parts and parts.hostname) or href}"
    state.push("text", "", 0).content = text
    state.push("link_close", "a", -1)
