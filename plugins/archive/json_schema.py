"""JSON Schemas: the declared model as editors and forms read it, with the ids that an archive's registry has.

Draft-07, because every release of the YAML extension of VS Code knows it and nothing newer is needed. What the reader
accepts is accepted as a YAML 1.2 editor reads it: an unquoted `2018` is a number there, and text here. What a schema
cannot say:

- what depends on other values or files: that an interval ends after it starts, how long a month is, that deaths rise,
  that source numbers and event ids fit, that an id is its own, that a file's name and its date agree, that a word
  mixes letters of two scripts;
- how a value is spelt: `0x7e2` is the number 2018 to an editor, and no date to the reader; a number in quotes is held
  to its form, not to its range;
- `null` and `~`, two words to the reader, which are no value to an editor: they want quotes;
- spaces at the ends of a value in quotes, which the reader takes away.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from plugins.archive import limits
from plugins.archive.geometry.attribution import ORIGINS
from plugins.archive.model.entries import SCHEMAS, Entry, EntryId, EntryKind
from plugins.archive.model.registry import FILES, Registry
from plugins.archive.model.report import REPORT
from plugins.archive.model.site import SITE
from plugins.archive.schema.field_types import (
    DECIMAL,
    IDENTIFIER,
    Choice,
    Coordinates,
    Day,
    Decimal,
    Edtf,
    Kind,
    Pattern,
    Text,
    Whole,
)
from plugins.archive.schema.record import Field, ListOf, Need, Pairs, Record
from plugins.archive.text.characters import HIDDEN, JOINED
from plugins.archive.text.dates import DAY_FORM, WHEN_FORM

Schema = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"
LIKENESSES = {"integer": "17", "number": "1.5", "boolean": "true"}
"""For each type that an editor may see in a plain word, such a word."""
SEEN = rf"(?![\s\S]*({HIDDEN.pattern}|{JOINED.pattern}))"
"""What begins a pattern of text without a hidden character."""
SHORT = 10
"""Numbers of a range that are listed, so that one in quotes is held to its range too."""


def report_schema(registry: Registry) -> Schema:
    """Return the schema of a report's front matter; ids are those of `registry`, described by their names."""
    return _document("Report", "The front matter of a report.", REPORT, registry)


def registry_schema(kind: EntryKind, registry: Registry) -> Schema:
    """Return the schema of the file of one vocabulary; entries that it links to are those of `registry`."""
    about = f"A list of entries, each beginning with '- id: …': {FILES[kind]}."
    return _document(_title(FILES[kind].removesuffix(".yaml")), about, ListOf(SCHEMAS[kind]), registry)


def site_schema() -> Schema:
    """Return the schema of `site.yaml`."""
    return _document("Site", "The archive's identity.", SITE, Registry())


def _document(title: str, about: str, kind: Kind, registry: Registry) -> Schema:
    ids = {_definition(named): _entry_ids(named, registry) for named in _named(kind)}
    return {
        "$schema": DRAFT,
        "title": title,
        "description": about,
        **schema_of(kind),
        **({"definitions": dict(sorted(ids.items()))} if ids else {}),
    }


def _named(kind: Kind) -> Iterator[EntryId]:
    """List the references to entries within a kind."""
    if isinstance(kind, EntryId):
        yield kind
    elif isinstance(kind, ListOf):
        yield from _named(kind.item)
    elif isinstance(kind, Record):
        for field in kind.fields.values():
            yield from _named(field.kind)


def _definition(named: EntryId) -> str:
    return named.only or named.of


def _entry_ids(named: EntryId, registry: Registry) -> Schema:
    """Return the ids that there are, each with the names of its entry, so that it is found by any of them."""
    entries = [entry for entry in registry.entries(named.of).values() if named.only in ("", entry.kind)]
    listed = [(value, _names(entry)) for entry in entries for value in _as_read(entry.id)]
    return {"enum": [value for value, _ in listed], "enumDescriptions": [names for _, names in listed]}


def _names(entry: Entry) -> str:
    """Return an entry's name, and its other names in brackets."""
    name, *others = entry.spellings()
    return f"{name} ({', '.join(others)})" if others else name


def _as_read(word: str) -> Iterator[str | int | bool]:
    """List what an editor may read for a word that stands unquoted: itself, and the number or truth it looks like."""
    yield word
    if re.fullmatch("[0-9]+", word):
        yield int(word)
    elif word in ("true", "false"):
        yield word == "true"


