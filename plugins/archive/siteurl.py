"""The address of a published site, in the one form in which pages, feeds and the sitemap have it.

A browser accepts `https://пример.рф/My Archive/`; in a feed or a sitemap it must be ASCII (RFC 3986 and RFC 5890).
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urlsplit

ASCII_HOST = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?|\[[0-9a-f:.]+\]")
ESCAPES = re.compile(r"%(?![0-9A-Fa-f]{2})")
"""A percent sign that does not begin an escape."""
PATH_CHARACTERS = "/%:@!$*+,;=~()"
"""Characters of a path that stay as they are; others become escapes."""
REMEDY = "give that of the site: https://host/ or https://host/archive/"


class SiteUrlError(ValueError):
    """The address is invalid; the message says why and what to do."""


def normalize_siteurl(address: str) -> str:
    """Return `address` in ASCII, without a slash at the end; an empty one stays empty. Raises SiteUrlError.

    >>> normalize_siteurl("https://пример.рф/My Archive/")
    'https://xn--e1afmkfd.xn--p1ai/My%20Archive'
    """
    if not address:
        return ""
    try:
        parts = urlsplit(address.strip())
        host, port = _ascii_host(parts.hostname or ""), parts.port
    except ValueError as error:
        raise SiteUrlError(f"'{address}' is not a web address ({error}) — {REMEDY}") from None
    if fault := _fault(parts, host):
        raise SiteUrlError(f"'{address}' {fault} — {REMEDY}")
    path = quote(ESCAPES.sub("%25", parts.path), safe=PATH_CHARACTERS).rstrip("/")
    return f"{parts.scheme}://{host}{'' if port is None else f':{port}'}{path}"


def _fault(parts: SplitResult, host: str) -> str:
    """Return what is wrong with an address whose host is `host` in ASCII; empty if it is valid."""
    if parts.scheme not in ("http", "https") or not host:
        return "is not a web address"
    if not ASCII_HOST.fullmatch(host) or parts.port == 0:
        return "has an invalid host"
    if "@" in parts.netloc:
        return "has a user name"
    if parts.query or parts.fragment:
        return "has a query or a fragment"
    segments = parts.path.strip("/").split("/") if parts.path.strip("/") else []
    return "has an empty or dotted part in its path" if {"", ".", ".."} & set(segments) else ""


def _ascii_host(host: str) -> str:
    """Return a host name in ASCII (Punycode); raises ValueError."""
    if ":" in host:
        return f"[{host}]"
    if host.isascii():
        return host.lower()
    import idna  # its tables take a hundredth of a second to load, and most hosts are ASCII

    return idna.encode(host, uts46=True).decode()
