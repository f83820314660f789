"""Map files: read by the schema, checked, and compared with the columns of a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import yaml

from plugins.archive import limits
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.registry import REGISTRY_FILES, unknown_id
from plugins.archive.model.site import is_known_language
from plugins.archive.problems import ArchiveError, Problem
from plugins.archive.schema.front_matter import decode_text
from plugins.archive.schema.positions import NodePath, field_name, find_node
from plugins.archive.schema.reader import Reader
from plugins.archive.schema.record import walk
from plugins.archive.schema.strict_yaml import compose
from plugins.importers.registry_builder import RegistryBuilder
from plugins.importers.table.columns import REPORT_PREFIX, REPORT_VALUES, ColumnName, Template, TemplateText, names_in
from plugins.importers.table.map import MAP, Code, DatePart, EventColumns, FileFormat, Ids, TableMap
from plugins.importers.table.reader import missing_column_remedy
from plugins.importers.table.row import Header

MAPS = Path(__file__).parent / "maps"
"""The folder of the maps that come with Sitrep."""


PLACE_COLUMNS = ((True, False, False), (False, True, True))
"""Which of `column`, `latitude` and `longitude` a map can have."""


class LoadedMap(NamedTuple):
    """A map with the YAML that it was read from, for the positions of problems found later."""

    path: str
    root: yaml.Node
    table: TableMap

    def columns(self) -> tuple[str, ...]:
        """Return the keys of all columns that the map names, each once."""
        return tuple(dict.fromkeys(name for name, _, _ in self._names() if not name.startswith(REPORT_PREFIX)))

    def check_columns(self, header: Header) -> None:
        """Raise ArchiveError with the position of each name in the map that the header does not have exactly once."""
        reader = Reader(self.path)
        for name, node, path in self._names():
            count = header.keys.count(name)
            if count == 0 and not name.startswith(REPORT_PREFIX):
                what = f"the file has no column '{name}'"
                reader.error(node, field_name(path), what, missing_column_remedy(name, header))
            elif count > 1:
                reader.error(node, field_name(path), f"the file has {count} columns '{name}'", "rename all but one")
        if reader.problems:
            raise ArchiveError(reader.problems)

    def add_entries(self, registry: RegistryBuilder) -> Iterator[tuple[EntryKind, str]]:
        """Add the entries of the map that the registry lacks; yield the kind and id of each."""
        for kind in registry.entries:
            for entry in self.table.entries.of(kind):
                if entry.id not in registry.entries[kind]:
                    registry.add(kind, entry)
                    yield kind, entry.id

    def entry_ids(self) -> Iterator[tuple[EntryKind, str]]:
        """List the registry entries that the map names or declares."""
        yield from ((kind, entry_id) for _, kind, entry_id in _constant_ids(self.table))
        for kind in REGISTRY_FILES:
            yield from ((kind, entry.id) for entry in self.table.entries.of(kind))

    def unknown_ids(self, registry: RegistryBuilder) -> Iterator[Problem]:
        """List the ids in the map that the registry does not have."""
        reader = Reader(self.path)
        for path, kind, entry_id in _constant_ids(self.table):
            entries = registry.entries[kind]
            if entry_id and entry_id not in entries:
                what, remedy = unknown_id(entries, entry_id)
                if any(entry.id == entry_id for entry in self.table.entries.of(kind)):
                    remedy = "add it with --add"
                reader.error(find_node(self.root, path) or self.root, field_name(path), what, remedy)
        event_type = self.table.event.type.id
        if event_type in registry.entries["tag"] and registry.entries["tag"][event_type].kind != "event-type":
            path, what = ("event", "type", "id"), f"'{event_type}' is a tag, but not of the kind event-type"
            reader.error(
                find_node(self.root, path) or self.root, field_name(path), what, "give the id of an event type"
            )
        yield from reader.problems

    def _names(self) -> Iterator[tuple[str, yaml.Node, NodePath]]:
        """List the columns that the map names, with their positions."""
        for schema_node in walk(self.root, MAP):
            if isinstance(schema_node.type, ColumnName | TemplateText):
                value = schema_node.type.read(schema_node.node, Reader(self.path), "")
                names = value.names if isinstance(value, Template) else (value,) if isinstance(value, str) else ()
                for name in names:
                    yield name, schema_node.node, schema_node.path


def with_format(loaded: LoadedMap, form: FileFormat) -> LoadedMap:
    """Return the map with the format of the file that options give, and its own where they give none."""
    given = {key: value for key, value in msgspec.structs.asdict(form).items() if value}
    file = msgspec.structs.replace(loaded.table.file, **given)
    return loaded._replace(table=msgspec.structs.replace(loaded.table, file=file))


def load_map(name: str) -> LoadedMap:
    """Read the map at the path `name`, or the map of this name that comes with Sitrep.

    Raises ArchiveError with all problems of the map, and OSError.
    """
    path, shipped = Path(name), {path.stem: path for path in MAPS.glob("*.yaml")}
    if not path.is_file():
        path = shipped.get(name, path)
    if not path.is_file():
        remedy = f"give the path of a map, or one of {', '.join(sorted(shipped))}, or write a map with --propose"
        raise ArchiveError([Problem(name, 1, 1, "file", "is not a file", remedy)])
    problems: list[Problem] = []
    with path.open("rb") as stream:
        text = decode_text(stream.read(limits.SITE_BYTES + 1), str(path), problems, limits.SITE_BYTES)
    return read_map(str(path), text or "", problems)


def read_map(path: str, text: str, problems: list[Problem]) -> LoadedMap:
    """Read a map from its text; raises ArchiveError."""
    root = compose(text, path, 0, problems)
    if root is None and not problems:
        problems.append(Problem(path, 1, 1, "file", "is empty", "write a map with --propose"))
    reader = Reader(path, problems=problems)
    table = reader.read(MAP, root) if root else None
    if root and isinstance(table, TableMap):
        for node_path, what, remedy in _faults(table):
            reader.error(find_node(root, node_path) or root, field_name(node_path), what, remedy)
    if problems or root is None or not isinstance(table, TableMap):
        raise ArchiveError(problems)
    return LoadedMap(path, root, table)


Fault = tuple[NodePath, str, str]


def _faults(table: TableMap) -> Iterator[Fault]:
    """List what is wrong between the keys of a map: the path, what is wrong, what to do."""
    if table.lang and not is_known_language(table.lang):
        yield ("lang",), f"dates cannot be written in '{table.lang}'", "use a language of the Unicode CLDR"
    yield from _report_faults(table)
    for path, part in _dates(table):
        if bool(part.column) == bool(part.year):
            yield path, "names neither one column nor a year", "give 'column', or 'year' with 'month' and 'day'"
        if part.year and part.formats:
            yield (*path, "formats"), "is only for dates in one column", "remove it"
    for path, constant, column in _values(table):
        if constant == column:
            yield path, "has not one of a column and a constant", "give one of them"
    yield from _place_faults(table.event)


def _report_faults(table: TableMap) -> Iterator[Fault]:
    """Check what makes a report. Only reports of one row can use columns; other names are the report's properties."""
    if bool(table.reports.per) == bool(table.reports.column):
        yield ("reports",), "is neither 'day', 'row' nor one column", "write day, row or {column: …, date: …}"
    if table.reports.column and not table.reports.date:
        yield ("reports",), "has no date for the reports of a column", "add 'date: …', a day after all events"
    texts = {"title": table.report.title, "summary": table.report.summary, "body": table.report.body}
    for key, name in ((key, name) for key, templates in texts.items() for name in names_in(templates)):
        if name.startswith(REPORT_PREFIX) and name not in REPORT_VALUES:
            yield ("report", key), f"'{{{name}}}' is not known", f"use one of {', '.join(REPORT_VALUES)}"
        elif not name.startswith(REPORT_PREFIX) and table.reports.per != "row":
            what = f"'{{{name}}}' is the column of one row, and a report has many"
            yield ("report", key), what, f"use {', '.join(REPORT_VALUES)}, or 'reports: row'"


