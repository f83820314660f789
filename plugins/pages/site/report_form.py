"""Form for a new report. Its fields are derived from the schema of the front matter, those of entries likewise.

The schema determines keys, required values and allowed values; this module determines how the form asks for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from plugins.pages.phrases import CREDIBILITY, PLACE_PRECISION
from plugins.pages.view_models import MenuOption

Schema = Mapping[str, Any]
OMITTED_KEYS = frozenset({"corrections", "formerly", "status", "reason", "imported", "events.identifiers"}) | {
    *("actor.predecessors", "actor.successors", "actor.same_as", "region.same_as", "region.boundary"),
    *("actor.formerly", "region.formerly", "source.formerly", "actor.identifiers"),
}
"""Keys that the form leaves out: they are for later changes, or for importers."""
GENERATED_KEYS = frozenset({"events.id"})
"""Keys that the script fills in."""
ADVANCED_KEYS = frozenset({"series", "lang"}) | {
    *("sources.author", "sources.archived", "sources.lang", "sources.note"),
    *("events.coordinates", "events.place_precision", "events.tags", "events.credibility", "events.deaths"),
    *("actor.id", "actor.text", "region.id", "region.text", "region.code", "region.coordinates"),
    *("source.id", "source.text", "source.affiliation", "source.reliability", "source.lang"),
}
"""Keys of the fields that are folded under "More"."""
LABELS = {
    "region": "Regions",
    "sources.url": "Web address",
    "sources.archived": "Archived copy",
    "sources.published": "Date of publication",
    "events.type": "Type of event",
    "events.sources": "Sources",
    "lang": "Language",
    "sources.lang": "Language",
    "source.lang": "Language",
    "source.url": "Web address",
    "actor.parent": "Part of",
    **dict.fromkeys(("actor.names", "region.names", "source.names"), "Other names"),
}
"""Labels of keys whose title in the schema is not clear to readers."""
HINTS = {
    "region": "The regions that the report is about.",
    "sources.title": "The title as published.",
    "sources.url": "The address at which the source can be read.",
    "events.type": "Choose one.",
    "events.sources": "The sources in the report's list that describe the event.",
    **dict.fromkeys(
        ("events.coordinates", "region.coordinates"), "Latitude and longitude, in this order: 35.02, 40.45."
    ),
    **dict.fromkeys(
        ("actor.names", "region.names", "source.names"), "Spellings, acronyms and native names, one on each line."
    ),
    **dict.fromkeys(
        ("actor.id", "source.id"), "Lower-case letters, digits and hyphens; by default it comes from the name."
    ),
    "region.id": "The ids of the enclosing regions and its own: country/place. By default it comes from the name.",
}
"""Hints for keys whose description in the schema explains the file format."""
ITEM_LABELS = {"sources": ("Source", "Add a source"), "events": ("Event", "Add an event")}
"""The label of an item of a list, and of the button that adds one."""
SCALES = {
    "events.credibility": {**CREDIBILITY, 6: "cannot be judged"},
    "events.place_precision": PLACE_PRECISION,
}
"""The meanings of the numbers of a scale."""
FILES = re.compile(r":? ?\b(?:an id|ids) from \w+\.yaml")
"""The mention of a registry file in a description; the form lists the entries instead."""
MULTILINE_KEYS = frozenset({"summary", "events.summary", "actor.text", "region.text", "source.text"})
"""Keys of texts of several lines."""


class FormField(msgspec.Struct, frozen=True, kw_only=True):
    """A field. `key` is its path within the record, as in `deaths.low`.

    `control` is one of `text`, `area` (a text of several lines), `lines` (a text on each), `day`, `choice`, `entry`,
    `entries`, `numbers` and `point`.
    `entries` names the values to choose from: a definition of the schema, or a list of the report.
    """

    key: str
    label: str
    hint: str
    control: str
    required: bool
    entries: str = ""
    options: tuple[MenuOption, ...] = ()


class FormSection(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of a record; those of `more` are folded.

    In a list of records, `item_label` is the label of a record, and `add_label` that of the button that adds one.
    """

    key: str = ""
    label: str = ""
    hint: str = ""
    item_label: str = ""
    add_label: str = ""
    fields: tuple[FormField, ...]
    more: tuple[FormField, ...]


def report_section(schema: Schema) -> FormSection:
    """Return the section of the report itself; `schema` is that of its front matter."""
    fields, more = record_section(schema, "")
    return FormSection(fields=fields, more=more)


def list_sections(schema: Schema) -> Iterator[FormSection]:
    """List the sections of the lists of records in a report: its sources and its events."""
    for key, value in schema["properties"].items():
        if key not in OMITTED_KEYS and _is_list_of_records(value):
            item, add = ITEM_LABELS[key]
            fields, more = record_section(value["items"], f"{key}.")
            label, hint = value["title"], value["description"]
            yield FormSection(key=key, label=label, hint=hint, item_label=item, add_label=add, fields=fields, more=more)


def record_section(record: Schema, prefix: str) -> tuple[tuple[FormField, ...], tuple[FormField, ...]]:
    """Return the fields of a record, except lists of records: first the visible ones, then the folded ones."""
    fields: dict[bool, list[FormField]] = {False: [], True: []}
    for key, value in record["properties"].items():
        path = prefix + key
        if path not in OMITTED_KEYS | GENERATED_KEYS and not _is_list_of_records(value):
            fields[path in ADVANCED_KEYS].extend(
                _key_fields(key, path, value, key in record["required"] and key != "id")
            )
    return tuple(fields[False]), tuple(fields[True])


def _key_fields(key: str, path: str, value: Schema, required: bool) -> Iterator[FormField]:
    """List the field of a key, or the fields of a nested record, in which a key is required if another is given."""
    if "properties" in value:
        for inner, inner_value in value["properties"].items():
            for field in _key_fields(f"{key}.{inner}", f"{path}.{inner}", inner_value, False):
                yield msgspec.structs.replace(field, label=f"{value['title']}: {field.label.lower()}")
        return
    control, entries = ("area", "") if path in MULTILINE_KEYS else _control(key, value)
    scale = SCALES.get(path, {})
    yield FormField(
        key=key,
        label=LABELS.get(path) or value["title"],
        hint=HINTS.get(path) or FILES.sub("", value["description"]),
        control="choice" if scale or "enum" in value else control,
        required=required,
        entries=entries,
        options=tuple(_options(value, scale)),
    )


def _options(value: Schema, scale: Mapping[int, str]) -> Iterator[MenuOption]:
    """List the values of a scale with their meanings, or the words to choose from."""
    for number, meaning in scale.items():
        yield MenuOption(str(number), f"{number} – {meaning}")
    for word in value.get("enum", ()) if not scale else ():
        yield MenuOption(word, word.replace("-", " "))


def _control(key: str, value: Schema) -> tuple[str, str]:
    """Return the control of a value, and the values to choose from: a definition or the key of a list."""
    items = next((each for each in value.get("anyOf", ()) if each.get("type") == "array"), value).get("items")
    if isinstance(items, list):
        return "point", ""
    if items is not None:
        if "anyOf" in items:
            return "lines", ""
        return ("entries", _definition(items)) if "$ref" in items else ("numbers", key)
    if "allOf" in value:
        return "entry", _definition(value["allOf"][0])
    return ("day" if value.get("format") == "date" else "text"), ""


def _definition(reference: Schema) -> str:
    return str(reference["$ref"]).rpartition("/")[2]


def _is_list_of_records(value: Schema) -> bool:
    items = value.get("items")
    return isinstance(items, Mapping) and "properties" in items
