"""JSON Schemas: they accept what the reader accepts and refuse what it refuses, as far as a schema can."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plugins.archive.archive import read_registry
from plugins.archive.files.folder import SITE_FILE as SITE_FILE
from plugins.archive.files.folder import registry_path, scan
from plugins.archive.json_schema import (
    DRAFT,
    all_schemas,
    registry_schema,
    report_schema,
    schema_of,
    site_schema,
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
# fmt: off -- one to a line they would be longer than the tests
REFUSED = [
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
    "key-refused",
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
    "registry-names-faulty",
    "registry-not-a-list",
    "registry-region-id-reserved",
    "registry-values-faulty",
    "site-faulty",
    "source-faulty",
    "status-misspelt",
    "status-unknown",
    "value-is-a-list",
    "value-too-long",
    "withdrawn-without-reason",
    "yaml-bidi-character",
]
# fmt: on
"""Faulty sites whose faults a schema can see."""
Copy = Callable[[str], Path]
patient = settings(deadline=None)
"""For tests whose first example has a schema compiled."""


def registry_of(content: Path) -> Registry:
    """Return the registry of a content folder, whatever is wrong with it."""
    return read_registry(scan(content, []), [])


def refused(content: Path, registry: Registry) -> Iterator[str]:
    """List the files of a content folder that its schemas refuse."""
    report = validator(report_schema(registry))
    for path in scan(content, []).reports:
        if not report((content / path).read_text("utf-8").split("---\n")[1]):
            yield path
    for kind in REGISTRY_FILES:
        file = content / registry_path(kind)
        if file.is_file() and not validator(registry_schema(kind, registry))(file.read_text("utf-8")):
            yield registry_path(kind)
    if not validator(site_schema())((content / SITE_FILE).read_text("utf-8")):
        yield SITE_FILE


@pytest.mark.parametrize("content", VALID, ids=lambda path: path.name)
def test_valid_archives_are_accepted(content: Path) -> None:
    """Every report, registry and identity that the reader accepts, the schemas accept."""
    assert list(refused(content, registry_of(content))) == []


@pytest.mark.parametrize("name", REFUSED)
def test_faults_are_refused(name: str, small_site: Copy) -> None:
    """A fault that a schema can see is refused, and in the file that has it alone."""
    content = small_site("small")
    registry = registry_of(content)
    lay_over(content, SITES / "invalid" / name)
    messages = (SITES / "invalid" / name / "expected.txt").read_text("utf-8").splitlines()
    found = list(refused(content, registry))
    assert found
    assert set(found) <= {message.split(":")[0] for message in messages}


def both(kind: FieldType, text: str) -> tuple[bool, bool]:
    """Return whether the reader and the schema accept a YAML text."""
    problems: list[Any] = []
    root = compose(text, "x", 0, problems)
    read = root is not None and not isinstance(kind.read(root, Reader("x", problems=problems), "x"), Invalid)
    return read and not problems, compiled(json.dumps(schema_of(kind)))(text)


@cache
def compiled(schema: str) -> Callable[[str], bool]:
    """Return what checks against a schema, made once for all examples of a test."""
    return validator(json.loads(schema))


FORMS = [IDENTIFIER, LANGUAGE, URL, STEM, REGION_ID]
WORDS = st.one_of(
    *(st.from_regex(form.expression, fullmatch=True) for form in FORMS),
    st.text(max_size=20),
    st.dates().map(str),
    st.integers(-10, 10_000).map(str),
).filter(lambda word: word == word.strip())


def named(kind: object) -> str:
    """Return a short name of a kind for the names of tests."""
    return getattr(kind, "form", type(kind).__name__)


def quoted(word: str) -> str:
    """Return a word in double quotes, all but ASCII escaped."""
    return json.dumps(word)


@pytest.mark.parametrize("kind", [*FORMS, Choice(("one", "two", "3")), Day(), Integer(1, 7)], ids=named)
@patient
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
def test_words_in_quotes(kind: FieldType, word: str) -> None:
    """In quotes a word is text to both; what the one accepts the other does, letters that look alike aside."""
    read, accepted = both(kind, quoted(word))
    assert read == accepted or (accepted and not word.isascii())


@pytest.mark.parametrize(
    "kind", [*FORMS, Text(5), Choice(("one", "3", "true")), Day(), EdtfDate(), Integer(1, 7)], ids=named
)
@patient
@given(
    word=st.one_of(st.integers(1000, 9999).map(str), st.sampled_from(["3", "8", "true", "1.5", "-1", "NO", "12:30"]))
)
def test_words_that_an_editor_reads_as_numbers(kind: FieldType, word: str) -> None:
    """A plain number or truth is a word to the reader: the schema takes it where the reader does."""
    read, accepted = both(kind, word)
    assert read == accepted or (isinstance(kind, Text) and len(word) > kind.maximum)


@patient
@given(word=st.text(max_size=8))
@example(word="\u202e")
@example(word="\u0085")
@example(word="a\u200bb")
@example(word="می\u200cخواهم")
def test_text(word: str) -> None:
    """Words are accepted by both unless they are blank, too long or hold what nobody sees."""
    read, accepted = both(Text(5), quoted(word.strip()))
    assert accepted or not read
    assert read or not accepted or not word.isascii(), "only what deceives by its script is beyond a schema"


@patient
@given(
    start=st.dates(),
    end=st.dates(),
    form=st.sampled_from(["{a}", "{a}/{b}", "{a}~", "{a}/{b}~"]),
    most=st.integers(4, 10),
)
def test_dates(start: Any, end: Any, form: str, most: int) -> None:
    """Dates of every precision are accepted by both, an interval that ends before it starts by the schema alone."""
    word = form.format(a=str(start)[:most].rstrip("-"), b=str(end)[:most].rstrip("-"))
    read, accepted = both(EdtfDate(), quoted(word))
    assert accepted or not read
    assert read or not accepted or "/" in word


@patient
@given(st.floats(-200, 200), st.floats(-200, 200))
def test_coordinates(latitude: float, longitude: float) -> None:
    """Two numbers are accepted by both, or refused by both for their range."""
    read, accepted = both(Coordinates(), f"[{latitude:.6f}, {longitude:.6f}]")
    assert read == accepted


@pytest.mark.parametrize(
    ("kind", "text", "good"),
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
def test_lists_and_records(kind: FieldType, text: str, good: bool) -> None:
    """What is made of several values is accepted by both or refused by both."""
    assert both(kind, text) == (good, good)


def test_an_entry_need_not_name_a_native_names_language_twice() -> None:
    """A name is a word or a record; a native one must say its language, to both."""
    names = SCHEMAS["actor"].fields["names"].type
    assert both(names, "[Halab, {name: حلب, kind: native, lang: ar}]") == (True, True)
    assert not both(names, "[{name: حلب, kind: native}]")[1]


def test_ids_are_those_of_the_registry() -> None:
    """Where an id belongs the registry's ids stand, each with all the names that it may be looked for by."""
    ids = report_schema(REGISTRY)["definitions"]
    assert sorted(ids) == ["actor", "author", "event-type", "region", "series", "source", "tag"]
    assert ids["actor"]["enum"] == ["guard", "pilots"]
    assert ids["actor"]["enumDescriptions"] == ["Guard", "United Pilots (Pilots' Front, Conquest Pilots, UP)"]
    assert ids["event-type"]["enum"] == ["outage"]
    assert ids["tag"]["enum"] == ["fog", "outage"]
    assert registry_schema("actor", REGISTRY)["definitions"]["actor"] == ids["actor"]
    assert "definitions" not in registry_schema("source", REGISTRY)


