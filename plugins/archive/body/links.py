"""Links and images of a body: resolved to addresses on the site, or reported as problems."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from urllib.parse import SplitResult, quote, unquote, urlsplit

from markdown_it.token import Token

from plugins.archive import urls as paths
from plugins.archive.body.context import Position, RenderContext
from plugins.archive.body.html import is_valid_host
from plugins.archive.body.link_slips import find_slip
from plugins.archive.body.parts import BodyFile, BodyLink
from plugins.archive.images import IMAGE_FORMATS
from plugins.archive.limits import URL_LENGTH
from plugins.archive.schema.field_types import HOST

IMAGE_SUFFIXES = frozenset(IMAGE_FORMATS)
ATTACHMENT_SUFFIXES = IMAGE_SUFFIXES | {".pdf", ".csv", ".txt", ".json", ".geojson", ".zip", ".xlsx", ".ods"}
WEB = frozenset({"http:", "https:"})
MAIL = "mailto:"
HOST_NAME = re.compile(HOST)
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
LINK_REMEDY = "link to https://…, to mailto:…, or to a .md file by a relative path"
MAX_QUOTE = 200
"""Characters of an address that a message quotes."""


def resolve_link(token: Token, context: RenderContext) -> None:
    """Set the address of a link on the site; whether its target exists is checked later, for the whole archive."""
    href = str(token.attrGet("href") or "")
    parts = split_url(href)
    if len(href) > URL_LENGTH:
        _report_length(href, context.position_of(token), context)
    elif parts is None or href.startswith("/") or SCHEME.match(href):
        _resolve_external(token, href, parts, context)
    elif parts.query or href.endswith("?"):
        what = f"the link '{_quote(href)}' has a query, which the site cannot answer"
        remedy = "remove the '?' and the part after it, or write %3F for a question mark"
        context.error(context.position_of(token), what, remedy)
    elif parts.path or parts.fragment:
        target = _resolve_relative(unquote(parts.path), parts.fragment, context.position_of(token), context)
        token.attrSet("href", target)
    else:
        context.error(context.position_of(token), "a link has no target", "write its target in ( )")


def _report_length(address: str, position: Position, context: RenderContext) -> None:
    what = f"the address '{_quote(address)}' has more than {URL_LENGTH:,} characters"
    context.error(position, what, "remove what it does not need")


def _resolve_external(token: Token, href: str, parts: SplitResult | None, context: RenderContext) -> None:
    """Mark a link to the web or to an email address as external; report any other."""
    match = SCHEME.match(href)
    scheme = match[0].lower() if match else ""
    host = (parts and scheme in WEB and parts.username is None and parts.hostname) or ""
    is_web = HOST_NAME.fullmatch(host) and is_valid_host(host)
    if is_web or (parts and scheme == MAIL and parts.path):
        token.attrSet("rel", "external noopener")
        return
    if slip := find_slip(unquote(href), context.path):
        context.error(context.position_of(token), *slip)
        return
    if host:
        what, remedy = f"has the invalid host '{_quote(host)}'", "write a valid host, as in https://example.org/"
    elif scheme in WEB or scheme == MAIL:
        what, remedy = "has a user name or no host", "write https:// and the host, or mailto: and the address"
    elif scheme:
        what, remedy = f"has the scheme '{scheme}', which is not allowed", LINK_REMEDY
    else:
        what, remedy = "leads out of the archive", LINK_REMEDY
    context.error(context.position_of(token), f"the link '{_quote(href)}' {what}", remedy)


def split_url(address: str) -> SplitResult | None:
    """Return the parts of an address, or None if it is invalid."""
    try:
        parts = urlsplit(address)
        return parts if parts.port is None or parts.port else None
    except ValueError:
        return None


def _quote(address: str) -> str:
    """Return an address for a message, as it was written and shortened."""
    plain = unquote(address)
    return plain if len(plain) <= MAX_QUOTE else f"{plain[:MAX_QUOTE]}…"


def _resolve_relative(target: str, fragment: str, position: Position, context: RenderContext) -> str:
    target, anchor = nfc(target), nfc(unquote(fragment))
    file = posixpath.normpath(posixpath.join(posixpath.dirname(context.path), target)) if target else context.path
    if file.endswith(".md"):
        context.links.append(BodyLink(file, anchor, *position))
        return context.urls.href(site_path(file)) + (f"#{quote(anchor)}" if fragment else "")
    return _resolve_attachment(target, file, ATTACHMENT_SUFFIXES, position, context)


def nfc(text: str) -> str:
    """Return `text` in the Unicode normalization form of all paths and anchors."""
    return unicodedata.normalize("NFC", text)


def site_path(file: str) -> str:
    """Return the path on the site of a Markdown file of the content."""
    stem = paths.stem_of(file)
    return paths.page(stem) if file.startswith("pages/") else paths.report(stem)


def _resolve_attachment(
    target: str, file: str, allowed: frozenset[str], position: Position, context: RenderContext
) -> str:
    """Return the address on the site of a file of the report's folder."""
    folder = f"{posixpath.dirname(context.path)}/{context.stem}/"
    name = file.removeprefix(folder)
    is_own, ending = file.startswith(folder) and "/" not in name, posixpath.splitext(name)[1].lower()
    if slip := find_slip(target, context.path):
        context.error(position, *slip)
    elif context.path.startswith("pages/"):
        what, remedy = f"'{target}' is a file, but pages have no attachments", "link to a report or to https://…"
        context.error(position, what, remedy)
    elif ending not in allowed and (ending or is_own):
        what = f"files like '{_quote(posixpath.basename(name))}' are not published"
        context.error(position, what, f"use one of {', '.join(sorted(allowed))}")
    elif not is_own:
        remedy = f"move the file to {folder} and write {context.stem}/{posixpath.basename(name)}"
        context.error(position, f"'{_quote(target)}' is not in the report's folder", remedy)
    else:
        context.files.append(BodyFile(name, *position))
    return context.urls.href(quote(paths.attachment(context.stem, name.rpartition("/")[2])))


def resolve_image(token: Token, context: RenderContext) -> None:
    """Set the address of an image on the site; report one of another host, or without alternative text."""
    source = str(token.attrGet("src") or "")
    position = context.position_of(token)
    if not token.content.strip():
        context.error(position, f"the image '{_quote(source)}' has no alternative text", "describe it in [ ]")
    if len(source) > URL_LENGTH:
        _report_length(source, position, context)
        return
    if split_url(source) is None or source.startswith("/") or SCHEME.match(source):
        what = f"the image '{_quote(source)}' is not part of the archive (its host would see who reads the page)"
        context.error(position, what, "put the image into the report's folder")
        return
    target = nfc(unquote(source))
    file = posixpath.normpath(posixpath.join(posixpath.dirname(context.path), target))
    token.attrSet("src", _resolve_attachment(target, file, IMAGE_SUFFIXES, position, context))
