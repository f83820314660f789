"""Propose: a first map for a file, from the names of its columns and the values of its first rows.

It is valid, and works after a person has checked the lines that have a comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import yaml

from plugins.archive.editing.yaml_text import scalar
from plugins.archive.schema.field_types import URL
from plugins.archive.text.name_keys import similarity_key
from plugins.archive.text.slugs import slugify
from plugins.importers.table.date_formats import DATE_ORDERS, DateMismatchError, certain_format, named_format, read_date
from plugins.importers.table.dates import OrderEvidence
from plugins.importers.table.map import DATASET
from plugins.importers.table.reader import CsvFile
from plugins.importers.table.row import Row

SAMPLE = 500
"""Rows that are read."""
COLUMN_NAMES = Path(__file__).parent / "column_names.yaml"
LANGUAGES = ("ar", "de", "es", "fa", "fr", "he", "it", "pt", "ru", "tr", "uk")
"""Languages that are tried for names of months."""
REGION_KINDS = {"country": "country", "province": "province", "district": "district"}


@dataclass(frozen=True, slots=True)
class Sample:
    """The columns of a file by their meaning, and its first rows."""

    file: CsvFile
    rows: Sequence[Row]
    columns: dict[str, str]

    def name(self, role: str) -> str:
        """Return the name of a column in quotes if needed; empty if no column has this meaning."""
        return scalar(self.file.header.names[self.columns[role]], flow=True) if role in self.columns else ""

    def template(self, *roles: str) -> str:
        """Return a template with the columns of `roles`, as YAML."""
        return scalar(", ".join(f"{{{self.file.header.names[self.columns[role]]}}}" for role in roles), flow=True)


def propose_map(file: CsvFile) -> str:
    """Return the text of a map. Raises ArchiveError if the file cannot be read."""
    rows = list(islice(file.rows(), SAMPLE))
    sample = Sample(file, rows, _columns(file, rows))
    return "".join(f"{line}\n" for line in _lines(sample))


def _columns(file: CsvFile, rows: Sequence[Row]) -> dict[str, str]:
    """Find the column of each meaning by its name, then those of dates, addresses and texts by their values."""
    keys = [key for key in file.header.keys if key and file.header.keys.count(key) == 1 and not re.search("[{}]", key)]
    found: dict[str, str] = {}
    hints = yaml.load(COLUMN_NAMES.read_text(encoding="utf-8"), yaml.CBaseLoader)
    for role, words in hints.items():
        known = [similarity_key(word.replace("_", " ")) for word in words]
        ranked = [(known.index(word), key) for key in keys if (word := similarity_key(key.replace("_", " "))) in known]
        if ranked and min(ranked)[1] not in found.values():
            found[role] = min(ranked)[1]
    values = {key: [text for row in rows if (text := row.text(key))] for key in keys if key not in found.values()}
    for role, is_one in (("date", _is_date), ("url", URL.matches)):
        fitting = (key for key, texts in values.items() if texts and all(map(is_one, texts)))
        if role not in found and (first := next(fitting, "")):
            found[role] = first
            del values[first]
    if "summary" not in found and "title" not in found and values:
        found["summary"] = max(values, key=lambda key: sum(map(len, values[key])))
    return found


def _is_date(text: str, lang: str = "") -> bool:
    try:
        return bool(read_date(text, (certain_format(), *map(named_format, DATE_ORDERS)), lang))
    except DateMismatchError:
        return False


def _lines(sample: Sample) -> Iterator[str]:
    file = sample.file
    words = slugify(file.path.stem)[: DATASET.maximum].strip("-")
    dataset = words if DATASET.matches(words) else "table"
    yield f"# A first map for {file.path.name!r}: check the lines with a comment. The columns of the file are:"
    yield from (f"#   {name!r}" for name in file.header.names.values())
    yield f"dataset: {dataset}  # a short name for the ids of events and the names of files"
    yield f"title: {scalar(file.path.stem.strip()[:120] or dataset)}  # the name of the data set, for readers"
    lang = f"lang: {_language(sample)}" if _language(sample) else "# lang: en"
    yield f"{lang}  # the language of the texts and of the names of months, if it is not that of the archive"
    yield from _file_lines(file)
    yield "reports: day  # or row, or {column: …, date: …} for one report for each value of a column"
    yield "report:  # the texts of reports, in the language of readers; also tags, series, authors and a body"
    name = scalar(f"{file.path.stem.strip().replace('{', '').replace('}', '')[:120] or dataset}: {{report.date}}")
    yield f"  title: {name}  # also {{report.value}}; with 'reports: row' the columns of the row"
    yield '  summary: ["Events: {report.events}. Deaths: {report.deaths}.", "Events: {report.events}."]'
    yield "event:"
    yield from (f"  {line}" for line in _event_lines(sample))
    yield from _source_lines(sample, dataset)
    yield "entries:  # entries that --add adds to the registry"
    if "type" not in sample.columns:
        yield "  tag: [{id: event, name: Event, kind: event-type}]"
    if not _regions(sample):
        yield "  region: [{id: somewhere, name: Somewhere, kind: country}]"
    name = scalar(file.path.stem.strip()[:120] or dataset, flow=True)
    yield f"  source: [{{id: {dataset}, name: {name}, kind: dataset}}]"


def _language(sample: Sample) -> str:
    """Return the only language in which all dates of the first rows can be read; empty if English is one."""
    column = sample.columns.get("date", "")
    texts = [text for row in sample.rows if column and (text := row.text(column)) and not _is_date(text)]
    found = [lang for lang in LANGUAGES if texts and all(_is_date(text, lang) for text in texts)]
    return found[0] if len(found) == 1 else ""


def _file_lines(file: CsvFile) -> Iterator[str]:
    found = {} if file.encoding.startswith("utf") else {"encoding": file.encoding}
    if file.separator != ",":
        found["separator"] = "tab" if file.separator == "\t" else file.separator
    if file.form.decimal:
        found["decimal"] = file.form.decimal
    if found:
        yield f"file: {{{', '.join(f'{key}: {scalar(value, flow=True)}' for key, value in found.items())}}}"


def _event_lines(sample: Sample) -> Iterator[str]:
    if "id" in sample.columns:
        yield f"id: {sample.template('id')}  # what identifies a row, also in later versions of the file"
    else:
        yield "# id: …  # a text such as '{column}' that identifies a row; without it, an edited row is a new event"
    yield from _date_lines(sample)
    type_column = sample.name("type") or "{id: event}"
    yield f"type: {type_column}  # the type of event: a column, or {{id: …}} with the id of a tag"
    if regions := _regions(sample):
        yield f"region: {{columns: [{', '.join(map(sample.name, regions))}], kinds: [{', '.join(regions)}]}}"
        yield "# region: add 'under: …' with the id of the region that contains all of them, if no column names it"
    else:
        yield "region: {under: somewhere}  # the id of a region, or {columns: […], kinds: […]}"
    if "place" in sample.columns:
        yield f"place: {sample.template('place')}"
    if {"latitude", "longitude"} <= sample.columns.keys():
        yield f"coordinates: {{latitude: {sample.name('latitude')}, longitude: {sample.name('longitude')}}}"
    actors = [role for role in ("actor", "actor 2") if role in sample.columns]
    if actors:
        yield f"actors: [{', '.join(map(sample.name, actors))}]  # {{column: …, separator: ';'}} if cells have several"
    texts = [role for role in ("summary", "title", "type", "place") if role in sample.columns]
    summary = ", ".join(sample.template(role) for role in texts) or scalar("An event")
    yield f"summary: [{summary}]  # the first one whose columns all have values"
    if "source" in sample.columns:
        yield f"attributed_to: [{sample.name('source')}]"
    if "deaths" in sample.columns:
        estimates = {"best": "deaths", "low": "low", "high": "high"}
        found = (f"{key}: {sample.name(role)}" for key, role in estimates.items() if role in sample.columns)
        yield f"deaths: {{{', '.join(found)}}}"


def _regions(sample: Sample) -> list[str]:
    return [role for role in REGION_KINDS if role in sample.columns]


def _date_lines(sample: Sample) -> Iterator[str]:
    if "date" not in sample.columns and "year" in sample.columns:
        parts = [role for role in ("year", "month", "day") if role in sample.columns]
        yield f"date: {{{', '.join(f'{role}: {sample.name(role)}' for role in parts)}}}"
        return
    if "date" not in sample.columns:
        names = [key for key in sample.file.header.keys if key and sample.file.header.keys.count(key) == 1]
        first = scalar(sample.file.header.names[names[0]]) if names else "date"
        yield f"date: {first}  # no column looks like a date: name the one that is"
        return
    column, evidence = sample.columns["date"], OrderEvidence()
    for row in sample.rows:
        evidence.add(row, row.text(column))
    yield "date:"
    yield f"  column: {sample.name('date')}"
    if evidence.day_first or evidence.month_first:
        order = DATE_ORDERS[0] if evidence.day_first else DATE_ORDERS[1]
        yield f"  formats: [{order}, year-month-day]"
    elif evidence.ambiguous:
        yield f"  # formats: {DATE_ORDERS[0]}  # or {DATE_ORDERS[1]}: no date of the first rows settles it"
    if "end" in sample.columns:
        yield f"  end: {sample.name('end')}"


def _source_lines(sample: Sample, dataset: str) -> Iterator[str]:
    yield "sources:  # the sources of each event, for the list of sources"
    if "title" in sample.columns or "url" in sample.columns:
        publisher = sample.name("source") or f"{{id: {dataset}}}"
        roles = [role for role in ("title", "url") if role in sample.columns]
        yield f"  - publisher: {publisher}"
        yield f"    title: [{', '.join(sample.template(role) for role in roles)}]"
        if "url" in sample.columns:
            yield f"    url: {sample.template('url')}"
    else:
        yield f"  - publisher: {{id: {dataset}}}"
        yield f"    title: {scalar(sample.file.path.stem.strip() or dataset)}"
