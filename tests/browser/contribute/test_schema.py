"""The form's schema validator supports all keywords of the schema and agrees with a full validator."""

import json
from collections.abc import Iterator
from typing import Any

import fastjsonschema
from playwright.sync_api import Page

from tests.browser.conftest import ServedSite
from tests.browser.contribute.steps import serve_modules


def keywords(schema: Any, *, named: bool = False) -> Iterator[str]:
    """Yield the keywords of a schema, without the names in `properties` and `definitions`."""
    if isinstance(schema, list):
        for one in schema:
            yield from keywords(one)
    elif isinstance(schema, dict):
        for key, value in schema.items():
            if not named:
                yield key
            if named or key not in {"enum", "required", "type"}:
                yield from keywords(value, named=not named and key in {"properties", "definitions"})


IGNORED = {"additionalProperties", "propertyNames", "definitions", "$schema", "title", "description"}
"""Keywords without effect on the values of the form."""
IGNORED |= {"then", "else", "enumDescriptions", "patternErrorMessage"}  # used by other keywords


def test_script_supports_every_keyword_of_the_schema(form: Page, site: ServedSite) -> None:
    rules = json.loads((site.output / "data/contribute.json").read_text("utf-8"))
    read = "(from) => import(`${from}schema.js`).then((its) => Object.keys({ ...its.CHECKS, ...its.APPLICATORS }))"
    known = form.evaluate(read, serve_modules(form))
    assert set(keywords([rules["report"], rules["stem"]])) <= {*known, *IGNORED}


EVENT = {"id": "a", "date": "2018", "type": "shelling", "region": "syria/homs", "summary": "x"}
LEAST = {"title": "x", "date": "2018-04-25", "region": ["syria/homs"], "summary": "x"}
VALUES: tuple[dict[str, Any], ...] = (
    *({}, LEAST, {**LEAST, "region": "syria/homs"}, {**LEAST, "region": []}, {**LEAST, "region": ["syria/homs"] * 2}),
    *({**LEAST, "region": ["nowhere"]}, {**LEAST, "region": {}}, {**LEAST, "title": ""}, {**LEAST, "title": " "}),
    *({**LEAST, "title": "😀" * 300}, {**LEAST, "title": "😀" * 301}, {**LEAST, "title": 2018}, {**LEAST, "title": []}),
    *({**LEAST, "date": "25.4.2018"}, {**LEAST, "date": "2018-13-01"}, {**LEAST, "date": 2018}),
    *({**LEAST, "status": "withdrawn"}, {**LEAST, "status": "withdrawn", "reason": "x"}, {**LEAST, "reason": "x"}),
    *({**LEAST, "status": "gone"}, {**LEAST, "lang": "en"}, {**LEAST, "lang": "English"}, {**LEAST, "series": 3}),
    *({**LEAST, "sources": [{}]}, {**LEAST, "sources": [{"publisher": "sohr", "title": "x", "url": "ftp://x"}]}),
    *({**LEAST, "events": [EVENT]}, {**LEAST, "events": [EVENT, {}]}, {**LEAST, "events": {}}),
    *({**LEAST, "events": [{**EVENT, "type": "offensive"}]}, {**LEAST, "events": [{**EVENT, "date": 2018}]}),
    *({**LEAST, "events": [{**EVENT, "date": 18}]}, {**LEAST, "events": [{**EVENT, "coordinates": [1.5, "2"]}]}),
    *({**LEAST, "events": [{**EVENT, "coordinates": [91, 0]}]}, {**LEAST, "events": [{**EVENT, "coordinates": [1]}]}),
    *({**LEAST, "events": [{**EVENT, "credibility": 7}]}, {**LEAST, "events": [{**EVENT, "credibility": "7"}]}),
    *({**LEAST, "events": [{**EVENT, "identifiers": {f"a{n}": "x" for n in range(most)}}]} for most in (2, 500)),
    *({**LEAST, "actors": ["islamic-state", "government-of-syria"]}, {**LEAST, "tags": ["offensive"] * 500}),
    *({**LEAST, "events": [{**EVENT, "deaths": {"low": 1}}]}, {**LEAST, "events": [{**EVENT, "sources": [1, "x"]}]}),
)
"""Valid and invalid records, each for another keyword."""


def test_script_agrees_with_a_full_validator(form: Page, site: ServedSite) -> None:
    schema = json.loads((site.output / "data/contribute.json").read_text("utf-8"))["report"]
    validate = fastjsonschema.compile(schema)

    def accepts(value: dict[str, Any]) -> bool:
        try:
            validate(value)
        except fastjsonschema.JsonSchemaValueException:
            return False
        return True

    script = """([values, schema, from]) => import(`${from}schema.js`).then(
        ({ validate }) => values.map((value) => validate(value, schema).length === 0))"""
    expected = [accepts(value) for value in VALUES]
    assert True in expected
    assert form.evaluate(script, [VALUES, schema, serve_modules(form)]) == expected


def test_only_plain_numbers_become_numbers(form: Page) -> None:
    """Numbers with an exponent stay texts, because the archive's reader has none."""
    words = ["5", "-0.25", "1e-7", "1e+21", "0.0000001", "NaN", "Infinity", "007", "five"]
    converted = form.evaluate(
        """([words, from]) => import(`${from}schema.js`).then(
            ({ toRecord }) => words.map((word) => toRecord(word, { type: "number", minimum: 0 })))""",
        [words, serve_modules(form)],
    )
    assert converted == [5, -0.25, *words[2:]]
