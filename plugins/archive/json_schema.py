"""JSON Schemas of the content files, for editors and forms, with the ids of an archive's registry.

Draft-07, which every release of the YAML extension of VS Code supports. The schemas accept what the reader accepts, as
a YAML 1.2 editor reads it: an unquoted `2018` is a number there, and text here. A schema cannot express:

- rules across values or files: that an interval ends after it starts, the length of a month, the order of death counts,
  valid source numbers, unique ids, the same date in file name and front matter, words that mix two scripts;
- the spelling of a value: `0x7e2` is the number 2018 to an editor, and not a date to the reader. A number in quotes is
  checked for its form, but not for its range;
- `null` and `~`: text to the reader, but no value to an editor, so they need quotes;
- spaces at the ends of a quoted value, which the reader removes.
"""

from __future__ import annotations

import json
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
PLAIN_VALUES = {"integer": "17", "number": "1.5", "boolean": "true"}
"""For each type that an editor can read from an unquoted value, an example."""
VISIBLE_START = rf"(?![\s\S]*({HIDDEN_CHARACTERS.pattern}|{INVISIBLE_IN_WORD.pattern}))"
"""The start of a pattern for text without hidden characters."""
MAX_LISTED = 10
"""Ranges of at most this size are listed as a pattern, so that quoted numbers are checked too."""


def report_schema(registry: Registry) -> Schema:
    """Return the schema of a report's front matter, with the ids of `registry` and their names."""
    return _document("Report", "The front matter of a report.", REPORT, registry)


def registry_schema(kind: EntryKind, registry: Registry) -> Schema:
    """Return the schema of a vocabulary's file, with the ids of `registry` for links."""
    description = f"A list of entries, each beginning with '- id: …': {REGISTRY_FILES[kind]}."
    return _document(_title(REGISTRY_FILES[kind].removesuffix(".yaml")), description, ListOf(SCHEMAS[kind]), registry)


def _document(title: str, description: str, field_type: FieldType, registry: Registry) -> Schema:
    ids = {_definition(id_type): _entry_ids(id_type, registry) for id_type in _id_types(field_type)}
    return {
        "$schema": DRAFT,
        "title": title,
        "description": description,
        **schema_of(field_type),
        **({"definitions": dict(sorted(ids.items()))} if ids else {}),
    }


def _id_types(field_type: FieldType) -> Iterator[EntryId]:
    if isinstance(field_type, EntryId):
        yield field_type
    elif isinstance(field_type, ListOf):
        yield from _id_types(field_type.item)
    elif isinstance(field_type, Record):
        for field in field_type.fields.values():
            yield from _id_types(field.type)


def _definition(id_type: EntryId) -> str:
    return id_type.required_kind or id_type.kind


def _entry_ids(id_type: EntryId, registry: Registry) -> Schema:
    """Return the valid ids, each described by all names of its entry so that editors find it by any of them."""
    entries = [entry for entry in registry.entries(id_type.kind).values() if id_type.required_kind in ("", entry.kind)]
    listed = [(value, _all_names(entry)) for entry in entries for value in _editor_values(entry.id)]
    return {"enum": [value for value, _ in listed], "enumDescriptions": [names for _, names in listed]}


def _all_names(entry: Entry) -> str:
    """Return `name (other, other)`. A name is in JSON quotes if it contains a character that separates names."""
    spellings = entry.spellings()
    name, *others = (json.dumps(s, ensure_ascii=False) if re.search(r'[",()]', s) else s for s in spellings)
    return f"{name} ({', '.join(others)})" if others else name


def _editor_values(word: str) -> Iterator[str | int | bool]:
    """List the values that an editor can read from an unquoted word: the word, and a number or boolean."""
    yield word
    if re.fullmatch("[0-9]+", word):
        yield int(word)
    elif word in ("true", "false"):
        yield word == "true"


def schema_of(field_type: FieldType) -> Schema:
    """Return the schema of a field type. Raises TypeError for an unknown one."""
    match field_type:
        case Record():
            return _record(field_type)
        case ListOf():
            return _list(field_type)
        case EntryId():
            return {"$ref": f"#/definitions/{_definition(field_type)}"}
        case StringMap():
            return {
                "type": "object",
                "propertyNames": _pattern(IDENTIFIER),
                "additionalProperties": _text(StringMap.TEXT),
                "maxProperties": limits.LIST_ITEMS,
            }
        case Coordinates():
            pair = [schema_of(Coordinates.LATITUDE), schema_of(Coordinates.LONGITUDE)]
            return {"type": "array", "items": pair, "minItems": 2, "maxItems": 2}
    return _scalar(field_type)


