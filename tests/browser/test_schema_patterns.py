"""The patterns of the JSON Schemas match the same texts in Python, in browsers and in VS Code."""

import re
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser

from plugins.archive.json_schema import all_schemas
from tests.samples import REGISTRY

WORDS = [
    *(
        "",
        " ",
        "a",
        "word",
        "two words",
        "-",
        "a-b",
        "a--b",
        "A",
        "é",
        "حمص",
        "con",
        "con-a",
        "page",
        "page/a",
        "a/page",
    ),
    *(
        "land/north",
        "1",
        "017",
        "1.5",
        "-1",
        "true",
        "en",
        "zh-Hant",
        "SY",
        "SY-HI",
        "#0b5563",
        "2018-04-22-some-words",
    ),
    *("2018", "2018-04", "2018-13", "2018-04-31", "2018-04-22~", "2018-04-21/2018-04-23", "0000", "٢٠١٨"),
    *(
        "https://example.org/a?b=c#d",
        "https://example.org:80",
        "http://a.b/\x1b",
        "javascript:alert(1)",
        "https://a@b.c/",
    ),
    *(
        "a\nb",
        "a\u202eb",
        "a\u200bb",
        "می\u200cخواهم",
        "a\u2028",
        "\ufeffa",
        "x\x00",
        "a\n",
        "\U0001f600",
        "ucdp:257422",
    ),
]
"""Valid and invalid texts, and some that Python and JavaScript may match differently."""


def patterns(schema: Any) -> Iterator[str]:
    """Yield the patterns in a schema."""
    if isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield schema["pattern"]
        for part in schema.values():
            yield from patterns(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from patterns(part)


def test_patterns_match_the_same_in_python_and_javascript(browser: Browser) -> None:
    """With the flag `u`, as in the contribution form, and without it, as in VS Code."""
    all_patterns = sorted({pattern for _, schema in all_schemas(REGISTRY) for pattern in patterns(schema)})
    page = browser.new_page()
    match = (
        "([all_patterns, words, flag]) => all_patterns.map(one => words.map(word => new RegExp(one, flag).test(word)))"
    )
    found = {flag: page.evaluate(match, [all_patterns, WORDS, flag]) for flag in ("", "u")}
    page.close()
    # JavaScript's `$` is Python's `\Z`.
    expected = [[bool(re.search(re.sub(r"\$$", r"\\Z", one), word)) for word in WORDS] for one in all_patterns]
    assert len(all_patterns) > 10
    assert found == {"": expected, "u": expected}
