"""Partial reports: the front matter of a faulty report as far as it can be read, so that its rules need not wait.

What can't be read is left out, or stands for something that breaks no rule where something must stand.
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


def check_partial_report(root: yaml.Node, path: str, stem: str, told: Set[str]) -> Iterator[Finding]:
    """List what the rules find in the report of the front matter `root`; `told` are the fields that are known faulty.

    Nothing is found of a field that is faulty itself or in part, and nothing that follows from a faulty one.
    """
    if not isinstance(root, yaml.MappingNode):
        return
    report = _record(root, REPORT, itertools.count(), path=path, stem=stem)
    keys = {key.value if isinstance(key, yaml.ScalarNode) else "" for key, _ in root.value}
    # A key that is not known may be a slip of one that seems to be absent.
    absent = REPORT.fields.keys() - keys if keys - REPORT.fields.keys() else set()
    for finding in check_report(report, told | absent):
        label = finding.field
        if not any(field == label or field.startswith((f"{label}.", f"{label}[")) for field in told):
            yield finding


def _record(node: yaml.Node, kind: Record, numbers: Iterator[int], **values: Any) -> Any:
    """Return the struct of a mapping: what can be read of its keys, and a stand-in where one must be there."""
    for key, child in node.value if isinstance(node, yaml.MappingNode) else ():
        spec = kind.fields.get(key.value) if isinstance(key, yaml.ScalarNode) else None
        if spec and (spec.attribute or key.value) not in values:
            value = _best(child, spec.type, numbers)
            values |= {} if isinstance(value, Invalid) else {spec.attribute or key.value: value}
    for key, spec in kind.fields.items():
        if spec.required:
            values.setdefault(spec.attribute or key, _stand_in(spec.type, numbers))
    return kind.struct(**values)


def _best(node: yaml.Node, kind: FieldType, numbers: Iterator[int]) -> Any:
    """Return what can be read at `node`; INVALID when that is nothing, which within a list is a stand-in."""
    if isinstance(kind, Record) and isinstance(node, yaml.MappingNode):
        return _record(node, kind, numbers)
    if isinstance(kind, ListOf) and isinstance(node, yaml.SequenceNode):
        values = (_best(child, kind.item, numbers) for child in node.value)
        return tuple(_stand_in(kind.item, numbers) if isinstance(value, Invalid) else value for value in values)
    return Reader("").read(kind, node)


def _stand_in(kind: FieldType, numbers: Iterator[int]) -> Any:
    """Return a value that breaks no rule: words are none that stand elsewhere."""
    match kind:
        case Record():
            return _record(yaml.MappingNode("", []), kind, numbers)
        case ListOf():
            return ()
        case Integer():
            return 0
        case Day():
            return date.min
        case EdtfDate():
            return PLACEHOLDER_DATE
    return f"\0{next(numbers)}"
