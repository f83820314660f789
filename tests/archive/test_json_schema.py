"""JSON Schemas: they accept and reject the same files as the reader, as far as a schema can."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plugins.archive.archive import read_registry
from plugins.archive.files.folder import SITE_FILE, registry_path, scan
from plugins.archive.json_schema import (
    DRAFT,
    all_schemas,
    registry_schema,
    report_schema,
    schema_of,
)
from plugins.archive.model.entries import REGION_ID, SCHEMAS, Actor
from plugins.archive.model.registry import REGISTRY_FILES, Registry
from plugins.archive.model.report import DEATHS, REPORT, STEM
from plugins.archive.model.site import SITE
from plugins.archive.schema.field_types import (
    IDENTIFIER,
    LANGUAGE,
    URL,
    Choice,
    Coordinates,
    Day,
    Decimal,
    EdtfDate,
    Integer,
    Text,
)
from plugins.archive.schema.reader import FieldType, Invalid, Reader
from plugins.archive.schema.record import ListOf, Record, StringMap
from plugins.archive.schema.strict_yaml import compose
from tests.archive.editing.yaml_editor import load, validator
from tests.archive.test_sites import lay_over
from tests.samples import REGISTRY

ROOT = Path(__file__).resolve().parents[2]
SITES = ROOT / "tests/sites"
VALID = [ROOT / "content", *sorted((SITES / "valid").iterdir())]
# fmt: off
REJECTED = [
    "actor-unknown",
    "author-unknown",
    "series-unknown",
    "tag-unknown",
    "source-unknown",
    "region-unknown",
    "event-references-unknown",
    "event-type-not-an-event-type",
    "date-not-a-day",
    "date-not-in-calendar",
    "event-date-wrong",
    "event-deaths-incomplete",
    "event-id-malformed",
    "event-identifiers-wrong",
    "event-incomplete",
    "event-place-wrong",
    "event-source-number-zero",
    "formerly-malformed",
    "front-matter-not-a-mapping",
    "key-rejected",
    "key-unknown",
    "key-without-value",
    "keys-missing",
    "lang-unknown",
    "list-is-a-mapping",
    "reason-without-withdrawal",
    "region-malformed",
    "region-none",
    "region-twice",
    "registry-actor-links-dangling",
    "registry-boundary-malformed",
    "registry-entry-incomplete",
    "registry-id-malformed",
    "registry-key-unknown",
    "registry-kind-unknown",
    "registry-names-invalid",
    "registry-not-a-list",
    "registry-region-id-reserved",
    "registry-values-invalid",
    "site-invalid",
    "source-invalid",
    "status-misspelt",
    "status-unknown",
    "value-is-a-list",
    "value-too-long",
    "withdrawn-without-reason",
    "yaml-bidi-character",
]
# fmt: on
"""Invalid sites with problems that a schema can detect."""
Copy = Callable[[str], Path]
no_deadline = settings(deadline=None)
"""The first example compiles a schema, which takes long."""


def registry_of(content: Path) -> Registry:
    """Return the registry of a content folder, which can have errors."""
    return read_registry(scan(content, []), [])


def rejected(content: Path, registry: Registry) -> Iterator[str]:
    """List the files of a content folder that its schemas reject."""
    report = validator(report_schema(registry))
    for path in scan(content, []).reports:
        if not report((content / path).read_text("utf-8").split("---\n")[1]):
            yield path
    for kind in REGISTRY_FILES:
        file = content / registry_path(kind)
        if file.is_file() and not validator(registry_schema(kind, registry))(file.read_text("utf-8")):
            yield registry_path(kind)
    if not validator(dict(all_schemas(registry))["site"])((content / SITE_FILE).read_text("utf-8")):
        yield SITE_FILE


@pytest.mark.parametrize("content", VALID, ids=lambda path: path.name)
def test_valid_archives_are_accepted(content: Path) -> None:
    """The schemas accept every file that the reader accepts."""
    assert list(rejected(content, registry_of(content))) == []


@pytest.mark.parametrize("name", REJECTED)
def test_invalid_files_are_rejected(name: str, small_site: Copy) -> None:
    """The schemas reject only files with problems."""
    content = small_site("small")
    registry = registry_of(content)
    lay_over(content, SITES / "invalid" / name)
    messages = (SITES / "invalid" / name / "expected.txt").read_text("utf-8").splitlines()
    found = list(rejected(content, registry))
    assert found
    assert set(found) <= {message.split(":")[0] for message in messages}


def both(field_type: FieldType, text: str) -> tuple[bool, bool]:
    """Return whether the reader and the schema accept a YAML text."""
    problems: list[Any] = []
    root = compose(text, "x", 0, problems)
    read = root is not None and not isinstance(field_type.read(root, Reader("x", problems=problems), "x"), Invalid)
    return read and not problems, compiled(json.dumps(schema_of(field_type)))(text)


@cache
def compiled(schema: str) -> Callable[[str], bool]:
    """Return the validator of a schema, compiled once for all examples of a test."""
    return validator(json.loads(schema))


FORMS = [IDENTIFIER, LANGUAGE, URL, STEM, REGION_ID]
WORDS = st.one_of(
    *(st.from_regex(form.expression, fullmatch=True) for form in FORMS),
    st.text(max_size=20),
    st.dates().map(str),
    st.integers(-10, 10_000).map(str),
).filter(lambda word: word == word.strip())


def named(field_type: object) -> str:
    """Return a short name of a field type for test ids."""
    return getattr(field_type, "description", type(field_type).__name__)


def quoted(word: str) -> str:
    """Return a word in double quotes, with only ASCII characters."""
    return json.dumps(word)


@pytest.mark.parametrize("field_type", [*FORMS, Choice(("one", "two", "3")), Day(), Integer(1, 7)], ids=named)
@no_deadline
@given(word=WORDS)
@example(word="")
@example(word="page")
@example(word="con")
@example(word="2018-02-30")
@example(word="0000-01-01")
@example(word="٣")
@example(word="true")
@example(word="one")
@example(word="07")
def test_quoted_words(field_type: FieldType, word: str) -> None:
    """Reader and schema agree on quoted words, except for lookalike letters."""
    read, accepted = both(field_type, quoted(word))
    assert read == accepted or (accepted and not word.isascii())


@pytest.mark.parametrize(
    "field_type", [*FORMS, Text(5), Choice(("one", "3", "true")), Day(), EdtfDate(), Integer(1, 7)], ids=named
)
@no_deadline
@given(
    word=st.one_of(st.integers(1000, 9999).map(str), st.sampled_from(["3", "8", "true", "1.5", "-1", "NO", "12:30"]))
)
def test_unquoted_numbers_and_booleans(field_type: FieldType, word: str) -> None:
    """Reader and schema agree on unquoted numbers and booleans, which are text to the reader."""
    read, accepted = both(field_type, word)
    assert read == accepted or (isinstance(field_type, Text) and len(word) > field_type.maximum)


@no_deadline
@given(word=st.text(max_size=8))
@example(word="\u202e")
@example(word="\u0085")
@example(word="a\u200bb")
@example(word="می\u200cخواهم")
def test_text(word: str) -> None:
    """Reader and schema reject text that is blank, too long or has hidden characters."""
    read, accepted = both(Text(5), quoted(word.strip()))
    assert accepted or not read
    assert read or not accepted or not word.isascii(), "a schema cannot detect mixed scripts only"


@no_deadline
@given(
    start=st.dates(),
    end=st.dates(),
    form=st.sampled_from(["{a}", "{a}/{b}", "{a}~", "{a}/{b}~"]),
    most=st.integers(4, 10),
)
def test_dates(start: Any, end: Any, form: str, most: int) -> None:
    """Reader and schema agree on dates. Only the schema accepts an interval that ends before it starts."""
    word = form.format(a=str(start)[:most].rstrip("-"), b=str(end)[:most].rstrip("-"))
    read, accepted = both(EdtfDate(), quoted(word))
    assert accepted or not read
    assert read or not accepted or "/" in word


@no_deadline
@given(st.floats(-200, 200), st.floats(-200, 200))
def test_coordinates(latitude: float, longitude: float) -> None:
    """Reader and schema agree on the range of coordinates."""
    read, accepted = both(Coordinates(), f"[{latitude:.6f}, {longitude:.6f}]")
    assert read == accepted


@pytest.mark.parametrize(
    ("field_type", "text", "good"),
    [
        (ListOf(IDENTIFIER), "[a, b]", True),
        (ListOf(IDENTIFIER), "a", False),
        (ListOf(IDENTIFIER, allow_scalar=True), "a", True),
        (ListOf(IDENTIFIER, allow_scalar=True), "[a, B]", False),
        (StringMap(), "{ucdp: 257422}", True),
        (StringMap(), '{ucdp: "257422", acled: SYR1}', True),
        (StringMap(), "{UCDP: 257422}", False),
        (StringMap(), "{ucdp: [1]}", False),
        (StringMap(), f"{{{', '.join(f'x{n}: 1' for n in range(65))}}}", False),
        (ListOf(IDENTIFIER, max_items=2), "[a, b]", True),
        (ListOf(IDENTIFIER, max_items=2), "[a, b, c]", False),
        (DEATHS, "{low: 0, best: 1, high: 2}", True),
        (DEATHS, '{low: "0", best: 1, high: 2}', True),
        (DEATHS, "{low: 0, best: 1}", False),
        (DEATHS, "{low: -1, best: 1, high: 2}", False),
        (DEATHS, "{low: 0.5, best: 1, high: 2}", False),
        (Decimal(-1, 1), "0.5", True),
        (Decimal(-1, 1), "1.5", False),
        (Decimal(-1, 1), "half", False),
        (Coordinates(), "[1]", False),
        (Coordinates(), "[1, 2, 3]", False),
        (Text(), "", False),
        (Text(), "[a]", False),
    ],
    ids=str,
)
def test_lists_and_records(field_type: FieldType, text: str, good: bool) -> None:
    """Reader and schema agree on lists and mappings."""
    assert both(field_type, text) == (good, good)


def test_native_name_needs_a_language() -> None:
    """A name is a text or a mapping; a native name must have a language."""
    names = SCHEMAS["actor"].fields["names"].type
    assert both(names, "[Halab, {name: حلب, kind: native, lang: ar}]") == (True, True)
    assert not both(names, "[{name: حلب, kind: native}]")[1]


def test_ids_are_those_of_the_registry() -> None:
    """The schemas list the registry's ids, each described by all names of its entry."""
    ids = report_schema(REGISTRY)["definitions"]
    assert sorted(ids) == ["actor", "author", "event-type", "region", "series", "source", "tag"]
    assert ids["actor"]["enum"] == ["guard", "pilots"]
    assert ids["actor"]["enumDescriptions"] == ["Guard", "United Pilots (Pilots' Front, Conquest Pilots, UP)"]
    assert ids["event-type"]["enum"] == ["outage"]
    assert ids["tag"]["enum"] == ["fog", "outage"]
    assert registry_schema("actor", REGISTRY)["definitions"]["actor"] == ids["actor"]
    assert "definitions" not in registry_schema("source", REGISTRY)


