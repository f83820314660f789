"""Fixes: unambiguous corrections of reported problems.

They replace a name by the id of the only entry with that name, a date that can be read in only one way by its ISO form,
and a misspelt key; they add missing event ids and sort keys.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import chain, count
from typing import NamedTuple

import yaml

from plugins.archive import limits
from plugins.archive.checks.warnings.front_matter import misplaced_key
from plugins.archive.editing.key_order import sort_keys
from plugins.archive.editing.node_edits import BLOCK_SCALARS, replace_scalar
from plugins.archive.editing.yaml_edits import Edit, YamlFile, apply_edits, open_yaml
from plugins.archive.files.folder import PAGES, REPORTS, SITE_FILE, registry_path
from plugins.archive.model.entries import SCHEMAS, EntryId
from plugins.archive.model.page import CONTENT_PAGE
from plugins.archive.model.registry import REGISTRY_FILES, Registry, find_by_name
from plugins.archive.model.report import EVENT, REPORT
from plugins.archive.model.site import SITE
from plugins.archive.problems import Problem, printable
from plugins.archive.schema.field_types import Day, EdtfDate
from plugins.archive.schema.positions import NodePath, field_name, scalar_text, text_at
from plugins.archive.schema.reader import FieldType
from plugins.archive.schema.record import ListOf, Record, SchemaNode, walk
from plugins.archive.text.date_spellings import to_iso_date
from plugins.archive.text.slugs import slugify
from plugins.archive.text.spelling import unambiguous_match


class Fix(NamedTuple):
    """A correction at one position, with the text before and after. Without an `edit`, it sorts the file's keys.

    `line`, `column` and `field` are those of the problem that it fixes.
    """

    path: str
    line: int
    column: int
    field: str
    before: str
    after: str
    edit: Edit | None = None

    def __str__(self) -> str:
        change = f"{self.before} → {self.after}" if self.before else self.after
        return printable(f"{self.path}:{self.line}:{self.column}: {self.field}: fixed: {change}")

    @property
    def location(self) -> tuple[str, int, int, str]:
        """The path, line, column and field, which are those of the problem that it fixes."""
        return self[:4]


NodeFix = tuple[NodePath, yaml.Node, str, Edit]
"""The correction of one node: the path to it, the node, its new text, and the edit."""


def find_fixes(path: str, data: bytes, registry: Registry, problems: Iterable[Problem]) -> list[Fix]:
    """Return the fixes for `problems` in the file `path` with the content `data`, in order of position."""
    locations = {(problem.path, problem.line, problem.column, problem.field) for problem in problems}
    file = open_yaml(path, data) if locations and schema_of(path)[0] else None
    found = [*_value_fixes(file, registry), *_key_order_fixes(file)] if file else []
    return sorted((fix for fix in found if fix.location in locations), key=lambda fix: fix.location)


def apply_fixes(path: str, data: bytes, fixes: Iterable[Fix]) -> bytes:
    """Return the file's content after `fixes`. Keys are sorted only when there is nothing else to fix."""
    file = open_yaml(path, data)
    if file is None:
        return data
    edits = [fix.edit for fix in fixes if fix.edit]
    fixed = apply_edits(file, edits) if edits else sort_keys(file)
    return fixed if open_yaml(path, fixed) else data


def _key_order_fixes(file: YamlFile) -> Iterator[Fix]:
    if file.path.startswith(f"{REPORTS}/") and sort_keys(file) != file.text.encode():
        for problem in misplaced_key(file.path, file.root):
            yield Fix(file.path, problem.line, problem.column, problem.field, "", "keys sorted")


def _value_fixes(file: YamlFile, registry: Registry) -> Iterator[Fix]:
    """List all possible fixes of values, keys and missing ids, with or without a reported problem."""
    schema, prefix = schema_of(file.path)
    for schema_node in walk(file.root, schema) if schema else ():
        for path, node, after, edit in _node_fixes(schema_node, file, registry):
            field = f"{prefix}.{field_name(path[1:])}" if prefix else field_name(path)
            line, column = node.start_mark.line + 1 + file.line_offset, node.start_mark.column + 1
            before = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
            yield Fix(file.path, line, column, field, before, after, edit)


