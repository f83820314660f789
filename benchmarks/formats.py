"""Writers of the corpus as sites for Sitrep, Hugo and stock Pelican."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.corpus import Corpus, Entry, Event, Report, lineage

HERE = Path(__file__).resolve().parent
SITEURL = "https://archive.example"
NAME = "Archive of Generated Reports"
DESCRIPTION = "A generated archive for comparing static-site generators; its events are fictitious."
CREDIT = "All reports of this archive were generated from lists of words."


def to_json(value: object) -> str:
    """Return a value as JSON, which is also YAML, on one line."""
    return json.dumps(value, ensure_ascii=False)


def id_list(values: Iterable[str]) -> str:
    """Return ids as a YAML list without quotes."""
    return f"[{', '.join(values)}]"


REPORT_DIRS = {"sitrep": "reports", "hugo": "content/reports", "pelican": "content"}
"""The folder of the reports in each tool's site."""


def write_all(corpus: Corpus, folder: Path, tools: Iterable[str] = REPORT_DIRS) -> None:
    """Write the corpus as a site for each tool, in `folder/TOOL`."""
    render = {"sitrep": sitrep_report, "hugo": HugoWriter(corpus).report, "pelican": PelicanWriter(corpus).report}
    write_rest = {"sitrep": write_sitrep_site, "hugo": write_hugo_site, "pelican": write_pelican_site}
    for tool in tools:
        reports = folder / tool / REPORT_DIRS[tool]
        for report in corpus.reports():
            write_file(reports / str(report.date.year) / f"{report.stem}.md", render[tool](report))
        write_rest[tool](corpus, folder / tool)


