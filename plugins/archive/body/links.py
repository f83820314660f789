"""Links and pictures of a body: resolved to addresses of the site, or refused with what to do instead."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import SplitResult, quote, unquote, urlsplit

from markdown_it.token import Token

from plugins.archive import urls as paths
from plugins.archive.body.context import Position, RenderContext
from plugins.archive.body.html import is_valid_host
from plugins.archive.body.parts import BodyFile, BodyLink
from plugins.archive.images.image import IMAGE_FORMATS
from plugins.archive.limits import URL_LENGTH
from plugins.archive.schema.field_types import HOST

IMAGE_SUFFIXES = frozenset(IMAGE_FORMATS)
ATTACHMENT_SUFFIXES = IMAGE_SUFFIXES | {".pdf", ".csv", ".txt", ".json", ".geojson", ".zip", ".xlsx", ".ods"}
WEB = frozenset({"http:", "https:"})
MAIL = "mailto:"
HOSTED = re.compile(HOST)
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
REMEDY = "link to https://…, to mailto:…, or relatively to a .md file"
SHOWN = 80
"""Characters of an address that a message shows."""


def resolve_link(token: Token, work: RenderContext) -> None:
    """Give a link the address that it has on the site; what it must exist for is checked over the whole archive."""
    href = str(token.attrGet("href") or "")
    parts = split_url(href)
    if len(href) > URL_LENGTH:
        _refuse_length(href, work.position_of(token), work)
    elif parts is None or href.startswith("/") or SCHEME.match(href):
        _leave(token, href, parts, work)
    elif parts.query or href.endswith("?"):
        what = f"the link '{_shown(href)}' asks the site a question, which it can't answer"
        work.error(work.position_of(token), what, "leave out what follows the '?', or write %3F for one")
    elif parts.path or parts.fragment:
        target = _relative(unquote(parts.path), parts.fragment, work.position_of(token), work)
        token.attrSet("href", target)
    else:
        work.error(work.position_of(token), "a link leads nowhere", "write where it leads to in ( )")


def _refuse_length(address: str, place: Position, work: RenderContext) -> None:
    what = f"the address '{_shown(address)}' has more than {URL_LENGTH:,} characters"
    work.error(place, what, "take out what it does not need")


def _leave(token: Token, href: str, parts: SplitResult | None, work: RenderContext) -> None:
    """Mark a link to the web or to mail, and refuse one that leads anywhere else."""
    named = SCHEME.match(href)
    scheme = named[0].lower() if named else ""
    host = (parts and scheme in WEB and parts.username is None and parts.hostname) or ""
    to_web = HOSTED.fullmatch(host) and is_valid_host(host)
    if to_web or (parts and scheme == MAIL and parts.path):
        token.attrSet("rel", "external noopener")
        return
    if host:
        what, remedy = f"has '{_shown(host)}' in the place of a host", "write a host's name, as in https://example.org/"
    elif scheme in WEB or scheme == MAIL:
        what, remedy = "names a user, or no host", "write https:// and the host, or mailto: and the address"
    elif scheme:
        what, remedy = f"is of the scheme '{scheme}', which no page holds", REMEDY
    else:
        what, remedy = "leads out of the archive's files", REMEDY
    work.error(work.position_of(token), f"the link '{_shown(href)}' {what}", remedy)


def split_url(address: str) -> SplitResult | None:
    """Return the parts of an address; None when it is none."""
    try:
        parts = urlsplit(address)
        return parts if parts.port is None or parts.port else None
    except ValueError:
        return None


def _shown(address: str) -> str:
    """Return an address for a message: as it was written, and not all of a long one."""
    plain = unquote(address)
    return plain if len(plain) <= SHOWN else f"{plain[:SHOWN]}…"


def _relative(target: str, fragment: str, place: Position, work: RenderContext) -> str:
    """Return the link for a file of the content."""
    resolved = posixpath.normpath(posixpath.join(posixpath.dirname(work.path), target)) if target else work.path
    if resolved.endswith(".md"):
        work.links.append(BodyLink(resolved, unquote(fragment), *place))
        return work.urls.href(site_path(resolved)) + (f"#{fragment}" if fragment else "")
    return _file(target, resolved, ATTACHMENT_SUFFIXES, place, work)


def site_path(file: str) -> str:
    """Return the path on the site of a Markdown file of the content."""
    stem = posixpath.basename(file).removesuffix(".md")
    return paths.page(stem) if file.startswith("pages/") else paths.report(stem)


def _file(target: str, resolved: str, allowed: frozenset[str], place: Position, work: RenderContext) -> str:
    """Return the link for a file of the report's own folder."""
    own = f"{posixpath.dirname(work.path)}/{work.stem}/"
    name = resolved.removeprefix(own)
    if work.path.startswith("pages/"):
        work.error(place, f"'{target}' is a file, and pages have none of their own", "link to a report or to https://…")
    elif not resolved.startswith(own) or "/" in name:
        work.error(
            place, f"'{target}' is not in the report's own folder", f"put the file into {own} and link to it there"
        )
    elif posixpath.splitext(name)[1].lower() not in allowed:
        work.error(place, f"files like '{name}' are not published", f"use one of {', '.join(sorted(allowed))}")
    else:
        work.files.append(BodyFile(name, *place))
    return quote(work.urls.href(paths.attachment(work.stem, name.rpartition("/")[2])))


def resolve_image(token: Token, work: RenderContext) -> None:
    """Give a picture its address on the site; one that lies elsewhere, or has no text, is refused."""
    source = str(token.attrGet("src") or "")
    place = work.position_of(token)
    parts = split_url(source)
    if not token.content.strip():
        work.error(place, f"the picture '{_shown(source)}' has no text", "say in [ ] what it shows")
    if len(source) > URL_LENGTH:
        _refuse_length(source, place, work)
        return
    if parts is None or source.startswith("/") or SCHEME.match(source):
        remedy = "put the picture into the report's own folder"
        work.error(place, f"the picture '{_shown(source)}' lies elsewhere (its host would learn who reads)", remedy)
        return
    target = unquote(source)
    resolved = posixpath.normpath(posixpath.join(posixpath.dirname(work.path), target))
    token.attrSet("src", _file(target, resolved, IMAGE_SUFFIXES, place, work))
