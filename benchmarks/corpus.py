"""A generated archive of any size, independent of any tool's format; equal sizes give equal archives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random

from benchmarks.random_text import (
    CHOICES,
    capitalize_first,
    clause,
    invented_name,
    paragraph,
    pick,
    sentence,
    split_list,
)

SEED = "sitrep-corpus-1"
FIRST, LAST = date(2010, 1, 1), date(2023, 12, 31)
COUNTRIES, GOVERNORATES, TOWNS = 4, 3, 2
"""Countries, governorates per country, towns per governorate: 40 regions in total."""
SOURCES, AUTHORS, SERIES = 20, 8, 5
SIDES = split_list("""
Northern|Southern|Eastern|Western|Central|Coastal|Highland|Valley|River|Border|Desert|Island|Harbour
Capital|Provincial|Free|United|National|People's|Royal""")
BODIES = split_list("Guard Front|Council|Brigade|Army|Movement|Committee|Militia|Party|Police|Relief Union")
TOPICS = split_list("""
offensive|negotiation|reconciliation|insurgency|air-power|displacement|detention|aid|infrastructure
elections|economy|sanctions|borders|health|water""")
TYPES = split_list("advance|airstrike|ambush|shelling|talks|protest|arrest|evacuation|delivery|raid")


@dataclass(frozen=True, slots=True)
class Entry:
    """A registry entry. A region's id is a path; `other` is a second name."""

    id: str
    name: str
    kind: str
    text: str
    other: str = ""

    @property
    def slug(self) -> str:
        """The last part of the id, which is also unique."""
        return self.id.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Citation:
    """An item of a report's source list."""

    publisher: str
    title: str
    published: date
    url: str


@dataclass(frozen=True, slots=True)
class Event:
    """An event; `sources` are numbers in the report's source list."""

    id: str
    date: str
    type: str
    region: str
    place: str
    coordinates: tuple[float, float]
    actors: tuple[str, ...]
    tags: tuple[str, ...]
    summary: str
    attributed_to: str
    sources: tuple[int, ...]
    credibility: int
    deaths: tuple[int, int, int] | None


@dataclass(frozen=True)
class Report:
    """A report; `code` is a word that only its body contains."""

    stem: str
    code: str
    title: str
    date: date
    regions: tuple[str, ...]
    actors: tuple[str, ...]
    tags: tuple[str, ...]
    summary: str
    series: str
    authors: tuple[str, ...]
    citations: tuple[Citation, ...]
    events: tuple[Event, ...]
    body: str

    @cached_property
    def all_regions(self) -> tuple[str, ...]:
        """The regions of the report and its events, with all enclosing regions."""
        named = (*self.regions, *(event.region for event in self.events))
        return tuple(dict.fromkeys(part for region in named for part in lineage(region)))

    @cached_property
    def all_actors(self) -> tuple[str, ...]:
        """The actors of the report and its events."""
        return tuple(dict.fromkeys((*self.actors, *(actor for event in self.events for actor in event.actors))))

    @cached_property
    def all_tags(self) -> tuple[str, ...]:
        """The tags of the report, and the types and tags of its events."""
        event_tags = (tag for event in self.events for tag in (event.type, *event.tags))
        return tuple(dict.fromkeys((*self.tags, *event_tags)))

    @cached_property
    def all_sources(self) -> tuple[str, ...]:
        """The cited publishers and those that events are attributed to."""
        cited = (citation.publisher for citation in self.citations)
        return tuple(dict.fromkeys((*cited, *(event.attributed_to for event in self.events))))


def lineage(region: str) -> tuple[str, ...]:
    """Return the ids of a region and its enclosing regions, from the inside out."""
    parts = region.split("/")
    return tuple("/".join(parts[:n]) for n in range(len(parts), 0, -1))


def make_slug(name: str) -> str:
    """Return an id made from a name."""
    return "-".join(name.lower().replace("'", "").split())