def write_file(path: Path, text: str) -> None:
    """Write a file, creating its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def sitrep_report(report: Report) -> str:
    """Return the file of a report for Sitrep."""
    return "\n".join(["---", *_sitrep_lines(report), "---", "", report.body, ""])


def _sitrep_lines(report: Report) -> Iterator[str]:
    yield f"title: {to_json(report.title)}"
    yield f"date: {report.date.isoformat()}"
    yield f"region: {id_list(report.regions)}"
    yield f"actors: {id_list(report.actors)}"
    yield f"tags: {id_list(report.tags)}"
    yield f"summary: {to_json(report.summary)}"
    yield from [f"series: {report.series}"] if report.series else []
    yield f"authors: {id_list(report.authors)}"
    yield from _citations(report)
    yield "events:"
    for event in report.events:
        yield from _sitrep_event(event)


def _citations(report: Report) -> Iterator[str]:
    yield "sources:"
    for citation in report.citations:
        published = f"published: {citation.published.isoformat()}, url: {to_json(citation.url)}"
        yield f"  - {{publisher: {citation.publisher}, title: {to_json(citation.title)}, {published}}}"


def _sitrep_event(event: Event) -> Iterator[str]:
    yield f"  - id: {event.id}"
    yield f"    date: {event.date}"
    yield f"    type: {event.type}"
    yield f"    region: {event.region}"
    yield f"    place: {to_json(event.place)}"
    yield f"    coordinates: [{event.coordinates[0]}, {event.coordinates[1]}]"
    yield f"    actors: {id_list(event.actors)}"
    yield f"    tags: {id_list(event.tags)}"
    yield f"    summary: {to_json(event.summary)}"
    yield f"    attributed_to: {id_list([event.attributed_to])}"
    yield f"    sources: [{', '.join(map(str, event.sources))}]"
    yield f"    credibility: {event.credibility}"
    if event.deaths:
        yield "    deaths: {{low: {}, best: {}, high: {}}}".format(*event.deaths)


def write_sitrep_site(corpus: Corpus, folder: Path) -> None:
    """Write the other files of the site for Sitrep: settings, registry, two pages."""
    licence = {"name": "CC0", "url": "https://creativecommons.org/publicdomain/zero/1.0/"}
    site = {
        "name": NAME,
        "short_name": "Generated reports",
        "description": DESCRIPTION,
        "lang": "en",
        "licence": licence,
    }
    write_file(folder / "site.yaml", _mapping({**site, "credit": CREDIT, "notice": DESCRIPTION}))
    for name in ("regions", "actors", "tags", "sources", "authors", "series"):
        write_file(folder / "registry" / f"{name}.yaml", "".join(map(_sitrep_entry, getattr(corpus, name))))
    for stem in ("about", "contribute"):
        write_file(folder / "pages" / f"{stem}.md", f"---\ntitle: {stem.capitalize()}\n---\n\n{DESCRIPTION}\n")


def _mapping(values: Mapping[str, Any]) -> str:
    return "".join(f"{key}: {to_json(value)}\n" for key, value in values.items())


def _sitrep_entry(entry: Entry) -> str:
    more = {"kind": entry.kind, "names": [entry.other]} if entry.kind else {}
    values = {"id": entry.id, "name": entry.name, **more, "text": entry.text}
    return "- " + "  ".join(_mapping(values).splitlines(keepends=True))


class HugoWriter:
    """Writes reports for Hugo, with the values that Sitrep derives: enclosing regions, all actors, all tags."""

    def __init__(self, corpus: Corpus) -> None:
        self.slugs = {region.id: region.slug for region in corpus.regions}

    def report(self, report: Report) -> str:
        """Return the file of a report: terms of the taxonomies, then the same sources and events as for Sitrep."""
        return "\n".join(["---", *self._lines(report), "---", "", report.body, ""])

    def _lines(self, report: Report) -> Iterator[str]:
        yield f"title: {to_json(report.title)}"
        yield f"date: {report.date.isoformat()}"
        yield f"regions: {id_list(map(self.slugs.__getitem__, report.all_regions))}"
        yield f"actors: {id_list(report.all_actors)}"
        yield f"tags: {id_list(report.all_tags)}"
        yield f"publishers: {id_list(report.all_sources)}"
        yield f"series: {id_list([report.series] if report.series else [])}"
        yield f'years: ["{report.date:%Y}"]'
        yield f'months: ["{report.date:%Y-%m}"]'
        yield f"summary: {to_json(report.summary)}"
        yield f"authors: {id_list(report.authors)}"
        yield from _citations(report)
        yield "events:"
        for event in report.events:
            yield from self._event(event, report)

    def _event(self, event: Event, report: Report) -> Iterator[str]:
        publishers = dict.fromkeys((event.attributed_to, *(report.citations[n - 1].publisher for n in event.sources)))
        for line in _sitrep_event(event):
            key = line.strip().partition(":")[0]
            if key == "date":
                yield f"    date: {to_json(event.date)}"
            elif key == "region":
                yield f"    regions: {id_list(self.slugs[region] for region in lineage(event.region))}"
            elif key == "tags":
                yield f"    tags: {id_list(dict.fromkeys((event.type, *event.tags)))}"
                yield f"    publishers: {id_list(publishers)}"
            else:
                yield line


def write_hugo_site(corpus: Corpus, folder: Path) -> None:
    """Write the other files of the site for Hugo: configuration, layouts, pages of terms, and names as data."""
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
    parents = [part.rpartition("/")[2] for part in lineage(entry.id)[1:]]
    return f"---\n{_mapping({**values, 'around': parents, 'depth': len(parents), 'order': entry.id})}---\n"


class PelicanWriter:
    """Writes reports for stock Pelican, without events; the governorate is the category."""

    def __init__(self, corpus: Corpus) -> None:
        self.names = {entry.id: entry.name for entry in (*corpus.regions, *corpus.tags, *corpus.authors)}

    def report(self, report: Report) -> str:
        """Return the file of a report: metadata in the form of Pelican's Markdown reader, then the body."""
        return "\n".join([*self._lines(report), "", report.body, ""])

    def _lines(self, report: Report) -> Iterator[str]:
        yield f"Title: {report.title}"
        yield f"Date: {report.date.isoformat()}"
        yield f"Slug: {report.stem}"
        yield f"Category: {self.names[lineage(report.regions[0])[1]]}"
        yield f"Tags: {', '.join(self.names[tag] for tag in report.all_tags)}"
        yield f"Authors: {'; '.join(self.names[author] for author in report.authors)}"
        yield f"Summary: {report.summary}"


def write_pelican_site(_: Corpus, folder: Path) -> None:
    """Write the other file of the site for stock Pelican: its settings."""
    shutil.copyfile(HERE / "pelican" / "pelicanconf.py", folder / "pelicanconf.py")
