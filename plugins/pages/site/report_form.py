"""The form: the fields in which a new report is filled in, made from the schema of its front matter.

The schema says which keys there are, which must be given, and what may stand in each; here is only how each is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from plugins.pages.phrases import CREDIBILITY, PLACE_PRECISION

Schema = Mapping[str, Any]
OMITTED_KEYS = frozenset({"corrections", "formerly", "status", "reason", "imported", "events.identifiers"})
"""Keys that a new report by hand has no use for: they come with later changes, or from importers."""
GENERATED_KEYS = frozenset({"events.id"})
"""Keys that the form fills in by itself."""
ADVANCED_KEYS = frozenset({"series", "lang"}) | {
    *("sources.author", "sources.archived", "sources.lang", "sources.note"),
    *("events.coordinates", "events.place_precision", "events.tags", "events.credibility", "events.deaths"),
}
"""Keys that stand behind 'More'."""
LABELS = {
    "region": "Regions",
    "sources.url": "Web address",
    "sources.archived": "Archived copy",
    "sources.published": "Date of publication",
    "events.type": "Kind of event",
    "events.sources": "From which sources",
    "lang": "Language",
    "sources.lang": "Language",
}
"""Labels where the key itself would be no plain words."""
HINTS = {
    "region": "Those that it is about.",
    "sources.title": "As it was published.",
    "sources.url": "Where it can be read.",
    "events.type": "Choose one.",
    "events.sources": "Those of the report's list of sources that tell of it.",
    "events.coordinates": "Latitude and longitude, in this order: 35.02, 40.45.",
}
"""Hints where what the schema says is about how the file is written."""
ITEM_LABELS = {"sources": ("Source", "Add a source"), "events": ("Event", "Add an event")}
"""What one of a list is called, and what to press for one more."""
SCALES = {
    "events.credibility": {**CREDIBILITY, 6: "cannot be judged"},
    "events.place_precision": PLACE_PRECISION,
}
"""What the numbers of a scale mean."""
FILES = re.compile(r":? ?\b(?:an id|ids) from \w+\.yaml")
"""How the schema names the file of a vocabulary; a form offers what is in it."""
MULTILINE_KEYS = frozenset({"summary", "events.summary"})
"""Keys whose words want several lines."""


class FieldOption(msgspec.Struct, frozen=True):
    """One of a few values, and what it means."""

    value: str
    text: str


class FormField(msgspec.Struct, frozen=True, kw_only=True):
    """One field. `key` leads to its value within the record, as in `deaths.low`.

    `control` is one of `text`, `area` (several lines), `day`, `choice`, `entry`, `entries`, `numbers` and `point`;
    `entries` names what to choose from: the definition of the schema that has the ids, or the report's list of records.
    """

    key: str
    label: str
    hint: str
    control: str
    required: bool
    entries: str = ""
    options: tuple[FieldOption, ...] = ()


class FormSection(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of a record; those of `more` are seldom needed.

    For a list of records `one` is what each is called, and `add` is what to press for one more.
    """

    key: str = ""
    label: str = ""
    hint: str = ""
    item_label: str = ""
    add_label: str = ""
    fields: tuple[FormField, ...]
    more: tuple[FormField, ...]


def report_section(schema: Schema) -> FormSection:
    """Return the fields of the report itself; `schema` is that of its front matter."""
    shown, more = _fields(schema, "")
    return FormSection(fields=shown, more=more)


def list_sections(schema: Schema) -> Iterator[FormSection]:
    """List the lists of records that a report holds: its sources and its events."""
    for key, part in schema["properties"].items():
        if key not in OMITTED_KEYS and _is_record(part.get("items", {})):
            one, add = ITEM_LABELS[key]
            shown, more = _fields(part["items"], f"{key}.")
            label, hint = part["title"], part["description"]
            yield FormSection(key=key, label=label, hint=hint, item_label=one, add_label=add, fields=shown, more=more)


def _fields(record: Schema, within: str) -> tuple[tuple[FormField, ...], tuple[FormField, ...]]:
    """Return the fields of a record, apart from lists of records: those shown at once, and those behind 'More'."""
    shown: dict[bool, list[FormField]] = {False: [], True: []}
    for key, part in record["properties"].items():
        whole = within + key
        if whole not in OMITTED_KEYS | GENERATED_KEYS and not _is_record(part.get("items", {})):
            shown[whole in ADVANCED_KEYS].extend(_field(key, whole, part, key in record["required"]))
    return tuple(shown[False]), tuple(shown[True])


def _field(key: str, whole: str, part: Schema, required: bool) -> Iterator[FormField]:
    """Return the field of a key; for a record within the record, those of its keys, each required with the others."""
    if _is_record(part):
        for inner, its in part["properties"].items():
            (field,) = _field(f"{key}.{inner}", f"{whole}.{inner}", its, False)
            yield msgspec.structs.replace(field, label=f"{part['title']}: {field.label.lower()}")
        return
    control, entries = ("area", "") if whole in MULTILINE_KEYS else _control(key, part)
    scale = SCALES.get(whole, {})
    yield FormField(
        key=key,
        label=LABELS.get(whole) or part["title"],
        hint=HINTS.get(whole) or FILES.sub("", part["description"]),
        control="choice" if scale else control,
        required=required,
        entries=entries,
        options=tuple(FieldOption(str(number), f"{number} – {words}") for number, words in scale.items()),
    )


def _control(key: str, part: Schema) -> tuple[str, str]:
    """Return what a value is asked with and what one chooses from: a definition's ids, or the numbers of a list."""
    several = next((one for one in part.get("anyOf", ()) if one.get("type") == "array"), part)
    items = several.get("items")
    if isinstance(items, list):
        return "point", ""
    if items is not None:
        return ("entries", _definition(items)) if "$ref" in items else ("numbers", key)
    if "allOf" in part:
        return "entry", _definition(part["allOf"][0])
    return ("day" if part.get("format") == "date" else "text"), ""


def _definition(reference: Schema) -> str:
    return str(reference["$ref"]).rpartition("/")[2]


def _is_record(part: Any) -> bool:
    return isinstance(part, Mapping) and "properties" in part