def _scalar(field_type: FieldType) -> Schema:
    match field_type:
        case Text():
            return _text(field_type)
        case Pattern():
            return _pattern(field_type)
        case Choice():
            return {"enum": [value for word in field_type.values for value in _editor_values(word)]}
        case Integer():
            return _number(field_type, "integer", _digits(field_type))
        case Decimal():
            return _number(field_type, "number", f"^{DECIMAL}$")
        case Day():
            return {**_pattern(Pattern(DAY_PATTERN, "a day", Day.REMEDY)), "format": "date"}
        case EdtfDate():
            # An unquoted year is a number to an editor. Years before 1000 would lose their zeros, and need quotes.
            years = {"type": ["string", "integer"], "minimum": 1000, "maximum": 9999}
            return {**_pattern(Pattern(f"{EDTF_PATTERN}(/{EDTF_PATTERN})?", "a date", EdtfDate.REMEDY)), **years}
    raise TypeError(f"no JSON Schema is known for {field_type!r}")


def _number(field_type: Decimal, name: str, pattern: str) -> Schema:
    bounds = {"minimum": field_type.minimum, "maximum": field_type.maximum}
    return {"type": [name, "string"], **bounds, "pattern": pattern}


def _record(field_type: Record) -> Schema:
    mapping = {
        "type": "object",
        "properties": {key: _field(key, field) for key, field in field_type.fields.items()},
        "required": [key for key, field in field_type.fields.items() if field.required],
        "additionalProperties": False,
        **(_requirement(field_type.requirement) if field_type.requirement else {}),
    }
    scalar = field_type.fields.get(field_type.scalar_key)
    return {"anyOf": [schema_of(scalar.type), mapping]} if scalar else mapping


def _requirement(requirement: Requirement) -> Schema:
    """Return the schema of a requirement between keys. A forbidden key has the schema `false`."""
    return {
        "if": {"required": [requirement.key], "properties": {requirement.key: {"const": requirement.value}}},
        "then": {"required": [requirement.requires]},
        **({"else": {"properties": {requirement.requires: False}}} if requirement.exclusive else {}),
    }


def _field(key: str, field: Field) -> Schema:
    """Return the schema of a key with title and description. `allOf` is needed because `$ref` hides its siblings."""
    schema = schema_of(field.type)
    whole = {"allOf": [schema]} if "$ref" in schema else schema
    return {"title": _title(key), **({"description": field.description} if field.description else {}), **whole}


def _list(field_type: ListOf) -> Schema:
    item = schema_of(field_type.item)
    rules = {"minItems": int(field_type.non_empty), "maxItems": field_type.max_items, "uniqueItems": field_type.unique}
    array = {"type": "array", "items": item, **{name: value for name, value in rules.items() if value}}
    return {"anyOf": [item, array]} if field_type.allow_scalar else array


def _text(field_type: Text) -> Schema:
    """Return the schema of text: not blank, and without hidden characters."""
    message = "This is empty, or contains a hidden character."
    pattern = rf"^{VISIBLE_START}[\s\S]*\S"
    types = ["string", *PLAIN_VALUES]
    return {"type": types, "maxLength": field_type.maximum, "pattern": pattern, "patternErrorMessage": message}


def _pattern(field_type: Pattern) -> Schema:
    """Return the schema of a pattern, with the number and boolean types that can match it."""
    types = [name for name, word in PLAIN_VALUES.items() if field_type.matches(word)]
    return {
        "type": ["string", *types],
        **({"minimum": 0} if types and not field_type.matches("-1") else {}),
        "maxLength": field_type.maximum,
        # Only patterns with an excluded set can match hidden characters.
        "pattern": f"^{VISIBLE_START if '[^' in field_type.expression else ''}({field_type.expression})$",
        "patternErrorMessage": f"This is not {field_type.description}: {field_type.remedy}.",
    }


def _digits(field_type: Integer) -> str:
    if field_type.maximum - field_type.minimum < MAX_LISTED:
        return f"^0*({'|'.join(map(str, range(field_type.minimum, field_type.maximum + 1)))})$"
    return "^[0-9]{1,9}$"


def _title(key: str) -> str:
    return key.replace("_", " ").capitalize()


def all_schemas(registry: Registry) -> Iterable[tuple[str, Schema]]:
    """List all schemas with their names: `report`, `regions` …, `site`, `origins`."""
    yield "report", report_schema(registry)
    for kind, file in REGISTRY_FILES.items():
        yield file.removesuffix(".yaml"), registry_schema(kind, registry)
    yield "site", _document("Site", "The archive's identity and settings.", SITE, Registry())
    yield "origins", _document("Origins", "The origin of each geometry file.", ORIGINS, Registry())
