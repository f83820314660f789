"""Mending: what is certain enough to be put right without asking, and only where a problem was told.

A name in the place of an id when one entry alone bears it, a date that can be read in one way, the slip of a key that
can be one key only, the missing id of an event, keys that are out of order.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import chain, count
from typing import NamedTuple

import yaml

from plugins.archive import limits
from plugins.archive.document import CONTENT_PAGE
from plugins.archive.editing.key_order import find_misplaced_key, sort_keys
from plugins.archive.editing.yaml_edits import Edit, YamlFile, apply_edits, open_yaml
from plugins.archive.files.folder import PAGES, REPORTS, registry_path
from plugins.archive.files.folder import SITE_FILE as SITE_FILE
from plugins.archive.model.entries import SCHEMAS, EntryId
from plugins.archive.model.registry import REGISTRY_FILES, Registry, find_by_name
from plugins.archive.model.report import EVENT, REPORT
from plugins.archive.model.site import SITE
from plugins.archive.problems import Problem, printable
from plugins.archive.schema.field_types import Day, EdtfDate
from plugins.archive.schema.positions import NodePath, field_name
from plugins.archive.schema.reader import FieldType
from plugins.archive.schema.record import ListOf, Record
from plugins.archive.schema.walk import SchemaNode, walk
from plugins.archive.text.date_spellings import to_iso_date
from plugins.archive.text.spelling import slugify, unambiguous_match


class Fix(NamedTuple):
    """One place of a file put right: what stood there and what does now; one without an `edit` moves keys.

    `line`, `column` and `field` are those of the problem that it answers.
    """

    path: str
    line: int
    column: int
    field: str
    before: str
    after: str
    edit: Edit | None = None

    def __str__(self) -> str:
        done = f"{self.before} → {self.after}" if self.before else self.after
        return printable(f"{self.path}:{self.line}:{self.column}: {self.field}: mended: {done}")

    @property
    def location(self) -> tuple[str, int, int, str]:
        """Where it is, and of which field: the same as of the problem that it puts right."""
        return self[:4]


class NodeFix(NamedTuple):
    """What is certain of one node: the steps to it, what it becomes, and the edit that makes it so."""

    steps: NodePath
    node: yaml.Node
    after: str
    edit: Edit


def find_fixes(path: str, data: bytes, registry: Registry, problems: Iterable[Problem]) -> list[Fix]:
    """Return what can be put right of `problems` in the file `path`, whose bytes are `data`."""
    told = {(problem.path, problem.line, problem.column, problem.field) for problem in problems}
    source = open_yaml(path, data) if told and _schema_of(path)[0] else None
    found = [*_mends(source, registry), *_moves(source)] if source else []
    return sorted((mend for mend in found if mend.location in told), key=lambda mend: mend.location)


def apply_fixes(path: str, data: bytes, mends: Iterable[Fix]) -> bytes:
    """Return the file `data` with `mends` made; keys are put in order when there is nothing else to do."""
    source = open_yaml(path, data)
    if source is None:
        return data
    edits = [mend.edit for mend in mends if mend.edit]
    made = apply_edits(source, edits) if edits else sort_keys(source)
    return made if open_yaml(path, made) else data


def _moves(source: YamlFile) -> Iterator[Fix]:
    if source.path.startswith(f"{REPORTS}/") and sort_keys(source) != source.text.encode():
        for problem in find_misplaced_key(source):
            yield Fix(source.path, problem.line, problem.column, problem.field, "", "the keys are put in order")


def _mends(source: YamlFile, registry: Registry) -> Iterator[Fix]:
    """List every value, key and missing id that is certain, whether a problem was told of it or not."""
    kind, prefix = _schema_of(source.path)
    for spot in walk(source.root, kind) if kind else ():
        for steps, node, after, edit in _remedies(spot, source, registry):
            field = f"{prefix}.{field_name(steps[1:])}" if prefix else field_name(steps)
            line, column = node.start_mark.line + 1 + source.line_offset, node.start_mark.column + 1
            before = str(node.value) if isinstance(node, yaml.ScalarNode) else ""
            yield Fix(source.path, line, column, field, before, after, edit)


def _schema_of(path: str) -> tuple[FieldType | None, str]:
    """Return what the file `path` holds, None if that is no YAML; and how fields of a registry begin in messages."""
    vocabularies: dict[str, tuple[FieldType, str]] = {
        registry_path(kind): (ListOf(SCHEMAS[kind]), kind) for kind in REGISTRY_FILES
    }
    documents: dict[str, FieldType] = {REPORTS: REPORT, PAGES: CONTENT_PAGE}
    if path.endswith(".md"):
        return documents.get(path.partition("/")[0]), ""
    return (SITE, "") if path == SITE_FILE else vocabularies.get(path, (None, ""))


def _remedies(spot: SchemaNode, source: YamlFile, registry: Registry) -> Iterator[NodeFix]:
    match spot.type:
        case EntryId():
            yield from _id_of_name(spot, source, registry)
        case Day() | EdtfDate():
            yield from _iso_date(spot, source)
        case Record():
            yield from _known_keys(spot, source)
        case ListOf(item=item) if item is EVENT:
            yield from _event_ids(spot)


def _id_of_name(spot: SchemaNode, source: YamlFile, registry: Registry) -> Iterator[NodeFix]:
    """A name, in the place of an id, is the id of the one entry that bears it."""
    assert isinstance(spot.type, EntryId)
    entries, word = registry.entries(spot.type.kind), _word(spot.node)
    same = find_by_name(entries.values(), word) if word and word not in entries else []
    if len(same) == 1:
        yield from _instead(spot.path, spot.node, same[0].id, source)


def _iso_date(spot: SchemaNode, source: YamlFile) -> Iterator[NodeFix]:
    """A date in another form is what it says, if that is one thing only and as exact as is asked for."""
    word = _word(spot.node)
    date = to_iso_date(word)
    if date and date != word and (isinstance(spot.type, EdtfDate) or len(date) == len("2018-04-22")):
        yield from _instead(spot.path, spot.node, date, source)


def _known_keys(spot: SchemaNode, source: YamlFile) -> Iterator[NodeFix]:
    """A key that is not known is the one key it can be a slip of, unless that stands there or two would become it."""
    assert isinstance(spot.type, Record)
    pairs = spot.node.value if isinstance(spot.node, yaml.MappingNode) else ()
    keys = [key for key, _ in pairs if isinstance(key, yaml.ScalarNode)]
    absent = spot.type.fields.keys() - {key.value for key in keys}
    unknown = [key for key in keys if key.value not in spot.type.fields and key.value not in spot.type.rejected_keys]
    if len(unknown) > len(spot.type.fields):
        return  # no slips: something else stands here
    meant = [unambiguous_match(key.value, spot.type.fields) for key in unknown]
    for key, word in zip(unknown, meant, strict=True):
        if word in absent and meant.count(word) == 1:
            yield from _instead((*spot.path, key.value), key, word, source)


def _event_ids(spot: SchemaNode) -> Iterator[NodeFix]:
    """An event without an id is called by its place and type: `al-mayadin-ambush`."""
    nodes = spot.node.value if isinstance(spot.node, yaml.SequenceNode) else []
    events = [(place, node) for place, node in enumerate(nodes) if isinstance(node, yaml.MappingNode) and node.value]
    taken = {_said(node, "id") for _, node in events}
    for place, node in events if len(events) <= limits.EVENTS else ():
        if not any(key.value == "id" for key, _ in node.value):
            event_id = _free(_event_id(node), taken)
            taken.add(event_id)
            start, column = node.start_mark.index, node.start_mark.column
            edit = Edit(start + 1, start + 1, f"id: {event_id}, ") if node.flow_style else None
            new = edit or Edit(start, start, f"id: {event_id}\n{' ' * column}")
            yield NodeFix((*spot.path, place, "id"), node, f"id: {event_id}", new)


def _event_id(node: yaml.MappingNode) -> str:
    words = [_said(node, "region").rpartition("/")[2], _said(node, "type")]
    return "-".join(filter(None, map(slugify, words))) or "event"


def _free(word: str, taken: Container[str]) -> str:
    """Return `word`, or the first of `word-2`, `word-3` … that is not taken."""
    return next(name for name in chain([word], (f"{word}-{n}" for n in count(2))) if name not in taken)


def _instead(steps: NodePath, node: yaml.Node, word: str, source: YamlFile) -> Iterator[NodeFix]:
    """Put `word`, which needs no quotes, in the place of a scalar, in quotes if that was."""
    if isinstance(node, yaml.ScalarNode) and node.style not in ("|", ">"):
        start, end = node.start_mark.index, node.end_mark.index
        quote = source.yaml[start] if node.style in ("'", '"') else ""
        yield NodeFix(steps, node, word, Edit(start, end, f"{quote}{word}{quote}"))


def _said(node: yaml.MappingNode, key: str) -> str:
    return next((_word(value) for name, value in node.value if name.value == key), "")


def _word(node: yaml.Node) -> str:
    """Return what a scalar says, as it is read; nothing of a list or mapping."""
    return str(node.value).strip() if isinstance(node, yaml.ScalarNode) else ""