def test_an_id_that_looks_like_a_number() -> None:
    """An id that an editor takes for a number or a truth is accepted with quotes and without."""
    registry = Registry(actors={name: Actor(id=name, name="An actor") for name in ("313", "true")})
    accepts = validator({**report_schema(registry), "required": []})
    assert all(accepts(f"actors: [{word}]") for word in ("313", '"313"', "true", '"true"'))
    assert not accepts("actors: [314]")


def test_thousands_of_ids_stand_once() -> None:
    """A large registry makes the schema no larger than its ids and names are, and it stays quick to compile."""
    actors = {f"actor-{n}": Actor(id=f"actor-{n}", name=f"The actor {n}") for n in range(10_000)}
    text = json.dumps(report_schema(Registry(actors=actors)))
    assert text.count('"actor-77"') == 1
    assert len(text) < 40_000 + sum(len(actor.id) + len(actor.name) + 8 for actor in actors.values())


def test_every_key_is_described() -> None:
    """Every key of every file says in words what it is for: the model is what editors and forms show."""

    def bare(kind: FieldType, place: str) -> Iterator[str]:
        if isinstance(kind, ListOf):
            yield from bare(kind.item, place)
        if isinstance(kind, Record):
            for key, field in kind.fields.items():
                yield from [] if field.description.endswith(".") else [f"{place}.{key}"]
                yield from bare(field.type, f"{place}.{key}")

    records: dict[str, Record] = {"report": REPORT, "site": SITE, **{str(kind): one for kind, one in SCHEMAS.items()}}
    assert [place for name, record in records.items() for place in bare(record, name)] == []


def test_keys_have_titles() -> None:
    """A key's title is the key in plain words, beside its description, also where an id is expected."""
    event = report_schema(REGISTRY)["properties"]["events"]["items"]["properties"]
    assert event["place_precision"]["title"] == "Place precision"
    assert event["region"]["title"] == "Region"
    assert event["region"]["allOf"] == [{"$ref": "#/definitions/region"}]
    assert event["date"]["description"].startswith("2018-04-22, or 2018-04")


def test_every_file_of_an_archive_has_a_schema() -> None:
    """There is a schema for reports, for each registry, the identity and what tells of geometry, each of one draft."""
    made = dict(all_schemas(REGISTRY))
    assert sorted(made) == sorted(
        ["report", "site", "origins", *(name.removesuffix(".yaml") for name in REGISTRY_FILES.values())]
    )
    assert {schema["$schema"] for schema in made.values()} == {DRAFT}


def test_a_kind_without_a_schema_is_an_error() -> None:
    """A kind that somebody adds to the model can't be left out of the schemas unseen."""

    class Odd:
        def read(self, node: Any, reader: Reader, name: str) -> Any:
            return node

    with pytest.raises(TypeError, match="no JSON Schema is known"):
        schema_of(Odd())


def test_the_editor_of_these_tests_reads_yaml_1_2() -> None:
    """The tests see what an editor sees: numbers and truths of the core schema, and no more."""
    assert load("[017, 1e3, 0x1F, true, ~, NO, 12:30, 2018-04-22, '17']") == [
        *(17, 1000.0, 31, True, None),
        *("NO", "12:30", "2018-04-22", "17"),
    ]
