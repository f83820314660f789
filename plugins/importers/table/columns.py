"""Column names and templates: the field types of a map that refer to the columns of a file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

import yaml

from plugins.archive import limits
from plugins.archive.schema.field_types import Text
from plugins.archive.schema.reader import INVALID, FieldType, Invalid, Reader

PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
REPORT_PREFIX = "report."
"""The prefix of placeholders for properties of the report."""
REPORT_VALUES = ("report.date", "report.events", "report.deaths", "report.regions", "report.value")


def column_key(name: str) -> str:
    """Return a column's name in the form in which names are compared: without case and repeated spaces.

    >>> column_key(" EVENT_DATE ")
    'event_date'
    """
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


@dataclass(frozen=True, slots=True)
class ColumnName:
    """The name of a column, in any case."""

    TEXT: ClassVar[Text] = Text(300)

    def read(self, node: yaml.Node, reader: Reader, name: str) -> str | Invalid:
        text = self.TEXT.read(node, reader, name)
        return text if isinstance(text, Invalid) else column_key(text)


@dataclass(frozen=True, slots=True)
class Template:
    """Text with `{column}` placeholders; `parts` are its literal texts and, at odd indexes, the names in braces."""

    parts: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns and properties of the report that the template names."""
        return self.parts[1::2]

    def fill(self, value_of: Callable[[str], str]) -> str:
        """Return the text with the value of each name; empty if one of them has no value."""
        values = [value_of(name) for name in self.names]
        if not all(values):
            return ""
        return "".join(part for pair in zip(self.parts[::2], [*values, ""], strict=True) for part in pair)


@dataclass(frozen=True, slots=True)
class TemplateText:
    """A template as a map writes it: braces are doubled to mean themselves."""

    maximum: int = 2000

    def read(self, node: yaml.Node, reader: Reader, name: str) -> Template | Invalid:
        text = Text(self.maximum).read(node, reader, name)
        if isinstance(text, Invalid):
            return text
        parts = [""]
        position = 0
        for match in PLACEHOLDER.finditer(text):
            literal, position = text[position : match.start()], match.end()
            if match[0] in ("{{", "}}"):
                parts[-1] += literal + match[0][0]
            elif match[1] is None or not match[1].strip():
                return reader.error(node, name, f"has a single '{match[0]}'", "write {column}, or double the brace")
            else:
                parts[-1] += literal
                parts += [column_key(match[1]), ""]
        parts[-1] += text[position:]
        return Template(tuple(parts))


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping of cell values to values of one type. Keys are compared like names of columns."""

    value: FieldType
    max_items: int = limits.SOURCES

    def read(self, node: yaml.Node, reader: Reader, name: str) -> dict[str, object] | Invalid:
        if not isinstance(node, yaml.MappingNode):
            return reader.error(node, name, "is not a mapping", "write one 'value: meaning' line for each value")
        if len(node.value) > self.max_items:
            return reader.error(node, name, f"has {len(node.value)} keys", f"give at most {self.max_items}")
        table: dict[str, object] = {}
        valid = True
        for key, child in node.value:
            if not isinstance(key, yaml.ScalarNode):
                return reader.error(key, name, "the key is a list or mapping", "write the value of a cell, in quotes")
            word = column_key(key.value)
            if word in table:
                return reader.error(key, f"{name}.{key.value}", "appears twice", "remove one of the two")
            table[word] = self.value.read(child, reader, f"{name}.{key.value}")
            valid = valid and not isinstance(table[word], Invalid)
        return table if valid else INVALID


def first_filled(templates: tuple[Template, ...], value_of: Callable[[str], str]) -> str:
    """Return the text of the first template whose names all have values; empty if there is none."""
    return next(filter(None, (template.fill(value_of) for template in templates)), "")


def names_in(templates: tuple[Template, ...]) -> Iterator[str]:
    """List the names in all templates."""
    return (name for template in templates for name in template.names)