def schema_of(path: str) -> tuple[FieldType | None, str]:
    """Return the schema of a file, or None if it has none, and the prefix of its field names in messages."""
    registries: dict[str, tuple[FieldType, str]] = {
        registry_path(kind): (ListOf(SCHEMAS[kind]), kind) for kind in REGISTRY_FILES
    }
    documents: dict[str, FieldType] = {REPORTS: REPORT, PAGES: CONTENT_PAGE}
    if path.endswith(".md"):
        return documents.get(path.partition("/")[0]), ""
    return (SITE, "") if path == SITE_FILE else registries.get(path, (None, ""))


def _node_fixes(schema_node: SchemaNode, file: YamlFile, registry: Registry) -> Iterator[NodeFix]:
    match schema_node.type:
        case EntryId():
            yield from _name_to_id(schema_node, schema_node.type, file, registry)
        case Day() | EdtfDate():
            yield from _iso_date(schema_node, file)
        case Record():
            yield from _misspelt_keys(schema_node, schema_node.type, file)
        case ListOf(item=item) if item is EVENT:
            yield from _event_ids(schema_node)


def _name_to_id(schema_node: SchemaNode, id_type: EntryId, file: YamlFile, registry: Registry) -> Iterator[NodeFix]:
    """Replace a name by the id of its entry, if only one entry has the name."""
    entries, word = registry.entries(id_type.kind), scalar_text(schema_node.node)
    same = find_by_name(entries.values(), word) if word and word not in entries else []
    if len(same) == 1:
        yield from _replace(schema_node.path, schema_node.node, same[0].id, file)


def _iso_date(schema_node: SchemaNode, file: YamlFile) -> Iterator[NodeFix]:
    """Replace a date in another form, if it is unambiguous and as precise as the field requires."""
    word = scalar_text(schema_node.node)
    date = to_iso_date(word)
    if date and date != word and (isinstance(schema_node.type, EdtfDate) or len(date) == len("2018-04-22")):
        yield from _replace(schema_node.path, schema_node.node, date, file)


def _misspelt_keys(schema_node: SchemaNode, record: Record, file: YamlFile) -> Iterator[NodeFix]:
    """Replace an unknown key that can mean only one missing key, unless another key means the same one."""
    pairs = schema_node.node.value if isinstance(schema_node.node, yaml.MappingNode) else ()
    keys = [key for key, _ in pairs if isinstance(key, yaml.ScalarNode)]
    missing = record.fields.keys() - {key.value for key in keys}
    unknown = [key for key in keys if key.value not in record.fields and key.value not in record.rejected_keys]
    if len(unknown) > len(record.fields):
        return  # not misspelt keys of this record
    meant = [unambiguous_match(key.value, record.fields) for key in unknown]
    for key, word in zip(unknown, meant, strict=True):
        if word in missing and meant.count(word) == 1:
            yield from _replace((*schema_node.path, key.value), key, word, file)


def _event_ids(schema_node: SchemaNode) -> Iterator[NodeFix]:
    """Add an id of region and type, such as `al-mayadin-ambush`, to events without one."""
    nodes = schema_node.node.value if isinstance(schema_node.node, yaml.SequenceNode) else []
    events = [(index, node) for index, node in enumerate(nodes) if isinstance(node, yaml.MappingNode) and node.value]
    taken = {text_at(node, "id") for _, node in events}
    for index, node in events if len(events) <= limits.EVENTS else ():
        if not any(key.value == "id" for key, _ in node.value):
            event_id = _unused(_event_id(node), taken)
            taken.add(event_id)
            start, column = node.start_mark.index, node.start_mark.column
            in_braces = Edit(start + 1, start + 1, f"id: {event_id}, ") if node.flow_style else None
            edit = in_braces or Edit(start, start, f"id: {event_id}\n{' ' * column}")
            yield (*schema_node.path, index, "id"), node, f"id: {event_id}", edit


def _event_id(node: yaml.MappingNode) -> str:
    words = [text_at(node, "region").rpartition("/")[2], text_at(node, "type")]
    return "-".join(filter(None, map(slugify, words))) or "event"


def _unused(word: str, taken: Container[str]) -> str:
    """Return `word`, or the first of `word-2`, `word-3` … that is not taken."""
    return next(name for name in chain([word], (f"{word}-{n}" for n in count(2))) if name not in taken)


def _replace(path: NodePath, node: yaml.Node, word: str, file: YamlFile) -> Iterator[NodeFix]:
    """Replace a scalar by `word`, which needs no quotes. Existing quotes stay."""
    if isinstance(node, yaml.ScalarNode) and node.style not in BLOCK_SCALARS:
        yield path, node, word, replace_scalar(file, node, word)
