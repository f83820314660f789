"""Formats: the same made-up archive written for this generator, for Hugo and for stock Pelican."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.corpus import Corpus, Entry, Event, Report, lineage

HERE = Path(__file__).resolve().parent
SITEURL = "https://archive.example"
NAME = "Archive of Made-up Reports"
DESCRIPTION = "A made-up archive by which generators are compared; nothing in it happened."
CREDIT = "Every report of this archive was put together by chance from lists of words."


def quoted(value: object) -> str:
    """Return a value on one line, as JSON, which is YAML too."""
    return json.dumps(value, ensure_ascii=False)


def ids(values: Iterable[str]) -> str:
    """Return a list of ids as people write it."""
    return f"[{', '.join(values)}]"


REPORT_DIRS = {"ours": "reports", "hugo": "content/reports", "pelican": "content"}
"""Each tool with the folder of its site that holds the reports."""


def write_all(corpus: Corpus, folder: Path, tools: Iterable[str] = REPORT_DIRS) -> None:
    """Write the corpus for each tool, as the sites `ours/`, `hugo/` and `pelican/` below `folder`."""
    texts = {"ours": our_text, "hugo": HugoWriter(corpus).text, "pelican": PelicanWriter(corpus).text}
    frames = {"ours": our_frame, "hugo": hugo_frame, "pelican": pelican_frame}
    for tool in tools:
        reports = folder / tool / REPORT_DIRS[tool]
        for report in corpus.reports():
            write_file(reports / str(report.date.year) / f"{report.stem}.md", texts[tool](report))
        frames[tool](corpus, folder / tool)


def write_file(place: Path, text: str) -> None:
    """Write a file, and the folders around it."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")


# Ours


def our_text(report: Report) -> str:
    """Return a report's file in the archive's own format."""
    return "\n".join(["---", *_our_lines(report), "---", "", report.body, ""])


def _our_lines(report: Report) -> Iterator[str]:
    yield f"title: {quoted(report.title)}"
    yield f"date: {report.date.isoformat()}"
    yield f"region: {ids(report.regions)}"
    yield f"actors: {ids(report.actors)}"
    yield f"tags: {ids(report.tags)}"
    yield f"summary: {quoted(report.summary)}"
    yield from [f"series: {report.series}"] if report.series else []
    yield f"authors: {ids(report.authors)}"
    yield from _citations(report)
    yield "events:"
    for event in report.events:
        yield from _our_event(event)


def _citations(report: Report) -> Iterator[str]:
    yield "sources:"
    for citation in report.citations:
        published = f"published: {citation.published.isoformat()}, url: {quoted(citation.url)}"
        yield f"  - {{publisher: {citation.publisher}, title: {quoted(citation.title)}, {published}}}"


def _our_event(event: Event) -> Iterator[str]:
    yield f"  - id: {event.id}"
    yield f"    date: {event.date}"
    yield f"    type: {event.type}"
    yield f"    region: {event.region}"
    yield f"    place: {quoted(event.place)}"
    yield f"    coordinates: [{event.coordinates[0]}, {event.coordinates[1]}]"
    yield f"    actors: {ids(event.actors)}"
    yield f"    tags: {ids(event.tags)}"
    yield f"    summary: {quoted(event.summary)}"
    yield f"    attributed_to: {ids([event.attributed_to])}"
    yield f"    sources: [{', '.join(map(str, event.sources))}]"
    yield f"    credibility: {event.credibility}"
    if event.deaths:
        yield "    deaths: {{low: {}, best: {}, high: {}}}".format(*event.deaths)


def our_frame(corpus: Corpus, folder: Path) -> None:
    """Write what stands beside our reports: the site's identity, the registry, two pages."""
    licence = {"name": "CC0", "url": "https://creativecommons.org/publicdomain/zero/1.0/"}
    site = {"name": NAME, "short_name": "Made-up reports", "description": DESCRIPTION, "lang": "en", "licence": licence}
    write_file(folder / "site.yaml", _mapping({**site, "credit": CREDIT, "notice": DESCRIPTION}))
    for name in ("regions", "actors", "tags", "sources", "authors", "series"):
        write_file(folder / "registry" / f"{name}.yaml", "".join(map(_our_entry, getattr(corpus, name))))
    for stem in ("about", "contribute"):
        write_file(folder / "pages" / f"{stem}.md", f"---\ntitle: {stem.capitalize()}\n---\n\n{DESCRIPTION}\n")


def _mapping(values: Mapping[str, Any]) -> str:
    return "".join(f"{key}: {quoted(value)}\n" for key, value in values.items())


def _our_entry(entry: Entry) -> str:
    more = {"kind": entry.kind, "names": [entry.other]} if entry.kind else {}
    values = {"id": entry.id, "name": entry.name, **more, "text": entry.text}
    return "- " + "  ".join(_mapping(values).splitlines(keepends=True))


