"""A small generated archive, and random edits of it as people make them."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from plugins.archive.problems import ArchiveError
from plugins.engine.publish.staging import StagingError
from tests.archive_builder import ArchiveBuilder
from tests.map_samples import country

REGIONS = ["land", "land/north", "land/north/port", "land/north/cape", "land/south", "isle"]
ACTORS = ["guard", "pilots", "mayor", "union"]
TAGS = ["fog", "storm", "repair"]
TYPES = ["outage", "landing"]
SOURCES = ["gazette", "radio"]
SERIES = ["log", "tides"]
AUTHORS = ["ada", "ben"]
WORDS = ["lamp", "mole", "keeper", "beacon", "tide", "buoy", "فنار", "grün"]
WHENS = ["{day}", "{day}", "{day}~", "{month}", "{year}", "{month}/{year}", "{before}/{day}"]
BOUNDARIES = {"land": {"boundary": "land"}, "land/north": {"boundary": "land/A.0"}, "isle": {"boundary": "isle"}}
LINES = ["land/A.0", "land/A.1", "land/A.2", "land/A.9", ""]
"""Boundaries that an area can get: that of another area, a missing one, none."""
START = date(2019, 12, 20)

Fields = dict[str, Any]


@dataclass
class RandomEdits(ArchiveBuilder):
    """A test archive whose reports are known by their fields, so that they can be edited at random."""

    reports: dict[str, Fields] = field(default_factory=dict)
    registry: dict[str, list[Fields]] = field(default_factory=dict)
    site: Fields = field(default_factory=dict)
    about: str = "Made up."
    waves: int = 0
    id_counter: int = 0

    def generate(self, chance: Random, reports: int) -> None:
        """Replace the archive by one with this number of reports."""
        self.site = {"name": "Lamps", "description": "Made-up lamps.", "lang": "en"}
        self.registry = {
            "regions": [
                {"id": i, "name": f"Region {i.rpartition('/')[2]}", "kind": "country"} | BOUNDARIES.get(i, {})
                for i in REGIONS
            ],
            "actors": [{"id": i, "name": f"The {i}", "kind": "organisation"} for i in ACTORS],
            "tags": [{"id": i, "name": i.title(), "kind": "topic"} for i in TAGS]
            + [{"id": i, "name": i.title(), "kind": "event-type"} for i in TYPES],
            "sources": [{"id": i, "name": f"{i.title()} daily", "kind": "publisher"} for i in SOURCES],
            "series": [{"id": i, "name": f"The {i} series"} for i in SERIES],
            "authors": [{"id": i, "name": i.title()} for i in AUTHORS],
        }
        for _ in range(reports):
            add(self, chance)
        self.save()

    def save(self) -> None:
        """Write the changed files of the content."""
        texts = {"site.yaml": json.dumps(self.site), "pages/about.md": f"---\ntitle: About\n---\n\n{self.about}\n"}
        texts |= {"boundaries/land.topo.json": json.dumps(country(3, points=self.waves))}
        texts |= {"boundaries/isle.topo.json": json.dumps(country(1, west=20))}
        origins = [
            {"file": name, "origin": f"Made up {self.waves}", "licence": {"name": "C"}} for name in ("land", "isle")
        ]
        texts |= {"boundaries/origins.yaml": json.dumps(origins)}
        texts |= {f"registry/{name}.yaml": json.dumps(entries) for name, entries in self.registry.items()}
        texts |= {f"reports/{stem[:4]}/{stem}.md": report_text(fields) for stem, fields in self.reports.items()}
        for stem, fields in self.reports.items():
            if fields["attached"]:
                texts[f"reports/{stem[:4]}/{stem}/notes.txt"] = fields["attached"]
        existing = {path.relative_to(self.content).as_posix() for path in self.content.rglob("*") if path.is_file()}
        for path in existing - texts.keys():
            (self.content / path).unlink()
        for path, text in texts.items():
            if path not in existing or (self.content / path).read_text("utf-8") != text:
                self.write(path, text)
        for folder in self.content.glob("reports/*/*/"):
            if not any(folder.iterdir()):
                folder.rmdir()

    def random_report(self, chance: Random) -> tuple[str, Fields]:
        """Return one of the reports; add one to an empty archive."""
        if not self.reports:
            add(self, chance)
        stem = chance.choice(sorted(self.reports))
        return stem, self.reports[stem]


def report_text(fields: Fields) -> str:
    """Return the text of a report's file. Values are JSON, which is valid YAML."""
    head = {key: value for key, value in fields.items() if value and key not in ("body", "attached", "link")}
    body = fields["body"] + ("\n\n[Notes](STEM/notes.txt)" if fields["attached"] else "")
    body = body.replace("STEM", fields["stem"]) + (f"\n\n[More]({fields['link']})" if fields["link"] else "")
    del head["stem"]
    return "---\n" + "".join(f"{key}: {json.dumps(value)}\n" for key, value in head.items()) + f"---\n\n{body}\n"


