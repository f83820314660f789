"""Digests: the reports generated from GED events, one for each country and day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec
from msgspec.structs import replace

from plugins.archive import limits
from plugins.archive.editing.report_writer import file_text
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.entries import Author, Series, Source, Tag
from plugins.archive.model.report import Citation, Correction, Event, Imported, Report
from plugins.archive.text.slugs import slugify
from plugins.importers.checksum import ZEROS, with_checksum
from plugins.importers.registry_builder import RegistryBuilder
from plugins.importers.ucdp.actor_lookup import ActorLookup
from plugins.importers.ucdp.articles import Article
from plugins.importers.ucdp.day import Day, Incident, by_deaths, split_day
from plugins.importers.ucdp.digest_text import body, summary, title
from plugins.importers.ucdp.event_summary import event_summary
from plugins.importers.ucdp.ged import NON_STATE, ONE_SIDED, STATE_BASED, GedEvent
from plugins.importers.ucdp.region_lookup import RegionLookup

SUMMARY_LENGTH = 1_000
DATASET_NAME = "ucdp-ged"
"""The name of the data set in `imported` and in the manifest."""
DATASET = Source(id="ucdp", name="UCDP Georeferenced Event Dataset", kind="dataset", url="https://ucdp.uu.se/")
NOTE = """Sundberg & Melander 2013 (Journal of Peace Research 50(4)) and Högbladh 2019; Uppsala Conflict Data Program, \
CC BY 4.0."""
TAG = Tag(id="ucdp-digest", name="UCDP digest", kind="topic")
SERIES = Series(id="ucdp-daily-digest", name="Daily digest from UCDP GED")
AUTHOR = Author(id="importer", name="Dataset import")
VIOLENCE = {STATE_BASED: "State-based violence", NON_STATE: "Non-state violence", ONE_SIDED: "One-sided violence"}


class Digest(msgspec.Struct, frozen=True):
    """One digest: its report, the Markdown of its body, and the ids of its events in the data set."""

    report: Report
    body: str
    event_ids: tuple[str, ...]

    def text(self, corrections: tuple[Correction, ...] = ()) -> str:
        """Return the text of its file."""
        return with_checksum(file_text(replace(self.report, corrections=corrections), self.body))


class DigestWriter:
    """Writes digests of events and adds to `registry` what it lacks.

    Register all events before the first digest: which entries are added, and their names, depends on all events.
    """

    def __init__(self, registry: RegistryBuilder) -> None:
        self.registry, self._actors, self._regions = registry, ActorLookup(registry), RegionLookup(registry)
        self._source("")
        self._ensure("tag", TAG)
        self._ensure("series", SERIES)
        self._ensure("author", AUTHOR)

    def register(self, event: GedEvent) -> None:
        """Add the entries that an event needs to the registry."""
        self._incident(event)
        self._event_type(event.violence)

    def stem(self, day: date, country: str) -> str:
        """Return the stem of the digest of a day; `country` is spelled as in the data set."""
        return f"{day}-ucdp-digest-{self._regions.country(country).id}"

    def digests(self, events: Sequence[GedEvent]) -> Iterator[Digest]:
        """Yield the digest of events that begin on one day in one country, in parts if one report cannot hold them."""
        incidents = sorted(map(self._incident, events), key=by_deaths)
        parts = split_day(incidents)
        for number, part in enumerate(parts, 1):
            country = part[0].region.split("/")[0]
            yield self._digest(Day(part[0].event.first, country, part, self.registry, number, len(parts)))

    def _incident(self, event: GedEvent) -> Incident:
        location = self._regions.location(event)
        return Incident(
            event=event,
            region=location.region,
            division=location.division,
            place=location.place,
            side_a=self._actors.side(event.side_a, event.side_a_id, event.first),
            side_b=self._actors.side(event.side_b, event.side_b_id, event.first),
            sources=tuple(dict.fromkeys(self._source(article.office) for article in event.articles if article.office)),
        )

    def _source(self, office: str) -> str:
        """Return the id of an article's publisher, or of the data set."""
        if not office:
            return self._ensure("source", DATASET, DATASET.name, "UCDP")
        if found := self.registry.only("source", office, self.registry.named("source", office)):
            return found.id
        entry_id = self.registry.free_id("source", office)
        return self.registry.add("source", Source(id=entry_id, name=office, kind="publisher")).id

    def _event_type(self, violence: int) -> str:
        name = VIOLENCE[violence]
        return self._ensure("tag", Tag(id=slugify(name), name=name, kind="event-type"), name)

    def _ensure(self, kind: EntryKind, entry: Source | Tag | Series | Author, *names: str) -> str:
        """Return the id of an entry of one of these names, or of `entry`, which is added if it is missing."""
        for name in names:
            same_kind = [
                found for found in self.registry.named(kind, name) if kind != "tag" or found.kind == entry.kind
            ]
            if found := self.registry.only(kind, name, same_kind):
                return found.id
        if entry.id not in self.registry.entries[kind]:
            self.registry.add(kind, entry)
        return entry.id

    def _digest(self, day: Day) -> Digest:
        citations, numbers = self._citations(day)
        actors = (actor for incident in day.incidents for actor in _participants(incident))
        report = Report(
            title=title(day),
            date=day.first,
            regions=tuple(dict.fromkeys(incident.division for incident in day.incidents)),
            actors=tuple(dict.fromkeys(actors)),
            tags=(self._ensure("tag", TAG),),
            summary=_cut(summary(day)),
            series=self._ensure("series", SERIES),
            authors=(self._ensure("author", AUTHOR),),
            citations=tuple(citations),
            events=tuple(self._event(incident, numbers, len(citations)) for incident in day.incidents),
            lang="en",
            imported=Imported(DATASET_NAME, ZEROS),
        )
        return Digest(report, body(day), tuple(incident.event.id for incident in day.incidents))

    def _citations(self, day: Day) -> tuple[list[Citation], dict[Article, int]]:
        """Return the source list, each article once and the data set last, and each article's number in it."""
        citations: dict[Citation, int] = {}
        numbers: dict[Article, int] = {}
        for article in (article for incident in day.incidents for article in incident.event.articles):
            publisher = self._source(article.office)
            citation = Citation(publisher=publisher, title=article.headline, published=article.published)
            numbers[article] = citations.setdefault(citation, len(citations) + 1)
        return [*citations, Citation(publisher=self._source(""), title=DATASET.name, note=NOTE)], numbers

    def _event(self, incident: Incident, numbers: dict[Article, int], dataset_number: int) -> Event:
        event = incident.event
        identifiers = ("ucdp", event.id), ("ucdp-conflict", event.conflict_id), ("ucdp-dyad", event.dyad_id)
        return Event(
            id=f"ucdp-{slugify(event.id)}",
            date=incident.date,
            type=self._event_type(event.violence),
            region=incident.region,
            place=incident.place,
            coordinates=event.coordinates,
            place_precision=event.place_precision,
            actors=_participants(incident),
            summary=_cut(event_summary(incident)),
            attributed_to=incident.sources[: limits.EVENT_LIST_ITEMS],
            sources=(
                *sorted({numbers[article] for article in event.articles})[: limits.LIST_ITEMS - 1],
                dataset_number,
            ),
            deaths=event.deaths,
            identifiers=tuple(pair for pair in identifiers if pair[1]),
        )


def _participants(incident: Incident) -> tuple[str, ...]:
    """Return the actors of an event, as many as an event may have; its summary names all of them."""
    return tuple(dict.fromkeys((*incident.side_a.actors, *incident.side_b.actors)))[: limits.EVENT_LIST_ITEMS]


def _cut(summary: str) -> str:
    """Return a summary that is as long as the schema allows."""
    return summary if len(summary) <= SUMMARY_LENGTH else f"{summary[: SUMMARY_LENGTH - 1].rstrip()}…"