# Hugo


class HugoWriter:
    """Writes reports for Hugo, with what our generator derives already derived: wider regions, all actors, all tags."""

    def __init__(self, corpus: Corpus) -> None:
        self.slugs = {region.id: region.slug for region in corpus.regions}

    def text(self, report: Report) -> str:
        """Return a report's file: the taxonomies' terms, then the same sources and events as ours."""
        return "\n".join(["---", *self._lines(report), "---", "", report.body, ""])

    def _lines(self, report: Report) -> Iterator[str]:
        yield f"title: {quoted(report.title)}"
        yield f"date: {report.date.isoformat()}"
        yield f"regions: {ids(map(self.slugs.__getitem__, report.all_regions))}"
        yield f"actors: {ids(report.all_actors)}"
        yield f"tags: {ids(report.all_tags)}"
        yield f"publishers: {ids(report.all_sources)}"
        yield f"series: {ids([report.series] if report.series else [])}"
        yield f'years: ["{report.date:%Y}"]'
        yield f'months: ["{report.date:%Y-%m}"]'
        yield f"summary: {quoted(report.summary)}"
        yield f"authors: {ids(report.authors)}"
        yield from _citations(report)
        yield "events:"
        for event in report.events:
            yield from self._event(event, report)

    def _event(self, event: Event, report: Report) -> Iterator[str]:
        publishers = dict.fromkeys((event.attributed_to, *(report.citations[n - 1].publisher for n in event.sources)))
        for line in _our_event(event):
            key = line.strip().partition(":")[0]
            if key == "date":
                yield f"    date: {quoted(event.date)}"
            elif key == "region":
                yield f"    regions: {ids(self.slugs[region] for region in lineage(event.region))}"
            elif key == "tags":
                yield f"    tags: {ids(dict.fromkeys((event.type, *event.tags)))}"
                yield f"    publishers: {ids(publishers)}"
            else:
                yield line


def hugo_frame(corpus: Corpus, folder: Path) -> None:
    """Write what stands beside Hugo's reports: configuration, layouts, the terms' pages, and their names as data."""
    shutil.copytree(HERE / "hugo", folder, dirs_exist_ok=True)
    kinds = {"regions": "regions", "actors": "actors", "tags": "tags", "publishers": "sources", "series": "series"}
    for plural, name in kinds.items():
        for entry in getattr(corpus, name):
            write_file(folder / "content" / plural / entry.slug / "_index.md", _term(entry))
    names: dict[str, dict[str, Any]] = {
        name: {entry.slug: entry.name for entry in getattr(corpus, name)}
        for name in ("regions", "actors", "tags", "sources")
    }
    names["authors"] = {entry.id: {"name": entry.name, "text": entry.text} for entry in corpus.authors}
    write_file(folder / "data" / "names.json", json.dumps(names, ensure_ascii=False))
    write_file(folder / "content" / "reports" / "_index.md", "---\ntitle: Reports\n---\n")
    for stem in ("about", "contribute"):
        write_file(folder / "content" / f"{stem}.md", f"---\ntitle: {stem.capitalize()}\n---\n\n{DESCRIPTION}\n")


def _term(entry: Entry) -> str:
    values = {"title": entry.name, "description": entry.text, "kind_of": entry.kind, "other": entry.other}
    around = [part.rpartition("/")[2] for part in lineage(entry.id)[1:]]
    return f"---\n{_mapping({**values, 'around': around, 'depth': len(around), 'order': entry.id})}---\n"


# Stock Pelican


class PelicanWriter:
    """Writes reports for stock Pelican, which has no place for events; a region's governorate is the category."""

    def __init__(self, corpus: Corpus) -> None:
        self.names = {entry.id: entry.name for entry in (*corpus.regions, *corpus.tags, *corpus.authors)}

    def text(self, report: Report) -> str:
        """Return a report's file: metadata as its Markdown reader takes it, then the body."""
        return "\n".join([*self._lines(report), "", report.body, ""])

    def _lines(self, report: Report) -> Iterator[str]:
        yield f"Title: {report.title}"
        yield f"Date: {report.date.isoformat()}"
        yield f"Slug: {report.stem}"
        yield f"Category: {self.names[lineage(report.regions[0])[1]]}"
        yield f"Tags: {', '.join(self.names[tag] for tag in report.all_tags)}"
        yield f"Authors: {'; '.join(self.names[author] for author in report.authors)}"
        yield f"Summary: {report.summary}"


def pelican_frame(_: Corpus, folder: Path) -> None:
    """Write what stands beside stock Pelican's reports: its settings."""
    shutil.copyfile(HERE / "pelican" / "pelicanconf.py", folder / "pelicanconf.py")
