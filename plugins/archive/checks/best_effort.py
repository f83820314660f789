"""Best effort: report rules applied to a report with errors, so that one run finds as many problems as possible.

Unreadable values are left out, or replaced by placeholders where a value is required.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Set
from datetime import date
from typing import Any

import yaml

from plugins.archive.checks.report_rules import check_report
from plugins.archive.model.report import REPORT
from plugins.archive.schema.field_types import Day, EdtfDate, Integer
from plugins.archive.schema.positions import Finding
from plugins.archive.schema.reader import FieldType, Invalid, Reader
from plugins.archive.schema.record import ListOf, Record
from plugins.archive.text.dates import parse_edtf

PLACEHOLDER_DATE = parse_edtf("0001")


def check_partial_report(root: yaml.Node, path: str, stem: str, faulty: Set[str]) -> Iterator[Finding]:
    """Apply the rules to the front matter `root`, and list the findings that do not follow from `faulty` fields."""
    if not isinstance(root, yaml.MappingNode):
        return
    report = _read_record(root, REPORT, itertools.count(), path=path, stem=stem)
    keys = {key.value if isinstance(key, yaml.ScalarNode) else "" for key, _ in root.value}
    # An unknown key can be a misspelling of any missing one.
    missing = REPORT.fields.keys() - keys if keys - REPORT.fields.keys() else set()
    for finding in check_report(report, faulty | missing):
        name = finding.field
        if not any(field == name or field.startswith((f"{name}.", f"{name}[")) for field in faulty):
            yield finding


def _read_record(node: yaml.Node, record: Record, numbers: Iterator[int], **values: Any) -> Any:
    """Return the struct of a mapping, with placeholders for required values that cannot be read."""
    for key, child in node.value if isinstance(node, yaml.MappingNode) else ():
        spec = record.fields.get(key.value) if isinstance(key, yaml.ScalarNode) else None
        if spec and spec.attribute not in values:
            value = _read(child, spec.type, numbers)
            values |= {} if isinstance(value, Invalid) else {spec.attribute: value}
    for spec in record.fields.values():
        if spec.required:
            values.setdefault(spec.attribute, _placeholder(spec.type, numbers))
    return record.struct(**values)


def _read(node: yaml.Node, field_type: FieldType, numbers: Iterator[int]) -> Any:
    """Return the value at `node`, or INVALID. Unreadable list items become placeholders."""
    if isinstance(field_type, Record) and isinstance(node, yaml.MappingNode):
        return _read_record(node, field_type, numbers)
    if isinstance(field_type, ListOf) and isinstance(node, yaml.SequenceNode):
        values = (_read(child, field_type.item, numbers) for child in node.value)
        return tuple(
            _placeholder(field_type.item, numbers) if isinstance(value, Invalid) else value for value in values
        )
    return Reader("").read(field_type, node)


def _placeholder(field_type: FieldType, numbers: Iterator[int]) -> Any:
    """Return a value that breaks no rule. Each text is unique."""
    match field_type:
        case Record():
            return _read_record(yaml.MappingNode("", []), field_type, numbers)
        case ListOf():
            return ()
        case Integer():
            return 0
        case Day():
            return date.min
        case EdtfDate():
            return PLACEHOLDER_DATE
    return f"\0{next(numbers)}"