def random_words(chance: Random, most: int = 4) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, most)))


def random_day(chance: Random) -> date:
    return START + timedelta(days=chance.choice([0, 1, 2, 5, 10, 11, 12, 13, 20, 45, 380]))


def random_event(chance: Random, number: int) -> Fields:
    """Return a random event."""
    day = random_day(chance)
    dates = {"day": f"{day}", "month": f"{day:%Y-%m}", "year": f"{day.year}", "before": f"{day - timedelta(days=3)}"}
    event: Fields = {
        "id": f"e{number}",
        "date": chance.choice(WHENS).format(**dates).replace(f"{day:%Y-%m}/{day.year}", f"{day:%Y-%m}/{day.year + 1}"),
        "type": chance.choice(TYPES),
        "region": chance.choice(REGIONS),
        "summary": f"{random_words(chance)}.",
    }
    if chance.random() < 0.6:
        event |= {"actors": chance.sample(ACTORS, chance.randint(1, 2)), "attributed_to": chance.sample(SOURCES, 1)}
    if chance.random() < 0.2:
        event |= {"identifiers": {"number": str(chance.randint(1, 9))}, "deaths": {"low": 0, "best": 1, "high": 2}}
    if chance.random() < 0.4:
        event |= {
            "coordinates": [50 + chance.random(), 10 + 3 * chance.random()],
            "place_precision": chance.randint(1, 7),
        }
    return event


def add(archive: RandomEdits, chance: Random) -> None:
    """Add a report."""
    archive.id_counter += 1
    day = random_day(chance)
    stem = f"{day}-{chance.choice('abc')}{archive.id_counter}"
    archive.reports[stem] = {
        "stem": stem,
        "title": random_words(chance),
        "date": f"{day}",
        "region": chance.sample(REGIONS, chance.randint(1, 2)),
        "actors": chance.sample(ACTORS, chance.randint(0, 2)),
        "tags": chance.sample(TAGS, chance.randint(0, 2)),
        "summary": random_words(chance),
        "series": chance.choice(["", *SERIES]),
        "authors": chance.sample(AUTHORS, chance.randint(0, 1)),
        "sources": [{"publisher": source, "title": random_words(chance)} for source in chance.sample(SOURCES, 1)],
        "events": [random_event(chance, n) for n in range(chance.randint(0, 3))],
        "corrections": [],
        "formerly": [],
        "lang": chance.choice(["", "", "", "ar", "en", "de"]),
        "status": "",
        "reason": "",
        "body": f"## Then\n\n{random_words(chance, 9)}.",
        "attached": chance.choice(["", "", "", "notes"]),
        "link": "",
    }


def delete(archive: RandomEdits, chance: Random) -> None:
    """Delete a report."""
    stem, _ = archive.random_report(chance)
    del archive.reports[stem]


def rename(archive: RandomEdits, chance: Random) -> None:
    """Rename a report, maybe to another day. Its old name becomes a former name, or is lost."""
    stem, fields = archive.random_report(chance)
    archive.id_counter += 1
    day = random_day(chance) if chance.random() < 0.5 else date.fromisoformat(fields["date"])
    new = f"{day}-r{archive.id_counter}"
    formerly = [*fields["formerly"], stem] if chance.random() < 0.8 else fields["formerly"]
    del archive.reports[stem]
    archive.reports[new] = fields | {"stem": new, "date": f"{day}", "formerly": formerly}


