"""The entry index: the list of every region, actor, tag, source or series, with how much each holds."""

from __future__ import annotations

import msgspec

from plugins.archive import urls as paths
from plugins.archive.archive import Archive
from plugins.archive.digest import digest
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.entries import Entry
from plugins.archive.model.registry import lineage
from plugins.pages.labels import Labels
from plugins.pages.maps.area_map import index_map_inputs, index_maps
from plugins.pages.maps.view_models import AreaMap
from plugins.pages.outputs import Page, Plan
from plugins.pages.view_models import Head, Link

KIND_TITLES: dict[EntryKind, tuple[str, str]] = {
    "region": ("Region", "Regions"),
    "actor": ("Actor", "Actors"),
    "tag": ("Tag", "Tags"),
    "source": ("Source", "Sources"),
    "series": ("Series", "Series"),
}
"""The words for one and for many of each kind."""
TEMPLATE = "entries.html"


class EntryLine(msgspec.Struct, frozen=True):
    """An entry in the list of its kind; `depth` is how far it is nested, `note` other names."""

    link: Link
    depth: int
    note: str
    events: int
    reports: int


class EntryGroup(msgspec.Struct, frozen=True):
    """The entries of one sort in the list of their kind; `title` may be empty."""

    title: str
    entries: tuple[EntryLine, ...]


class EntryIndexView(msgspec.Struct, frozen=True):
    """The list of every entry of one kind; that of regions has the maps of countries."""

    head: Head
    title: str
    groups: tuple[EntryGroup, ...]
    maps: tuple[AreaMap, ...] = ()


def entry_index(archive: Archive, labels: Labels, kind: EntryKind) -> Plan:
    """Return the list of a kind; entries that hold nothing stand in it too."""
    view = _view(archive, labels, kind)
    mapped = index_map_inputs(archive) if kind == "region" else b""

    def make() -> Page:
        maps = index_maps(archive, labels) if kind == "region" else ()
        return Page(paths.SECTIONS[kind], TEMPLATE, msgspec.structs.replace(view, maps=maps))

    return Plan(paths.SECTIONS[kind], digest(view, mapped), make, template=TEMPLATE)


def _view(archive: Archive, labels: Labels, kind: EntryKind) -> EntryIndexView:
    """Return the list of a kind, without maps."""
    title = KIND_TITLES[kind][1]
    path = paths.SECTIONS[kind]
    groups: dict[str, list[EntryLine]] = {}
    for entry in _listed(archive, kind):
        groups.setdefault(_group(entry, kind), []).append(_line(entry, archive, labels, kind))
    canonical = labels.urls.absolute(path)
    head = Head(title=title, description=f"{title} of the archive", canonical=canonical, lang=labels.lang, section=path)
    return EntryIndexView(head, title, tuple(EntryGroup(name, tuple(group)) for name, group in groups.items()))


def _listed(archive: Archive, kind: EntryKind) -> list[Entry]:
    """Return the entries in the order of their list: regions as a tree, all else by name within its sort."""
    entries = archive.registry.entries(kind)
    if kind == "region":
        names = {region: f"{entry.name.casefold()}\0{region}" for region, entry in entries.items()}
        return sorted(entries.values(), key=lambda entry: tuple(names[part] for part in lineage(entry.id)))
    return sorted(entries.values(), key=lambda entry: (_group(entry, kind), entry.name.casefold()))


def _group(entry: Entry, kind: EntryKind) -> str:
    return "" if kind == "region" else entry.kind.replace("-", " ").capitalize()


def _line(entry: Entry, archive: Archive, labels: Labels, kind: EntryKind) -> EntryLine:
    held = archive.catalogue.contents_of(kind, entry.id)
    depth = entry.id.count("/") if kind == "region" else 0
    note = ", ".join(entry.spellings()[1:4])
    return EntryLine(labels.link(kind, entry.id), depth, note, len(held.events), len(held.reports))
