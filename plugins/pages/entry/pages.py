"""Entry pages: the list of each kind of registry entry, and the pages of every entry."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.hierarchy import find_relatives
from plugins.pages.context import PageContext
from plugins.pages.entry.index import entry_index
from plugins.pages.entry.page import EntryPage
from plugins.pages.maps.area_map import area_map_inputs
from plugins.pages.outputs import Output


class EntryPages:
    """The pages of one kind of registry entry."""

    def __init__(self, context: PageContext, kind: EntryKind) -> None:
        self.context = context
        self.kind = kind
        self._map_inputs: dict[str, bytes] = {}

    def pages(self) -> Iterator[Output]:
        """List the index of the kind and the pages of every entry."""
        yield entry_index(self.context, self.kind)
        entries = self.context.archive.registry.entries(self.kind)
        relatives = find_relatives(entries)
        for entry in entries.values():
            contents = self.context.archive.catalogue.contents_of(self.kind, entry.id)
            map_inputs = self._map_inputs_of(entry.id) if self.kind == "region" else b""
            page = EntryPage(self.context, self.kind, entry, contents, relatives[entry.id], map_inputs)
            yield page.plan()
            yield from page.older_pages()

    def _map_inputs_of(self, region_id: str) -> bytes:
        """Return the digest of the map that shows a region, computed once for all regions on that map."""
        found = self.context.archive.boundaries.map_for(region_id)
        if found is None:
            return b""
        if found.region.id not in self._map_inputs:
            self._map_inputs[found.region.id] = area_map_inputs([found.region.id], self.context.archive)
        return self._map_inputs[found.region.id]
