"""Embeds: a video or frame that somebody put into a body, as a link with a title; pages load nothing from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from plugins.archive.body.links import split_url

ELEMENT = re.compile(r"<(iframe|video|audio)\b([^<>]{0,2000})>(?:(.{0,1000}?)</\1\s*>)?", re.IGNORECASE | re.DOTALL)
"""An embedding element, to its end when that is near."""
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
"""Addresses of players that are made for frames, each with that of the page for people."""
InlineRule = Callable[[StateInline, bool], bool]


def link_embeds(state: StateInline, silent: bool) -> bool:
    """Make a link of an element that would embed something; one without a source stays text."""
    found = ELEMENT.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    named = _attributes(f"{found[2]} {found[3] or ''}")
    if not named.get("src"):
        return False
    if not silent:
        sort = "Video" if found[1].lower() == "video" or is_video_url(named["src"]) else "Embedded page"
        _link(state, named["src"], sort, named.get("title", ""))
    state.pos = found.end()
    return True


def _attributes(text: str) -> dict[str, str]:
    """Return the source and the title in an element's text, which may hold elements for sources of their own."""
    return {name.lower(): unescape(next(filter(None, values), "")) for name, *values in ATTRIBUTE.findall(text)}


def link_videos(image: InlineRule) -> InlineRule:
    """Let the rule of pictures make a link of a picture that is a video elsewhere."""

    def rule(state: StateInline, silent: bool) -> bool:
        if not image(state, silent):
            return False
        token = None if silent else state.tokens[-1]
        if token is not None and is_video_url(str(token.attrGet("src"))):
            state.tokens.pop()
            state.tokens_meta.pop()
            _link(state, str(token.attrGet("src")), "Video", _alt(token))
        return True

    return rule


def _alt(picture: Token) -> str:
    """Return a picture's text, without its emphasis."""
    return "".join(child.content or " " * (child.tag == "br") for child in picture.children or ())


def is_video_url(address: str) -> bool:
    """Tell whether a web address is that of a video."""
    parts = split_url(address)
    if parts is None:
        return False
    host = (parts.hostname or "").removeprefix("www.")
    return parts.scheme in ("http", "https") and (host in VIDEO_HOSTS or parts.path.lower().endswith(VIDEO_FILES))


def _link(state: StateInline, source: str, sort: str, title: str) -> None:
    href = source
    for player, page in PLAYERS:
        href = player.sub(page, href)
    token = state.push("link_open", "a", 1)
    token.attrs = {"href": state.md.normalizeLink(href)}
    parts = split_url(href)
    words = f"{sort}: {title.strip()}" if title.strip() else f"{sort} on {(parts and parts.hostname) or href}"
    state.push("text", "", 0).content = words
    state.push("link_close", "a", -1)
