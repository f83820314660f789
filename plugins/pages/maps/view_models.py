"""Map views: what the templates of maps read, ready to be printed. Units are those of the SVG, from its upper left."""

from __future__ import annotations

import msgspec

from plugins.pages.view_models import Link


class MapLabel(msgspec.Struct, frozen=True):
    """Words in the middle of an area: its name, if there is room for it, and a number below."""

    x: int
    y: int
    name: str
    number: str


class MapArea(msgspec.Struct, frozen=True):
    """An area that leads to its region; `step` is how dark it is, from 0 to 5."""

    title: str
    href: str
    path: str
    step: int
    label: MapLabel | None = None


class LegendItem(msgspec.Struct, frozen=True):
    """A line of the legend: one of the five steps, and the numbers it stands for."""

    step: int
    text: str


class MapAttribution(msgspec.Struct, frozen=True):
    """Where lines come from, and under which terms; either may lead there."""

    dataset: Link
    licence: Link


class AreaMap(msgspec.Struct, frozen=True, kw_only=True):
    """A country by areas, shaded by number of events; `here` is the path of the area that the page is about.

    `letters` is how high the letters of labels are. `places` is the same for who does not see it: each area with its
    number, the most first. `rest` is the number of events that are placed in no area.
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
    """A country's outline with its areas, and nothing on it."""

    width: int
    height: int
    paths: tuple[str, ...]


class MapSymbol(msgspec.Struct, frozen=True):
    """What leads to an event: a point (`x`, `y`, and `radius`), or an area (`path`); `number` says if there are more.

    `kind` is the class of its precision.
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
    """A line of a locator's legend: a kind of mark, how large it is drawn there, and what it means."""

    kind: str
    radius: int
    text: str


class EventMap(msgspec.Struct, frozen=True, kw_only=True):
    """Where the events of one report were; `note` says what is not shown, and what numbers mean.

    `ground` is one value for all maps of a country, so that it is written once.
    """

    title: str
    note: str
    base: BaseMap
    areas: tuple[MapSymbol, ...]
    points: tuple[MapSymbol, ...]
    legend: tuple[SymbolLegendItem, ...]
    attributions: tuple[MapAttribution, ...]
