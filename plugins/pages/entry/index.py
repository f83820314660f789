"""The entry index: the list of every region, actor, tag, source or series, with the number of events and reports."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from plugins.archive import urls as paths
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.entries import Entry
from plugins.archive.model.registry import lineage
from plugins.pages.context import PageContext
from plugins.pages.maps.area_map import index_map_inputs, index_maps
from plugins.pages.maps.view_models import AreaMap
from plugins.pages.outputs import Plan, page_plan
from plugins.pages.view_models import Head, Link

KIND_TITLES: dict[EntryKind, tuple[str, str]] = {
    "region": ("Region", "Regions"),
    "actor": ("Actor", "Actors"),
    "tag": ("Tag", "Tags"),
    "source": ("Source", "Sources"),
    "series": ("Series", "Series"),
}
"""The singular and plural title of each kind."""


class EntryLine(msgspec.Struct, frozen=True):
    """An entry in the index: its depth in the tree, its other names (`note`), its number of events and reports."""

    link: Link
    depth: int
    note: str
    events: int
    reports: int


class EntryGroup(msgspec.Struct, frozen=True):
    """The entries of one category; `title` may be empty."""

    title: str
    entries: tuple[EntryLine, ...]


class EntryIndexView(msgspec.Struct, frozen=True):
    """The index of one kind; that of regions has maps of countries."""

    head: Head
    groups: tuple[EntryGroup, ...]
    maps: tuple[AreaMap, ...] = ()


def entry_index(context: PageContext, kind: EntryKind) -> Plan:
    """Plan the index of a kind, which also lists entries without events and reports."""
    without_maps = _view(context, kind)
    inputs = {"entries": without_maps, "maps": index_map_inputs(context.archive) if kind == "region" else b""}

    def view() -> EntryIndexView:
        maps = index_maps(context.archive, context.labels, context.map_paths) if kind == "region" else ()
        return msgspec.structs.replace(without_maps, maps=maps)

    return page_plan(paths.SECTIONS[kind], "entries.html", inputs, view)


def _view(context: PageContext, kind: EntryKind) -> EntryIndexView:
    """Build the view-model without its maps."""
    title = KIND_TITLES[kind][1]
    groups: dict[str, list[EntryLine]] = {}
    for entry in _ordered(context.archive.registry.entries(kind), kind):
        groups.setdefault(_group(entry, kind), []).append(_line(entry, context, kind))
    head = context.head(title, paths.SECTIONS[kind], f"{title} of the archive")
    return EntryIndexView(head, tuple(EntryGroup(name, tuple(lines)) for name, lines in groups.items()))


def _ordered(entries: Mapping[str, Entry], kind: EntryKind) -> list[Entry]:
    """Return the entries in the order of the index: regions as a tree, other kinds by category and name."""
    if kind == "region":
        names = {region: f"{entry.name.casefold()}\0{region}" for region, entry in entries.items()}
        return sorted(entries.values(), key=lambda entry: tuple(names[part] for part in lineage(entry.id)))
    return sorted(entries.values(), key=lambda entry: (_group(entry, kind), entry.name.casefold()))


def _group(entry: Entry, kind: EntryKind) -> str:
    return "" if kind == "region" else entry.kind.replace("-", " ").capitalize()


def _line(entry: Entry, context: PageContext, kind: EntryKind) -> EntryLine:
    contents = context.archive.catalogue.contents_of(kind, entry.id)
    depth = entry.id.count("/") if kind == "region" else 0
    note = ", ".join(entry.spellings()[1:4])
    link = context.labels.link(kind, entry.id)
    return EntryLine(link, depth, note, len(contents.events), len(contents.reports))
