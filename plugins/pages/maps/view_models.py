"""View-models of the map templates. Coordinates are SVG units from the upper left corner."""

from __future__ import annotations

import msgspec

from plugins.pages.view_models import Link


class MapLabel(msgspec.Struct, frozen=True):
    """The label in the middle of an area: its name, empty if it does not fit, and its number of events."""

    x: int
    y: int
    name: str
    number: str


class MapArea(msgspec.Struct, frozen=True):
    """An area that links to its region; `step` is its shade, from 0 to 5."""

    title: str
    href: str
    path: str
    step: int
    label: MapLabel | None = None


class LegendItem(msgspec.Struct, frozen=True):
    """A legend entry: a shade and its range of numbers."""

    step: int
    text: str


class MapAttribution(msgspec.Struct, frozen=True):
    """A data set of boundaries and its licence; either may have an address."""

    dataset: Link
    licence: Link


class AreaMap(msgspec.Struct, frozen=True, kw_only=True):
    """A country by areas, shaded by number of events.

    `current` is the path of the page's own area. `label_size` is the font size. `regions` lists the areas with their
    numbers, highest first, as the accessible alternative. `unplaced` is the number of events in none of the areas.
    """

    title: str
    width: int
    height: int
    label_size: int
    land: tuple[str, ...]
    areas: tuple[MapArea, ...]
    current: str
    legend: tuple[LegendItem, ...]
    regions: tuple[Link, ...]
    unplaced: str
    attributions: tuple[MapAttribution, ...]


class BaseMap(msgspec.Struct, frozen=True):
    """The outlines of a country's areas, without content."""

    width: int
    height: int
    paths: tuple[str, ...]


class MapSymbol(msgspec.Struct, frozen=True):
    """A link to an event: a point (`x`, `y`, `radius`) or an area (`path`).

    `kind` is the CSS class of its precision. `number` counts the events if there are several.
    """

    title: str
    href: str
    kind: str
    x: int = 0
    y: int = 0
    radius: int = 0
    number: str = ""
    path: str = ""


class SymbolLegendItem(msgspec.Struct, frozen=True):
    """A legend entry: a kind of symbol, its radius in the legend, and its meaning."""

    kind: str
    radius: int
    text: str


class EventMap(msgspec.Struct, frozen=True, kw_only=True):
    """The locations of a report's events; `note` explains missing events and the numbers in points.

    All maps of a country share one `base` value, so that it is rendered once.
    """

    title: str
    note: str
    base: BaseMap
    areas: tuple[MapSymbol, ...]
    points: tuple[MapSymbol, ...]
    legend: tuple[SymbolLegendItem, ...]
    attributions: tuple[MapAttribution, ...]
