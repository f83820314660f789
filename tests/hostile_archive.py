"""A hostile archive: every declared field has a value, and each text contains markup and code."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from plugins.archive.entry_kinds import EntryKind
from plugins.archive.files.folder import (
    BOUNDARIES,
    GEOMETRY_SUFFIX,
    ORIGINS_FILE,
    SITE_FILE,
    registry_path,
    report_path,
)
from plugins.archive.geometry.attribution import ORIGIN
from plugins.archive.model.entries import SCHEMAS, EntryId
from plugins.archive.model.page import CONTENT_PAGE
from plugins.archive.model.report import REPORT
from plugins.archive.model.site import SITE
from plugins.archive.schema.field_types import URL, Choice, Coordinates, Day, EdtfDate, Integer, Pattern, Text
from plugins.archive.schema.reader import FieldType
from plugins.archive.schema.record import ListOf, Record, StringMap
from tests.map_samples import country

CODE = (
    "\"'><img src=x onerror=ran()><script>ran()</script></script></title></textarea></style><svg/onload=ran()>"
    "--><!x]]><![CDATA[ {{ 7*7 }}{% raw %}{# x #}${ran()} &lt;b&gt; <mark>m</mark> <a href='javascript:ran()'>a</a>"
    " {attach}../../secret {static}/secret {filename}../secret.md [a](javascript:ran()) `ran()` "
    "=1+1 onmouseover=ran() data-pagefind-filter='x:y' data-pagefind-ignore \\u003cscript\\u003e"
)
"""Text that closes all contexts, with elements, entities, templates, formulas and attributes of the search index."""
ADDRESS = "https://example.org/?a=1&copy=2&lt;=3#x&quot;y=javascript:ran()"
WITHDRAWN = "2020-01-03-withdrawn"
STEMS = ("2020-01-01-first", "2020-01-02-second", WITHDRAWN)
IDS: dict[EntryKind, tuple[str, ...]] = {
    "region": ("land", "land/town"),
    "actor": ("one", "two"),
    "source": ("one", "two"),
    "tag": ("one", "two"),
    "author": ("one", "two"),
    "series": ("one", "two"),
}
FIXED_VALUES: dict[str, Any] = {
    "report.status": "published",
    "report.formerly": [],
    "report.lang": "en",
    "report.events.id": "happened",
    "site.lang": "en",
    "site.accent": "#0b5563",
    "site.repository": {"url": "https://github.com/example/archive", "path": "content", "branch": "main"},
    "region.code": "SY",
    "report.imported": {"dataset": "set-1", "digest": "0123"},
    **{f"{kind}.formerly": None for kind in IDS},
    "actor.parent": None,
    "actor.predecessors": None,
    "actor.successors": None,
}
"""Values that are not free text, or depend on other values; None leaves the key out."""


@dataclass
class ArchiveWriter:
    """Writes an archive's files. `texts` maps each marker to the text that contains it, and to its field."""

    words: Callable[[str, int], str]
    texts: dict[str, tuple[str, str]] = field(default_factory=dict)

    def text(self, field_path: str, most: int) -> str:
        """Return a unique text for a field. It begins with a marker, so that texts sort the same in all archives."""
        marker = f"t{len(self.texts):03}t"
        self.texts[marker] = (f"{marker} {self.words(marker, most - 6)}"[:most].strip(), field_path)
        return self.texts[marker][0]

    def value(self, field_type: FieldType, name: str, given: Mapping[str, Any]) -> Any:
        """Return a value for a field: the given one, or one that fits its type."""
        if name in given:
            return given[name]
        match field_type:
            case Record():
                values = {key: self.value(each.type, f"{name}.{key}", given) for key, each in field_type.fields.items()}
                return {key: value for key, value in values.items() if value is not None}
            case ListOf():
                return [
                    self.value(field_type.item, name, given)
                    for _ in range(2 if isinstance(field_type.item, Record) else 1)
                ]
            case Text():
                return self.text(name, field_type.maximum)
            case StringMap():
                return {"scheme": self.text(name, StringMap.TEXT.maximum)}
        return self.scalar(field_type, name)

    def scalar(self, field_type: FieldType, name: str) -> str | int | list[float]:
        """Return a value that is not free text. Raises KeyError for an unknown field type."""
        match field_type:
            case EntryId():
                return IDS[field_type.kind][1 if field_type.required_kind else 0]
            case Choice():
                return field_type.values[0]
            case Integer():
                return max(field_type.minimum, 1)
            case Coordinates():
                return [35.0, 40.5]
            case Day() | EdtfDate():
                return "2020-01-01"
            case Pattern():
                return {URL.description: ADDRESS, "a language code": "ar"}[field_type.description]
        raise KeyError(f"{name}: {field_type}")

    def files(self) -> Iterator[tuple[str, str]]:
        """List the files of the archive: path and text."""
        yield SITE_FILE, json.dumps(self.value(SITE, "site", FIXED_VALUES))
        for kind in SCHEMAS:
            yield registry_path(kind), json.dumps([self.entry(kind, number) for number in range(2)])
        yield ORIGINS_FILE, json.dumps([self.value(ORIGIN, "origin", {**FIXED_VALUES, "origin.file": "land"})])
        yield f"{BOUNDARIES}/land{GEOMETRY_SUFFIX}", json.dumps(self.geometry())
        for name in ("about", "contribute"):
            yield f"pages/{name}.md", self.document(CONTENT_PAGE, "page", FIXED_VALUES)
        for stem in STEMS:
            yield report_path(stem), self.report(stem)

    def entry(self, kind: EntryKind, number: int) -> Any:
        """Return one of the two entries of a vocabulary."""
        given = {**FIXED_VALUES, f"{kind}.id": IDS[kind][number], "region.boundary": ("land", "land/A.0")[number]}
        if kind == "tag":
            given["tag.kind"] = ("topic", "event-type")[number]
        if kind == "actor" and number:
            given |= {"actor.parent": "one", "actor.predecessors": ["one"], "actor.successors": ["one"]}
        return self.value(SCHEMAS[kind], kind, given)

    def geometry(self) -> Any:
        """Return the geometry of the regions. No page shows the names of its areas, which are too small for labels."""
        drawn = country(20, west=39.5, south=34.5)
        for area in drawn["objects"]["land"]["geometries"]:
            area["properties"]["name"] = self.words("area", 300)
        return drawn

    def report(self, stem: str) -> str:
        """Return the text of one of the reports. The second has a former name."""
        given = {**FIXED_VALUES, "report.date": stem[:10], "report.reason": None}
        event = REPORT.fields["events"].type
        assert isinstance(event, ListOf)
        given["report.events"] = [
            self.value(event.item, "report.events", {**given, "report.events.id": f"happened-{number}"})
            for number in range(2)
        ]
        if stem == STEMS[1]:
            given["report.formerly"] = [f"{stem}-once"]
        if stem == WITHDRAWN:
            del given["report.reason"]
            given["report.status"] = "withdrawn"
        return self.document(REPORT, "report", given)

    def document(self, record: Record, name: str, given: Mapping[str, Any]) -> str:
        """Return a Markdown file whose front matter fills `record`."""
        return f"---\n{json.dumps(self.value(record, name, given))}\n---\n\nA plain text.\n"


def _hostile_text(marker: str, most: int) -> str:
    return CODE[:most]


def _plain_text(marker: str, most: int) -> str:
    return f"plain words behind {marker}"[:most]


hostile_writer = partial(ArchiveWriter, _hostile_text)
plain_writer = partial(ArchiveWriter, _plain_text)


def write_archive(writer: ArchiveWriter, content: Path) -> ArchiveWriter:
    """Write the archive to `content`, and return the writer with all its texts."""
    for path, text in writer.files():
        file = content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return writer