def test_id_that_looks_like_a_number() -> None:
    """An id that editors read as a number or boolean is accepted with and without quotes."""
    registry = Registry(actors={name: Actor(id=name, name="An actor") for name in ("313", "true")})
    accepts = validator({**report_schema(registry), "required": []})
    assert all(accepts(f"actors: [{word}]") for word in ("313", '"313"', "true", '"true"'))
    assert not accepts("actors: [314]")


def test_ids_are_listed_once() -> None:
    """The size of the schema grows only with the ids and names, so that it compiles fast."""
    actors = {f"actor-{n}": Actor(id=f"actor-{n}", name=f"The actor {n}") for n in range(10_000)}
    text = json.dumps(report_schema(Registry(actors=actors)))
    assert text.count('"actor-77"') == 1
    assert len(text) < 40_000 + sum(len(actor.id) + len(actor.name) + 8 for actor in actors.values())


def test_every_key_is_described() -> None:
    """Every key has a description, which editors and forms show."""

    def undescribed(field_type: FieldType, name: str) -> Iterator[str]:
        if isinstance(field_type, ListOf):
            yield from undescribed(field_type.item, name)
        if isinstance(field_type, Record):
            for key, field in field_type.fields.items():
                yield from [] if field.description.endswith(".") else [f"{name}.{key}"]
                yield from undescribed(field.type, f"{name}.{key}")

    records: dict[str, Record] = {"report": REPORT, "site": SITE, **{str(kind): one for kind, one in SCHEMAS.items()}}
    assert [key for name, record in records.items() for key in undescribed(record, name)] == []


