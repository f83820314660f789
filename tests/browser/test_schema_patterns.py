"""The patterns of the JSON Schemas, written for Python, mean in a browser and in an editor what they mean here."""

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
"""Words of every form and of none, and such as the two might read differently."""


def patterns(schema: Any) -> Iterator[str]:
    """List the patterns within a schema."""
    if isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield schema["pattern"]
        for part in schema.values():
            yield from patterns(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from patterns(part)


def test_patterns_mean_the_same_in_a_browser(browser: Browser) -> None:
    """Each pattern compiles with the flag `u`, as the form has it, and without, as VS Code does, and judges alike."""
    every = sorted({pattern for _, schema in all_schemas(REGISTRY) for pattern in patterns(schema)})
    page = browser.new_page()
    judge = "([every, words, flag]) => every.map(one => words.map(word => new RegExp(one, flag).test(word)))"
    found = {flag: page.evaluate(judge, [every, WORDS, flag]) for flag in ("", "u")}
    page.close()
    # JavaScript's `$` is the end alone, which Python calls `\Z`.
    here = [[bool(re.search(re.sub(r"\$$", r"\\Z", one), word)) for word in WORDS] for one in every]
    assert len(every) > 10
    assert found == {"": here, "u": here}
