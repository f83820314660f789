"""YAML text: structs written with their declared keys, in the documented order. Default values are left out.

`strict_yaml` reads the text back as the same values.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import msgspec

from plugins.archive.schema.reader import FieldType
from plugins.archive.schema.record import ListOf, Record, StringMap
from plugins.archive.text.dates import DateSpan

PLAIN = re.compile(r"[A-Za-z0-9(/][^\n\t#:\"'\\]*(?:(?::(?=\S)|(?<=\S)#)[^\n\t#:\"'\\]+)*")
"""Text that YAML reads unchanged without quotes: no special first character, no `: ` and no ` #`."""
YAML_ESCAPES = {code: f"\\x{code:02x}" for code in range(0x7F, 0xA0)} | {
    code: f"\\u{code:04x}" for code in (0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF)
}
"""Line breaks and characters that YAML forbids and JSON allows, with their escapes."""
FLOW_INDICATORS = re.compile(r"[,\[\]{}]")


def scalar(value: object, *, flow: bool = False) -> str:
    """Return a value as YAML, in double quotes if needed. `flow` is for values inside brackets.

    >>> scalar("Syria, 22 April"), scalar("Syria: a day")
    ('Syria, 22 April', '"Syria: a day"')
    """
    text = _plain_text(value)
    if (
        text.isprintable()
        and PLAIN.fullmatch(text)
        and text == " ".join(text.split())
        and not (flow and FLOW_INDICATORS.search(text))
    ):
        return text
    return _quote(text)


def record_lines(value: msgspec.Struct, record: Record) -> Iterator[str]:
    """List the lines of a struct as a block mapping. Lists of records are block lists, other values one line each."""
    for key, item_type, item in _values(value, record):
        if isinstance(item_type, ListOf) and isinstance(item_type.item, Record) and not item_type.allow_scalar:
            yield f"{key}:"
            yield from (line for child in item for line in _item_lines(child, item_type.item))
        else:
            yield f"{key}: {inline(item, item_type, flow=False)}"


def _item_lines(value: msgspec.Struct, record: Record) -> Iterator[str]:
    """List the lines of one item of a block list: on one line in braces, or if it has lists, one line for each key."""
    if not any(isinstance(field.type, ListOf | Record) for field in record.fields.values()):
        yield f"  - {inline(value, record, flow=True)}"
        return
    for number, line in enumerate(record_lines(value, record)):
        yield f"  {'  ' if number else '- '}{line}"


def _values(value: msgspec.Struct, record: Record) -> Iterator[tuple[str, FieldType, Any]]:
    """List the keys of a struct whose values differ from their defaults, with type and value."""
    defaults = _defaults(type(value))
    for key, field in record.fields.items():
        item = getattr(value, field.attribute)
        if item != defaults[field.attribute]:
            yield key, field.type, item


@cache
def _defaults(struct: type[msgspec.Struct]) -> dict[str, object]:
    """Return the default of each attribute. msgspec evaluates the annotations of a class again in each call."""
    return {field.name: field.default for field in msgspec.structs.fields(struct)}


def inline(value: Any, item_type: FieldType, *, flow: bool) -> str:
    """Return a value on one line: a scalar, a list in brackets or a mapping in braces. `flow` is as in `scalar`."""
    match item_type:
        case Record():
            pairs = [(key, inline(item, kind, flow=True)) for key, kind, item in _values(value, item_type)]
            if [key for key, _ in pairs] == [item_type.scalar_key]:
                return pairs[0][1]
            return f"{{{', '.join(f'{key}: {text}' for key, text in pairs)}}}"
        case ListOf():
            return f"[{', '.join(inline(item, item_type.item, flow=True) for item in value)}]"
        case StringMap():
            return f"{{{', '.join(f'{key}: {_quote(text)}' for key, text in value)}}}"
    return f"[{', '.join(map(_plain_text, value))}]" if isinstance(value, tuple) else scalar(value, flow=flow)


def _plain_text(value: object) -> str:
    match value:
        case DateSpan():
            return value.text
        case date():
            return value.isoformat()
        case float():  # without an exponent, to a tenth of a metre
            return f"{value:.6f}".rstrip("0").rstrip(".")
    return str(value)


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).translate(YAML_ESCAPES)