def test_keys_have_titles_and_descriptions() -> None:
    """A key has a title and a description, also if its value is an id."""
    event = report_schema(REGISTRY)["properties"]["events"]["items"]["properties"]
    assert event["place_precision"]["title"] == "Place precision"
    assert event["region"]["title"] == "Region"
    assert event["region"]["allOf"] == [{"$ref": "#/definitions/region"}]
    assert event["date"]["description"].startswith("2018-04-22, or 2018-04")


def test_every_file_of_an_archive_has_a_schema() -> None:
    """There are schemas for reports, each registry, the site and the origins of geometry."""
    made = dict(all_schemas(REGISTRY))
    assert sorted(made) == sorted(
        ["report", "site", "origins", *(name.removesuffix(".yaml") for name in REGISTRY_FILES.values())]
    )
    assert {schema["$schema"] for schema in made.values()} == {DRAFT}


def test_unknown_field_type_is_an_error() -> None:
    """A new field type needs a schema."""

    class Odd:
        def read(self, node: Any, reader: Reader, name: str) -> Any:
            return node

    with pytest.raises(TypeError, match="no JSON Schema is known"):
        schema_of(Odd())


def test_yaml_editor_reads_yaml_1_2() -> None:
    """The tests read numbers and booleans of the YAML 1.2 core schema, as an editor does."""
    assert load("[017, 1e3, 0x1F, true, ~, NO, 12:30, 2018-04-22, '17']") == [
        *(17, 1000.0, 31, True, None),
        *("NO", "12:30", "2018-04-22", "17"),
    ]
