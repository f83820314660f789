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
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.geometry.attribution import ORIGINS
from plugins.archive.model.entries import SCHEMAS, Entry, EntryId
from plugins.archive.model.registry import REGISTRY_FILES, Registry
from plugins.archive.model.report import REPORT
from plugins.archive.model.site import SITE
from plugins.archive.schema.field_types import (
    DECIMAL,
    IDENTIFIER,
    Choice,
    Coordinates,
    Day,
    Decimal,
    EdtfDate,
    Integer,
    Pattern,
    Text,
)
from plugins.archive.schema.reader import FieldType
from plugins.archive.schema.record import Field, ListOf, Record, Requirement, StringMap
from plugins.archive.text.characters import HIDDEN_CHARACTERS, INVISIBLE_IN_WORD
from plugins.archive.text.dates import DAY_PATTERN, EDTF_PATTERN

Schema = dict[str, Any]
DRAFT = "http://json-schema.org/draft-07/schema#"
LIKENESSES = {"integer": "17", "number": "1.5", "boolean": "true"}
"""For each type that an editor may see in a plain word, such a word."""
SEEN = rf"(?![\s\S]*({HIDDEN_CHARACTERS.pattern}|{INVISIBLE_IN_WORD.pattern}))"
"""What begins a pattern of text without a hidden character."""
SHORT = 10
"""Numbers of a range that are listed, so that one in quotes is held to its range too."""


def report_schema(registry: Registry) -> Schema:
    """Return the schema of a report's front matter; ids are those of `registry`, described by their names."""
    return _document("Report", "The front matter of a report.", REPORT, registry)


def registry_schema(kind: EntryKind, registry: Registry) -> Schema:
    """Return the schema of the file of one vocabulary; entries that it links to are those of `registry`."""
    about = f"A list of entries, each beginning with '- id: …': {REGISTRY_FILES[kind]}."
    return _document(_title(REGISTRY_FILES[kind].removesuffix(".yaml")), about, ListOf(SCHEMAS[kind]), registry)


def site_schema() -> Schema:
    """Return the schema of `site.yaml`."""
    return _document("Site", "The archive's identity.", SITE, Registry())


def _document(title: str, about: str, kind: FieldType, registry: Registry) -> Schema:
    ids = {_definition(named): _entry_ids(named, registry) for named in _named(kind)}
    return {
        "$schema": DRAFT,
        "title": title,
        "description": about,
        **schema_of(kind),
        **({"definitions": dict(sorted(ids.items()))} if ids else {}),
    }


def _named(kind: FieldType) -> Iterator[EntryId]:
    """List the references to entries within a kind."""
    if isinstance(kind, EntryId):
        yield kind
    elif isinstance(kind, ListOf):
        yield from _named(kind.item)
    elif isinstance(kind, Record):
        for field in kind.fields.values():
            yield from _named(field.type)


def _definition(named: EntryId) -> str:
    return named.required_kind or named.kind


def _entry_ids(named: EntryId, registry: Registry) -> Schema:
    """Return the ids that there are, each with the names of its entry, so that it is found by any of them."""
    entries = [entry for entry in registry.entries(named.kind).values() if named.required_kind in ("", entry.kind)]
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


def schema_of(kind: FieldType) -> Schema:
    """Return the schema of what `kind` reads; raises TypeError for a kind that is not described here."""
    match kind:
        case Record():
            return _record(kind)
        case ListOf():
            return _list(kind)
        case EntryId():
            return {"$ref": f"#/definitions/{_definition(kind)}"}
        case StringMap():
            return {
                "type": "object",
                "propertyNames": _form(IDENTIFIER),
                "additionalProperties": _text(StringMap.TEXT),
                "maxProperties": limits.LIST_ITEMS,
            }
        case Coordinates():
            pair = [schema_of(Coordinates.LATITUDE), schema_of(Coordinates.LONGITUDE)]
            return {"type": "array", "items": pair, "minItems": 2, "maxItems": 2}
    return _scalar(kind)


def _scalar(kind: FieldType) -> Schema:
    match kind:
        case Text():
            return _text(kind)
        case Pattern():
            return _form(kind)
        case Choice():
            return {"enum": [value for word in kind.values for value in _as_read(word)]}
        case Integer():
            return {
                "type": ["integer", "string"],
                "minimum": kind.minimum,
                "maximum": kind.maximum,
                "pattern": _digits(kind),
            }
        case Decimal():
            return {
                "type": ["number", "string"],
                "minimum": kind.minimum,
                "maximum": kind.maximum,
                "pattern": f"^{DECIMAL}$",
            }
        case Day():
            return {**_form(Pattern(DAY_PATTERN, "a day", Day.REMEDY)), "format": "date"}
        case EdtfDate():
            # The year alone is a number to an editor; one before 1000 would lose its zeros, and wants quotes.
            years = {"type": ["string", "integer"], "minimum": 1000, "maximum": 9999}
            return {**_form(Pattern(f"{EDTF_PATTERN}(/{EDTF_PATTERN})?", "a date", EdtfDate.REMEDY)), **years}
    raise TypeError(f"no JSON Schema is known for {kind!r}")


def _record(kind: Record) -> Schema:
    mapping = {
        "type": "object",
        "properties": {key: _field(key, field) for key, field in kind.fields.items()},
        "required": [key for key, field in kind.fields.items() if field.required],
        "additionalProperties": False,
        **(_need(kind.requirement) if kind.requirement else {}),
    }
    return {"anyOf": [schema_of(kind.fields[kind.scalar_key].type), mapping]} if kind.scalar_key else mapping


def _need(need: Requirement) -> Schema:
    """Return what the keys of a record need of each other; a key that must not stand has the schema `false`."""
    return {
        "if": {"required": [need.key], "properties": {need.key: {"const": need.value}}},
        "then": {"required": [need.requires]},
        **({"else": {"properties": {need.requires: False}}} if need.exclusive else {}),
    }


def _field(key: str, field: Field) -> Schema:
    """Return the schema of a key with its title and description, which a bare `$ref` beside them would hide."""
    schema = schema_of(field.type)
    whole = {"allOf": [schema]} if "$ref" in schema else schema
    return {"title": _title(key), **({"description": field.description} if field.description else {}), **whole}


def _list(kind: ListOf) -> Schema:
    item = schema_of(kind.item)
    several = {
        "type": "array",
        "items": item,
        **({"minItems": 1} if kind.non_empty else {}),
        **({"maxItems": kind.max_items} if kind.max_items else {}),
        **({"uniqueItems": True} if kind.unique else {}),
    }
    return {"anyOf": [item, several]} if kind.allow_scalar else several


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
        "patternErrorMessage": f"This is not {kind.description}: {kind.remedy}.",
    }


def _digits(kind: Integer) -> str:
    if kind.maximum - kind.minimum < SHORT:
        return f"^0*({'|'.join(map(str, range(kind.minimum, kind.maximum + 1)))})$"
    return "^[0-9]{1,9}$"


def _title(key: str) -> str:
    return key.replace("_", " ").capitalize()


def all_schemas(registry: Registry) -> Iterable[tuple[str, Schema]]:
    """List every schema with the name of the file of it: `report`, `regions` …, `site`, `origins`."""
    yield "report", report_schema(registry)
    for kind, file in REGISTRY_FILES.items():
        yield file.removesuffix(".yaml"), registry_schema(kind, registry)
    yield "site", site_schema()
    yield "origins", _document("Origins", "Where each file of geometry comes from.", ORIGINS, Registry())