def schema_of(kind: Kind) -> Schema:
    """Return the schema of what `kind` reads; raises TypeError for a kind that is not described here."""
    match kind:
        case Record():
            return _record(kind)
        case ListOf():
            return _list(kind)
        case EntryId():
            return {"$ref": f"#/definitions/{_definition(kind)}"}
        case Pairs():
            return {
                "type": "object",
                "propertyNames": _form(IDENTIFIER),
                "additionalProperties": _text(Pairs.TEXT),
                "maxProperties": limits.NAMED,
            }
        case Coordinates():
            pair = [schema_of(Coordinates.LATITUDE), schema_of(Coordinates.LONGITUDE)]
            return {"type": "array", "items": pair, "minItems": 2, "maxItems": 2}
    return _scalar(kind)


def _scalar(kind: Kind) -> Schema:
    match kind:
        case Text():
            return _text(kind)
        case Pattern():
            return _form(kind)
        case Choice():
            return {"enum": [value for word in kind.words for value in _as_read(word)]}
        case Whole():
            return {
                "type": ["integer", "string"],
                "minimum": kind.least,
                "maximum": kind.most,
                "pattern": _digits(kind),
            }
        case Decimal():
            return {
                "type": ["number", "string"],
                "minimum": kind.least,
                "maximum": kind.most,
                "pattern": f"^{DECIMAL}$",
            }
        case Day():
            return {**_form(Pattern(DAY_FORM, "a day", Day.REMEDY)), "format": "date"}
        case Edtf():
            # The year alone is a number to an editor; one before 1000 would lose its zeros, and wants quotes.
            years = {"type": ["string", "integer"], "minimum": 1000, "maximum": 9999}
            return {**_form(Pattern(f"{WHEN_FORM}(/{WHEN_FORM})?", "a date", Edtf.REMEDY)), **years}
    raise TypeError(f"no JSON Schema is known for {kind!r}")


def _record(kind: Record) -> Schema:
    mapping = {
        "type": "object",
        "properties": {key: _field(key, field) for key, field in kind.fields.items()},
        "required": [key for key, field in kind.fields.items() if field.required],
        "additionalProperties": False,
        **(_need(kind.need) if kind.need else {}),
    }
    return {"anyOf": [schema_of(kind.fields[kind.lone].kind), mapping]} if kind.lone else mapping


def _need(need: Need) -> Schema:
    """Return what the keys of a record need of each other; a key that must not stand has the schema `false`."""
    return {
        "if": {"required": [need.key], "properties": {need.key: {"const": need.value}}},
        "then": {"required": [need.then]},
        **({"else": {"properties": {need.then: False}}} if need.only else {}),
    }


def _field(key: str, field: Field) -> Schema:
    """Return the schema of a key with its title and description, which a bare `$ref` beside them would hide."""
    schema = schema_of(field.kind)
    whole = {"allOf": [schema]} if "$ref" in schema else schema
    return {"title": _title(key), **({"description": field.about} if field.about else {}), **whole}


def _list(kind: ListOf) -> Schema:
    item = schema_of(kind.item)
    several = {
        "type": "array",
        "items": item,
        **({"minItems": 1} if kind.filled else {}),
        **({"maxItems": kind.most} if kind.most else {}),
        **({"uniqueItems": True} if kind.distinct else {}),
    }
    return {"anyOf": [item, several]} if kind.lone else several


def _text(kind: Text) -> Schema:
    """Return the schema of words: not blank, without a hidden character."""
    message = "This is empty, or holds a hidden character."
    pattern = rf"^{SEEN}[\s\S]*\S"
    types = ["string", *LIKENESSES]
    return {"type": types, "maxLength": kind.maximum, "pattern": pattern, "patternErrorMessage": message}


def _form(kind: Pattern) -> Schema:
    """Return the schema of text of one form, an unquoted number or truth among it if one can match."""
    types = [sort for sort, word in LIKENESSES.items() if kind.matches(word)]
    return {
        "type": ["string", *types],
        **({"minimum": 0} if types and not kind.matches("-1") else {}),
        "maxLength": kind.maximum,
        # Only a form that says what it excludes lets hidden characters in.
        "pattern": f"^{SEEN if '[^' in kind.expression else ''}({kind.expression})$",
        "patternErrorMessage": f"This is not {kind.form}: {kind.remedy}.",
    }


def _digits(kind: Whole) -> str:
    if kind.most - kind.least < SHORT:
        return f"^0*({'|'.join(map(str, range(kind.least, kind.most + 1)))})$"
    return "^[0-9]{1,9}$"


def _title(key: str) -> str:
    return key.replace("_", " ").capitalize()


def schemas(registry: Registry) -> Iterable[tuple[str, Schema]]:
    """List every schema with the name of the file of it: `report`, `regions` …, `site`, `origins`."""
    yield "report", report_schema(registry)
    for kind, file in FILES.items():
        yield file.removesuffix(".yaml"), registry_schema(kind, registry)
    yield "site", site_schema()
    yield "origins", _document("Origins", "Where each file of geometry comes from.", ORIGINS, Registry())
