"""Field types: web addresses and ids."""

import pytest

from plugins.archive.model.entries import SCHEMAS
from plugins.archive.model.report import REPORT
from plugins.archive.model.site import SITE
from plugins.archive.schema.field_types import IDENTIFIER, URL
from plugins.archive.schema.record import ListOf, Record


@pytest.mark.parametrize("record", [REPORT, SITE, *SCHEMAS.values()])
def test_fields_that_become_links_are_web_addresses(record: Record) -> None:
    for key, field in record.fields.items():
        field_type = field.type.item if isinstance(field.type, ListOf) else field.type
        if isinstance(field_type, Record):
            test_fields_that_become_links_are_web_addresses(field_type)
        elif key in ("url", "archived", "same_as", "homepage"):
            assert field_type is URL, key


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "ftp://example.org/",
        "//example.org/",
        "/etc/passwd",
        "https:example.org",
        "https:///example.org",
        "https://",
        "https://localhost",
        "https://a@example.org/",
        "https://a:b@example.org/",
        "https://example.org\\@elsewhere.example/",
        "https://example.org/ x",
        "https://example.org/\tx",
        'https://example.org/"x',
        "https://example.org/<x>",
        "https://[::1]/",
        "https://example.org:123456/",
        "https://ex\u00e4mple.org/",
        "https://example.org#@elsewhere.example/\n",
    ],
)
def test_invalid_web_addresses(address: str) -> None:
    assert not URL.matches(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://www.example.org:8080/a/b?c=d&e=f#g",
        "https://xn--exmple-cua.org/@user/%20",
        "https://ar.example.org/أعماق",
    ],
)
def test_valid_web_addresses(address: str) -> None:
    """The host is ASCII; the path can have any letters, `@` and percent signs."""
    assert URL.matches(address)


@pytest.mark.parametrize("word", ["con", "prn", "aux", "nul", "com1", "lpt9"])
def test_device_names_of_windows_are_not_ids(word: str) -> None:
    """They are allowed as parts of longer ids."""
    assert not IDENTIFIER.matches(word)
    assert IDENTIFIER.matches(f"{word}-x")
    assert IDENTIFIER.matches(f"x-{word}")
