"""Field types: the types of single values in the content, each with its rules and error messages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

import yaml

from plugins.archive.schema.reader import INVALID, Invalid, Reader
from plugins.archive.text.characters import find_deceptive, find_unusual, to_ascii
from plugins.archive.text.date_spellings import suggest_date, suggest_day
from plugins.archive.text.dates import DateFormatError, DateSpan, parse_day, parse_edtf
from plugins.archive.text.spelling import closest_match

DECIMAL = r"-?[0-9]{1,4}(\.[0-9]{1,20})?"


def read_scalar(node: yaml.Node, reader: Reader, name: str, maximum: int | None = None) -> str | Invalid:
    """Return the text of a scalar of at most `maximum` characters that is neither empty nor deceptive."""
    if not isinstance(node, yaml.ScalarNode):
        return reader.error(node, name, "is a list or mapping, not a single value", "write one value, in quotes")
    text = str(node.value).strip()
    if not text:
        return reader.error(node, name, *reader.missing_value(node))
    if problem := find_deceptive(text):
        return reader.error(node, name, *problem)
    if maximum is not None and len(text) > maximum:
        return reader.error(node, name, f"is longer than {maximum} characters", "shorten it")
    return text


@dataclass(frozen=True, slots=True)
class Text:
    """Free text of at most `maximum` characters."""

    maximum: int = 2000

    def read(self, node: yaml.Node, reader: Reader, name: str) -> str | Invalid:
        text = read_scalar(node, reader, name, self.maximum)
        if text and "<!--" in str(text):
            remedy = "remove it; all text of this file is public"
            return reader.error(node, name, f"the comment in '{text}' would be published as text", remedy)
        return text


@dataclass(frozen=True, slots=True)
class Pattern:
    """Text that matches a regular expression, with a description and a remedy for messages."""

    expression: str
    description: str
    remedy: str
    maximum: int = 150

    def read(self, node: yaml.Node, reader: Reader, name: str) -> str | Invalid:
        text = read_scalar(node, reader, name, self.maximum)
        if text and not self.matches(str(text)):
            return reader.error(node, name, f"'{text}' is not {self.description}{find_unusual(str(text))}", self.remedy)
        return text

    def matches(self, text: str) -> bool:
        """Return whether `text` matches and is not too long."""
        return len(text) <= self.maximum and re.fullmatch(self.expression, text) is not None


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a fixed set of words."""

    values: tuple[str, ...]

    def read(self, node: yaml.Node, reader: Reader, name: str) -> str | Invalid:
        text = read_scalar(node, reader, name)
        if not text or text in self.values:
            return text
        near = closest_match(to_ascii(str(text)), self.values)
        remedy = f"did you mean '{near}'?" if near else f"use one of {', '.join(self.values)}"
        return reader.error(node, name, f"'{text}' is not an allowed value", remedy)


@dataclass(frozen=True, slots=True)
class Decimal:
    """A number from `minimum` to `maximum`."""

    FORM: ClassVar[str] = DECIMAL
    NOUN: ClassVar[str] = "a number"
    VALUE: ClassVar[type[float]] = float

    minimum: float
    maximum: float

    def read(self, node: yaml.Node, reader: Reader, name: str) -> float | Invalid:
        text = read_scalar(node, reader, name)
        if isinstance(text, Invalid):
            return text
        if re.fullmatch(self.FORM, text) and self.minimum <= self.VALUE(text) <= self.maximum:
            return self.VALUE(text)
        remedy = f"write {self.NOUN} from {self.minimum} to {self.maximum}"
        plain = to_ascii(text).replace(",", ".").strip(" \u00b0")
        if plain != text and re.fullmatch(self.FORM, plain) and self.minimum <= self.VALUE(plain) <= self.maximum:
            remedy = f"write {plain}, {self.NOUN} from {self.minimum} to {self.maximum}"
        return reader.error(node, name, f"'{text}' is not an allowed number{find_unusual(text)}", remedy)


@dataclass(frozen=True, slots=True)
class Integer(Decimal):
    """An integer from `minimum` to `maximum`, without a sign."""

    FORM: ClassVar[str] = r"[0-9]{1,9}"
    NOUN: ClassVar[str] = "a whole number"
    VALUE: ClassVar[type[int]] = int

    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A latitude and a longitude in degrees (WGS 84), in this order."""

    LATITUDE: ClassVar[Decimal] = Decimal(-90, 90)
    LONGITUDE: ClassVar[Decimal] = Decimal(-180, 180)

    def read(self, node: yaml.Node, reader: Reader, name: str) -> tuple[float, float] | Invalid:
        if not isinstance(node, yaml.SequenceNode) or len(node.value) != 2:
            return reader.error(node, name, "is not a pair of numbers", "write [latitude, longitude]: [35.02, 40.45]")
        latitude = self.LATITUDE.read(node.value[0], reader, f"{name}[1]")
        longitude = self.LONGITUDE.read(node.value[1], reader, f"{name}[2]")
        if isinstance(latitude, Invalid) or isinstance(longitude, Invalid):
            return INVALID
        return latitude, longitude


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day."""

    REMEDY: ClassVar[str] = "write year-month-day, as in 2018-04-22"

    def read(self, node: yaml.Node, reader: Reader, name: str) -> date | Invalid:
        text = read_scalar(node, reader, name)
        try:
            return parse_day(str(text)) if text else INVALID
        except DateFormatError as error:
            remedy = "correct the month or the day" if error.__cause__ else suggest_day(str(text)) or self.REMEDY
            return reader.error(node, name, f"{error}{find_unusual(str(text))}", remedy)


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A day, month, year or interval in EDTF; it can be approximate."""

    REMEDY: ClassVar[str] = "write it like 2018-04-22, 2018-04, 2018, 2018-04-21/2018-04-23 or 2018-04-22~"

    def read(self, node: yaml.Node, reader: Reader, name: str) -> DateSpan | Invalid:
        text = read_scalar(node, reader, name)
        try:
            return parse_edtf(str(text)) if text else INVALID
        except DateFormatError as error:
            remedy = suggest_date(str(text)) or self.REMEDY
            remedy = "correct the month or the day" if error.__cause__ else remedy
            return reader.error(node, name, f"{error}{find_unusual(str(text))}", remedy)


NOT_A_DEVICE = r"(?!(con|prn|aux|nul|com[0-9]|lpt[0-9])(/|$))"
"""Excludes the device names of Windows. An id becomes a folder, which Windows could not check out."""
IDENTIFIER = Pattern(
    rf"{NOT_A_DEVICE}[a-z0-9]+(-[a-z0-9]+)*",
    "an id",
    "use lower-case letters, digits and single hyphens, and no device name of Windows (con, aux …)",
)
HOST = r"[A-Za-z0-9_\-]+(\.[A-Za-z0-9_\-]+)+"
"""The host of a web address, in ASCII; also used for links in bodies."""
URL = Pattern(
    rf"""https?://{HOST}(:[0-9]{{1,5}})?([\/?#][^\s<>"'\\\^`\{{\|\}}]*)?""",
    "a web address",
    "begin with https:// and the host (in ASCII, without a user), and leave out spaces and quotes",
    maximum=2000,
)
LANGUAGE = Pattern(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language code", "write it like en, ar or zh-Hant")