def edit(archive: RandomEdits, chance: Random) -> None:
    """Change one field of a report."""
    _, fields = archive.random_report(chance)
    changes: list[Callable[[], Fields]] = [
        lambda: {"body": f"## {chance.choice(['Then', 'Later'])}\n\n{random_words(chance, 9)}."},
        lambda: {"title": random_words(chance)},
        lambda: {"summary": random_words(chance)},
        lambda: {"region": chance.sample(REGIONS, chance.randint(1, 2))},
        lambda: {"actors": chance.sample(ACTORS, chance.randint(0, 3))},
        lambda: {"tags": chance.sample(TAGS, chance.randint(0, 2))},
        lambda: {"series": chance.choice(["", *SERIES])},
        lambda: {"authors": chance.sample(AUTHORS, chance.randint(0, 2))},
        lambda: {"lang": chance.choice(["", "ar", "en", "de"])},
        lambda: {"attached": chance.choice(["", "notes", "more notes"])},
        lambda: {"sources": [{"publisher": s, "title": random_words(chance)} for s in chance.sample(SOURCES, 2)]},
    ]
    fields |= chance.choice(changes)()


def edit_events(archive: RandomEdits, chance: Random) -> None:
    """Add, remove, change or reorder events of a report."""
    _, fields = archive.random_report(chance)
    events = list(fields["events"])
    kind = chance.choice(["add", "remove", "change", "order"])
    if kind == "add" or not events:
        archive.id_counter += 1
        events.append(random_event(chance, 100 + archive.id_counter))
    elif kind == "remove":
        events.pop(chance.randrange(len(events)))
    elif kind == "change":
        index = chance.randrange(len(events))
        events[index] = random_event(chance, 0) | {"id": events[index]["id"]}
    else:
        events.reverse()
    fields["events"] = events


def change_event_field(archive: RandomEdits, chance: Random) -> None:
    """Change one field of one event: every page that depends on it must be written."""
    _, fields = archive.random_report(chance)
    events = list(fields["events"]) or [random_event(chance, 0)]
    index, other = chance.randrange(len(events)), random_event(chance, 0)
    key = chance.choice(sorted(other.keys() - {"id"}))
    events[index] = events[index] | {key: other[key]}
    fields["events"] = events


def change_status(archive: RandomEdits, chance: Random) -> None:
    """Withdraw a report, make it a draft, or publish it again."""
    _, fields = archive.random_report(chance)
    status = chance.choice(["", "draft", "withdrawn"])
    fields |= {"status": status, "reason": random_words(chance) if status == "withdrawn" else ""}


def correct(archive: RandomEdits, chance: Random) -> None:
    """Add a correction to a report, or remove all."""
    _, fields = archive.random_report(chance)
    more = {"date": f"{random_day(chance)}", "note": random_words(chance)}
    fields["corrections"] = [*fields["corrections"], more] if chance.random() < 0.8 else []


def relink(archive: RandomEdits, chance: Random) -> None:
    """Make a report, or the about page, link to a report or to an anchor of it."""
    target, _ = archive.random_report(chance)
    part = chance.choice(["", "", "#then", "#corrections", "#events", "#event-e0", "#source-1", "#authors"])
    if chance.random() < 0.2:
        archive.about = f"See [this](../reports/{target[:4]}/{target}.md{part})."
    else:
        _, fields = archive.random_report(chance)
        fields["link"] = chance.choice([f"../{target[:4]}/{target}.md{part}", ""])


def change_entry(archive: RandomEdits, chance: Random) -> None:
    """Change the name, other names or text of a registry entry, or its position in the file."""
    kind = chance.choice(sorted(archive.registry))
    entries = list(archive.registry[kind])
    index = chance.randrange(len(entries))
    former = {"name": random_words(chance, 1), "kind": "former", "to": f"{random_day(chance)}"}
    change = chance.choice(["name", "names", "text", "order"])
    if change == "order":
        entries.insert(0, entries.pop(index))
    else:
        value = {
            "name": random_words(chance),
            "names": chance.choice([[random_words(chance)], [former]]),
            "text": random_words(chance),
        }
        entries[index] = entries[index] | {change: value[change]}
    archive.registry[kind] = entries