def _dates(table: TableMap) -> Iterator[tuple[NodePath, DatePart]]:
    yield ("event", "date"), table.event.date
    if table.event.date.end:
        yield ("event", "date", "end"), table.event.date.end
    for index, source in enumerate(table.sources):
        if source.published:
            yield ("sources", index, "published"), source.published


def _ids(table: TableMap) -> Iterator[tuple[NodePath, Ids]]:
    yield ("event", "type"), table.event.type
    for key in ("actors", "tags", "attributed_to"):
        yield from ((("event", key, index), ids) for index, ids in enumerate(getattr(table.event, key)))
    yield from ((("sources", index, "publisher"), source.publisher) for index, source in enumerate(table.sources))


def _constant_ids(table: TableMap) -> Iterator[tuple[NodePath, EntryKind, str]]:
    """List the ids of registry entries in a map: the path, the kind of entry, the id."""
    kinds: dict[str | int, EntryKind] = {"actors": "actor", "attributed_to": "source", "publisher": "source"}
    for path, ids in _ids(table):
        yield (*path, "id"), kinds.get(path[1], kinds.get(path[-1], "tag")), ids.id
    yield ("event", "region", "under"), "region", table.event.region.under
    yield ("report", "series"), "series", table.report.series
    yield from ((("report", "tags", index), "tag", one) for index, one in enumerate(table.report.tags))
    yield from ((("report", "authors", index), "author", one) for index, one in enumerate(table.report.authors))


def _place_faults(event: EventColumns) -> Iterator[Fault]:
    region, place = event.region, event.coordinates
    if not region.columns and not region.under:
        yield ("event", "region"), "names no column and no region", "add 'columns' or 'under'"
    if region.kinds and len(region.kinds) != len(region.columns):
        yield ("event", "region", "kinds"), "has not one kind for each column", "give as many kinds as columns"
    if place and (bool(place.column), bool(place.latitude), bool(place.longitude)) not in PLACE_COLUMNS:
        yield ("event", "coordinates"), "has not one pair of columns", "give latitude and longitude, or one column"


def _values(table: TableMap) -> Iterator[tuple[NodePath, bool, bool]]:
    """List the ids and codes of a map, each with whether it has a constant, and whether it has a column."""
    event = table.event
    codes: list[tuple[NodePath, Code]] = [
        (("event", "date", "precision"), event.date.precision),
        (("event", "place_precision"), event.place_precision),
        (("event", "credibility"), event.credibility),
    ]
    for path, ids in _ids(table):
        yield path, bool(ids.id), bool(ids.column)
        codes.append(((*path, "kind"), ids.kind))
    yield from ((path, code.value != "", bool(code.column)) for path, code in codes if code != Code())