class Corpus:
    """A generated archive of `size` reports."""

    def __init__(self, size: int) -> None:
        self.size = size
        rng = Random(SEED)
        self.regions = list(_regions(rng))
        names = [f"{side} {body}" for body in BODIES for side in SIDES]
        self.actors = [self._entry(rng, name, "armed-group") for name in names]
        self.tags = [self._entry(rng, word.replace("-", " ").capitalize(), "topic") for word in TOPICS]
        self.tags += [self._entry(rng, word.capitalize(), "event-type") for word in TYPES]
        self.sources = [self._entry(rng, f"{invented_name(rng)} {n} News", "publisher") for n in range(1, SOURCES + 1)]
        self.authors = [self._entry(rng, f"{invented_name(rng, 2)} {invented_name(rng)}", "") for _ in range(AUTHORS)]
        self.series = [self._entry(rng, f"{invented_name(rng)} Weekly", "") for _ in range(SERIES)]
        # A few actors are frequent and many are rare, as in real archives.
        self._weights = [1 / (rank + 8) for rank in range(len(self.actors))]
        self._towns = [region for region in self.regions if region.id.count("/") == 2]

    @staticmethod
    def _entry(rng: Random, name: str, kind: str) -> Entry:
        return Entry(make_slug(name), name, kind, paragraph(rng, 2), invented_name(rng) if kind else "")

    def reports(self) -> Iterator[Report]:
        """Yield the reports in order of their dates, spread evenly over all days."""
        days = (LAST - FIRST).days + 1
        for number in range(self.size):
            yield self._report(number, FIRST + timedelta(number * days // self.size))

    def _report(self, number: int, day: date) -> Report:
        rng = Random(f"{SEED}/{number}")
        towns = rng.sample(self._towns, 2)
        topics = tuple(rng.sample(TOPICS, 2))
        code = f"ref{number + 1:06d}x"
        citations = tuple(self._citation(rng, day, n) for n in (1, 2))
        return Report(
            stem=f"{day.isoformat()}-{towns[0].slug}-{topics[0]}-{number + 1}",
            code=code,
            title=f"{towns[0].name}: {clause(rng)} ({number + 1})",
            date=day,
            regions=tuple(town.id for town in towns),
            actors=self._some_actors(rng, 3),
            tags=topics,
            summary=paragraph(rng, 2),
            series=rng.choice(self.series).id if rng.random() < 0.7 else "",
            authors=(rng.choice(self.authors).id,),
            citations=citations,
            events=tuple(self._event(rng, day, n) for n in (1, 2)),
            body=_body(rng, code),
        )

    def _some_actors(self, rng: Random, count: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(actor.id for actor in rng.choices(self.actors, self._weights, k=count)))

    def _citation(self, rng: Random, day: date, number: int) -> Citation:
        title = capitalize_first(clause(rng))
        return Citation(rng.choice(self.sources).id, title, day, f"https://news.example/{make_slug(title)}-{number}")

    def _event(self, rng: Random, day: date, number: int) -> Event:
        when = max(FIRST, day - timedelta(rng.randrange(3)))
        best = rng.randrange(12)
        return Event(
            id=f"{make_slug(invented_name(rng))}-{number}",
            date=when.isoformat() if rng.random() < 0.95 else when.isoformat()[:7],
            type=rng.choice(TYPES),
            region=rng.choice(self._towns).id,
            place=f"{pick(rng, 'object')}, {invented_name(rng)}",
            coordinates=(round(rng.uniform(30, 37), 4), round(rng.uniform(36, 42), 4)),
            actors=self._some_actors(rng, 2),
            tags=(rng.choice(TOPICS),),
            summary=sentence(rng),
            attributed_to=rng.choice(self.sources).id,
            sources=(number,),
            credibility=rng.randrange(1, 7),
            deaths=(best // 2, best, best * 2) if rng.random() < 0.5 else None,
        )


def _regions(rng: Random) -> Iterator[Entry]:
    """Yield countries, each followed by its governorates, each followed by its towns."""
    names: set[str] = set()

    def region(parent: str, kind: str) -> Entry:
        while (name := invented_name(rng)) in names:
            pass
        names.add(name)
        return Entry(f"{parent}/{make_slug(name)}".lstrip("/"), name, kind, paragraph(rng, 1), invented_name(rng))

    for _ in range(COUNTRIES):
        yield (country := region("", "country"))
        for _ in range(GOVERNORATES):
            yield (governorate := region(country.id, "governorate"))
            yield from (region(governorate.id, "town") for _ in range(TOWNS))


def _body(rng: Random, code: str) -> str:
    """Return about 600 words of Markdown: sections, a link, emphasis, a list, a quotation, a table and a footnote."""
    titles = rng.sample(CHOICES["heading"], 4)
    link = f"[{pick(rng, 'object')}](https://maps.example/{make_slug(invented_name(rng))})"
    items = "\n".join(f"- **{invented_name(rng)}**: {sentence(rng)}" for _ in range(4))
    rows = "\n".join(f"| {pick(rng, 'when')} | {clause(rng)} | {pick(rng, 'sayer')} |" for _ in range(4))
    parts = [
        f"{paragraph(rng, 4)} This is file {code}.",
        f"## {titles[0]}\n\n{paragraph(rng, 4)} It lies close to {link}.",
        paragraph(rng, 4),
        f"## {titles[1]}\n\n{sentence(rng)} *{sentence(rng)}*\n\n{items}",
        f"## {titles[2]}\n\n| When | What | Who |\n| --- | --- | --- |\n{rows}",
        f"> {paragraph(rng, 2)}",
        f"## {titles[3]}\n\n{paragraph(rng, 3)}[^1] {paragraph(rng, 3)}",
        paragraph(rng, 2),
        f"[^1]: {sentence(rng)}",
    ]
    return "\n\n".join(parts)