def change_entries(archive: RandomEdits, chance: Random) -> None:
    """Add an entry to the registry, or remove one that may be in use."""
    kind = chance.choice(sorted(archive.registry))
    entries = archive.registry[kind]
    archive.id_counter += 1
    if chance.random() < 0.8:
        new = {"id": f"new{archive.id_counter}", "name": random_words(chance), "kind": entries[0].get("kind", "")}
        archive.registry[kind] = [*entries, {key: value for key, value in new.items() if value}]
    elif len(entries) > 1:
        archive.registry[kind] = entries[:-1]


def change_site(archive: RandomEdits, chance: Random) -> None:
    """Change one of the archive's settings."""
    key, value = chance.choice(
        [
            ("name", random_words(chance)),
            ("lang", "de"),
            ("lang", "en"),
            ("repository", "https://example.org/r"),
            ("tagline", "x"),
            ("focus", f"{random_day(chance)}"),
            ("support", {"text": random_words(chance), "address": {"label": "Lamp", "value": random_words(chance)}}),
        ]
    )
    archive.site = archive.site | {key: value}


def change_geometry(archive: RandomEdits, chance: Random) -> None:
    """Change the geometry, or the boundary of an area."""
    areas = [index for index, region in enumerate(archive.registry["regions"]) if "/" in region["id"]]
    if areas and chance.random() < 0.6:
        index, line = chance.choice(areas), chance.choice(LINES)
        regions = list(archive.registry["regions"])
        plain = {key: value for key, value in regions[index].items() if key != "boundary"}
        regions[index] = plain | ({"boundary": line} if line else {})
        archive.registry["regions"] = regions
    else:
        archive.waves = chance.randint(0, 3)


def rewrite_same_size(archive: RandomEdits, chance: Random) -> None:
    """Change a report without changing its size, and reset its mtime."""
    archive.save()
    stem, fields = archive.random_report(chance)
    file = archive.content / f"reports/{stem[:4]}/{stem}.md"
    before = file.stat() if file.exists() else None
    fields["summary"] = fields["summary"][::-1]
    archive.save()
    if before:
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def touch(archive: RandomEdits, chance: Random) -> None:
    """Set the times of all files."""
    for file in archive.content.rglob("*"):
        os.utime(file, (10**9 + chance.randrange(10**6),) * 2)


def damage_output(archive: RandomEdits, chance: Random) -> None:
    """Delete, change or add a file of the published site."""
    files = sorted(path for path in archive.output.rglob("*") if path.is_file() and not path.name.startswith("."))
    if files:
        file = chance.choice(files)
        damages: list[Callable[[], object]] = [
            file.unlink,
            lambda: file.write_text("x"),
            file.with_name("strange.html").touch,
        ]
        chance.choice(damages)()


def damage_cache(archive: RandomEdits, chance: Random) -> None:
    """Delete, truncate or overwrite a file of the cache, or delete the previous output."""
    files = sorted(path for path in archive.cache.rglob("*") if path.is_file())
    if files and chance.random() < 0.8:
        file = chance.choice(files)
        data = file.read_bytes()
        damages: list[Callable[[], object]] = [
            file.unlink,
            lambda: file.write_bytes(data[: len(data) // 2]),
            lambda: file.write_bytes(b"x" + data[1:]),
        ]
        chance.choice(damages)()
    else:
        for previous in archive.folder.glob(".sitrep-previous.*"):
            shutil.rmtree(previous)


def toggle_drafts(archive: RandomEdits, chance: Random) -> None:
    """Switch between builds with and without drafts."""
    archive.drafts = not archive.drafts


Edit = Callable[[RandomEdits, Random], None]
USUAL: list[Edit] = [edit, edit, edit, edit_events, edit_events, change_event_field, change_event_field, change_entry]
USUAL += [change_entry, add, rename, change_status, correct, relink, change_geometry]
"""Frequent edits: those that change the archive."""
RARE: list[Edit] = [delete, change_entries, change_site, rewrite_same_size, touch]
RARE += [damage_output, damage_cache, toggle_drafts]
EDITS = [*USUAL, *RARE]


def build_problems(build: Callable[[], Any], folder: Path) -> str:
    """Build; return the problems that were raised, without the path of `folder`."""
    try:
        build()
    except (ArchiveError, StagingError) as error:
        return str(error).replace(str(folder), "")
    return ""
