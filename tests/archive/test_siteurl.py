"""The address of the site: one form in ASCII for every way of writing it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.siteurl import SiteUrlError, normalize_siteurl

SAME = {
    "": "",
    "https://example.org": "https://example.org",
    " https://Example.ORG/ ": "https://example.org",
    "http://localhost:8000/a/": "http://localhost:8000/a",
    "https://host/a+b/": "https://host/a+b",
    "https://host/My Archive/": "https://host/My%20Archive",
    "https://host/My%20Archive/": "https://host/My%20Archive",
    "https://host/100%/": "https://host/100%25",
    "https://host/~me/a'b\"<c>": "https://host/~me/a%27b%22%3Cc%3E",
    "https://пример.рф/": "https://xn--e1afmkfd.xn--p1ai",
    "https://EXÄMPLE.de:444/Größe": "https://xn--exmple-cua.de:444/Gr%C3%B6%C3%9Fe",
    "https://xn--e1afmkfd.xn--p1ai": "https://xn--e1afmkfd.xn--p1ai",
    "https://أرشيف.example/ا": "https://xn--igb2aj6c2b.example/%D8%A7",
    "http://[2001:DB8::1]:80/x": "http://[2001:db8::1]:80/x",
    "http://192.0.2.1/x": "http://192.0.2.1/x",
}
INVALID = [
    "example.org", "//example.org", "ftp://example.org", "https://", "https:///x", "https://ex ample.org",
    "https://user@example.org", "https://user:word@example.org", "https://example.org?x", "https://example.org/#x",
    "https://example.org:0", "https://example.org:99999", "https://example.org:x", "https://[::1", "https://-a.org",
    "https://a..b", "https://example.org/a//b", "https://example.org/../x", "https://пример_.рф", "javascript:alert(1)",
    "https://a\u202eb.org",
]  # fmt: skip


@pytest.mark.parametrize(("address", "expected"), SAME.items())
def test_addresses_have_one_form(address: str, expected: str) -> None:
    """A second time changes nothing."""
    assert normalize_siteurl(address) == expected
    assert normalize_siteurl(expected) == expected


@pytest.mark.parametrize("address", INVALID)
def test_invalid_addresses_are_errors(address: str) -> None:
    """The message has a remedy."""
    with pytest.raises(SiteUrlError, match=" — give that of the site: https://host/"):
        normalize_siteurl(address)


@given(st.text())
def test_any_path_becomes_ascii(path: str) -> None:
    try:
        address = normalize_siteurl(f"https://example.org/{path}")
    except SiteUrlError:
        return
    assert address.isascii()
    assert not set(address) & set(" \"'<>\\^`{|}")
    assert normalize_siteurl(address) == address
