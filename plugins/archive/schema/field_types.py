"""Kinds: what a single value of the content may be, each with how it is read and refused.

A kind's `read` returns the typed value, or INVALID after noting every problem it found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Protocol

import yaml

from plugins.archive.schema.reader import INVALID, Invalid, Reader
from plugins.archive.text.characters import deception
from plugins.archive.text.dates import DateFormatError, When, parse_day, parse_when
from plugins.archive.text.spelling import closest

DECIMAL = r"-?[0-9]{1,4}(\.[0-9]{1,20})?"


class Kind(Protocol):
    """What a field may hold."""

    def read(self, node: yaml.Node, at: Reader, name: str) -> Any:
        """Return the value at `node`, or INVALID after noting its problems under the field's `name`."""


def scalar(node: yaml.Node, at: Reader, name: str) -> str | Invalid:
    """Return the text of a scalar that is not empty and deceives nobody who reads it."""
    if not isinstance(node, yaml.ScalarNode):
        return at.refuse(node, name, "a list or mapping stands where one value belongs", "write one value, in quotes")
    text = str(node.value).strip()
    if not text:
        return at.refuse(node, name, "has no value", "give it one, or take the key away")
    if fault := deception(text):
        return at.refuse(node, name, *fault)
    return text


@dataclass(frozen=True, slots=True)
class Text:
    """Words, at most `maximum` characters long."""

    maximum: int = 2000

    def read(self, node: yaml.Node, at: Reader, name: str) -> str | Invalid:
        text = scalar(node, at, name)
        if text and len(str(text)) > self.maximum:
            return at.refuse(node, name, f"is longer than {self.maximum} characters", "shorten it")
        return text


@dataclass(frozen=True, slots=True)
class Pattern:
    """Text of one form, at most `maximum` characters long: what it is called, and how people write it."""

    expression: str
    form: str
    remedy: str
    maximum: int = 150

    def read(self, node: yaml.Node, at: Reader, name: str) -> str | Invalid:
        text = scalar(node, at, name)
        if text and len(str(text)) > self.maximum:
            return at.refuse(node, name, f"is longer than {self.maximum} characters", "shorten it")
        if text and not self.matches(str(text)):
            return at.refuse(node, name, f"'{text}' is not {self.form}", self.remedy)
        return text

    def matches(self, text: str) -> bool:
        """Tell whether `text` is of this form."""
        return len(text) <= self.maximum and re.fullmatch(self.expression, text) is not None


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]

    def read(self, node: yaml.Node, at: Reader, name: str) -> str | Invalid:
        text = scalar(node, at, name)
        if not text or text in self.words:
            return text
        near = closest(str(text), self.words)
        remedy = f"did you mean '{near}'?" if near else f"use one of {', '.join(self.words)}"
        return at.refuse(node, name, f"'{text}' is not known here", remedy)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from `least` to `most`."""

    least: int
    most: int

    def read(self, node: yaml.Node, at: Reader, name: str) -> int | Invalid:
        text = scalar(node, at, name)
        if not text:
            return INVALID
        if re.fullmatch(r"[0-9]{1,9}", str(text)) and self.least <= int(str(text)) <= self.most:
            return int(str(text))
        remedy = f"write a whole number from {self.least} to {self.most}"
        return at.refuse(node, name, f"'{text}' cannot stand here", remedy)


@dataclass(frozen=True, slots=True)
class Decimal:
    """A number from `least` to `most`."""

    least: float
    most: float

    def read(self, node: yaml.Node, at: Reader, name: str) -> float | Invalid:
        text = scalar(node, at, name)
        if not text:
            return INVALID
        if re.fullmatch(DECIMAL, str(text)) and self.least <= float(str(text)) <= self.most:
            return float(str(text))
        remedy = f"write a number from {self.least:g} to {self.most:g}"
        return at.refuse(node, name, f"'{text}' cannot stand here", remedy)


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A latitude and a longitude in degrees (WGS 84), in this order."""

    LATITUDE: ClassVar[Decimal] = Decimal(-90, 90)
    LONGITUDE: ClassVar[Decimal] = Decimal(-180, 180)

    def read(self, node: yaml.Node, at: Reader, name: str) -> tuple[float, float] | Invalid:
        if not isinstance(node, yaml.SequenceNode) or len(node.value) != 2:
            return at.refuse(node, name, "is not a pair of numbers", "write [latitude, longitude]: [35.02, 40.45]")
        latitude = self.LATITUDE.read(node.value[0], at, f"{name}[1]")
        longitude = self.LONGITUDE.read(node.value[1], at, f"{name}[2]")
        if isinstance(latitude, Invalid) or isinstance(longitude, Invalid):
            return INVALID
        return latitude, longitude


@dataclass(frozen=True, slots=True)
class Day:
    """One calendar day."""

    REMEDY: ClassVar[str] = "write year-month-day, as in 2018-04-22"

    def read(self, node: yaml.Node, at: Reader, name: str) -> date | Invalid:
        text = scalar(node, at, name)
        try:
            return parse_day(str(text)) if text else INVALID
        except DateFormatError as error:
            return at.refuse(node, name, str(error), self.REMEDY)


@dataclass(frozen=True, slots=True)
class Edtf:
    """A day, month, year or interval, perhaps approximate."""

    REMEDY: ClassVar[str] = "write it like 2018-04-22, 2018-04, 2018, 2018-04-21/2018-04-23 or 2018-04-22~"

    def read(self, node: yaml.Node, at: Reader, name: str) -> When | Invalid:
        text = scalar(node, at, name)
        try:
            return parse_when(str(text)) if text else INVALID
        except DateFormatError as error:
            return at.refuse(node, name, str(error), self.REMEDY)


DEVICES = r"(?!(con|prn|aux|nul|com[0-9]|lpt[0-9])(/|$))"
"""Not a name that Windows keeps for a device: an id becomes a folder, and its checkout would fail there."""
IDENTIFIER = Pattern(
    rf"{DEVICES}[a-z0-9]+(-[a-z0-9]+)*",
    "an id",
    "use lower-case letters, digits and single hyphens, and no name that Windows keeps for a device (con, aux …)",
)
HOST = r"[A-Za-z0-9_\-]+(\.[A-Za-z0-9_\-]+)+"
"""The host of a web address, in ASCII; a body's links are of this form too."""
URL = Pattern(
    rf"""https?://{HOST}(:[0-9]{{1,5}})?([\/?#][^\s<>"'\\\^`\{{\|\}}]*)?""",
    "a web address",
    "begin it with https:// and its host (in ASCII, without a user), and leave out spaces and quotes",
    maximum=2000,
)
LANGUAGE = Pattern(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language code", "write it like en, ar or zh-Hant")
