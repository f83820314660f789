"""Digests: the reports made of GED events, one for each country and day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

import msgspec

from plugins.archive.editing.report_writer import file_text
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.files.folder import report_path
from plugins.archive.model.entries import Author, Series, Source, Tag
from plugins.archive.model.report import Citation, Deaths, Event, Report
from plugins.archive.text.spelling import normalize, slugify
from plugins.importers.ucdp.actor_lookup import Sides
from plugins.importers.ucdp.actor_names import Cast
from plugins.importers.ucdp.articles import Article
from plugins.importers.ucdp.body_text import body
from plugins.importers.ucdp.checksum import sealed, unsealed
from plugins.importers.ucdp.date_ranges import when_of
from plugins.importers.ucdp.day import Day
from plugins.importers.ucdp.event_summary import notice
from plugins.importers.ucdp.ged import GedEvent
from plugins.importers.ucdp.incident import Incident, weight
from plugins.importers.ucdp.introduction import summary, title
from plugins.importers.ucdp.place_phrases import whereabouts
from plugins.importers.ucdp.region_lookup import Gazetteer
from plugins.importers.ucdp.registry_builder import Ledger
from plugins.importers.ucdp.sentence_picker import Wording

DATASET = "ucdp-ged"
TITLE = "UCDP Georeferenced Event Dataset"
NOTE = (
    "Sundberg & Melander 2013 (Journal of Peace Research 50(4)) and Högbladh 2019; Uppsala Conflict Data Program, "
    "CC BY 4.0."
)
VIOLENCE = {1: "State-based violence", 2: "Non-state violence", 3: "One-sided violence"}


class Digest(msgspec.Struct, frozen=True):
    """One digest: where its file belongs under the content folder, its report, and the whole text of the file."""

    path: str
    report: Report
    text: str


@dataclass(frozen=True, slots=True)
class Press:
    """Makes digests of events, adding to `ledger` what the registry lacks."""

    ledger: Ledger
    types: dict[int, str] = field(default_factory=dict)

    def digests(self, events: Sequence[GedEvent]) -> Iterator[Digest]:
        """Yield a digest for each country and day of `events`, in the order of days."""
        incidents = [self._incident(event) for event in events]
        grouped: dict[tuple[date, str], list[Incident]] = {}
        for incident in incidents:
            land = incident.region.split("/")[0]
            grouped.setdefault((incident.event.first, land), []).append(incident)
        for (day, land), group in sorted(grouped.items()):
            yield self._digest(Day(day, land, tuple(sorted(group, key=weight)), self.ledger))

    def _incident(self, event: GedEvent) -> Incident:
        spot = Gazetteer(self.ledger).spot(
            event.country, event.division, event.place, (event.latitude, event.longitude)
        )
        region, section = self.ledger.region(spot.region), self.ledger.region(spot.section)
        return Incident(
            event=event,
            when=when_of(event.first, event.last, event.date_precision),
            region=spot.region,
            section=spot.section,
            where=whereabouts(spot, region, section, event.place_precision),
            place="" if spot.exact else spot.place.text,
            side_a=Sides(self.ledger).actors(event.side_a),
            side_b=Sides(self.ledger).actors(event.side_b),
            offices=tuple(dict.fromkeys(self.source(article.office) for article in event.articles if article.office)),
        )

    def source(self, office: str) -> str:
        """Return the id of who published an article; spaces do not tell `Air Wars` from `Airwars`."""
        if not office:
            return self.dataset()
        found = self.ledger.named("source", office) or [
            entry
            for entry in self.ledger.entries["source"].values()
            if any(_squashed(office) == _squashed(name) for name in entry.spellings())
        ]
        if found:
            return found[0].id
        entry = Source(id=self.ledger.free_id("source", office), name=office, kind="publisher")
        return self.ledger.add("source", entry).id

    def dataset(self) -> str:
        """Return the id of the data set as a source."""
        found = self.ledger.named("source", TITLE) or self.ledger.named("source", "UCDP")
        entry = Source(id="ucdp", name=TITLE, kind="dataset", url="https://ucdp.uu.se/")
        return found[0].id if found else self._standing("source", entry)

    def _standing(self, kind: EntryKind, entry: Source | Tag | Series | Author) -> str:
        """Return the id of an entry that every digest needs, added where it is missing."""
        if entry.id not in self.ledger.entries[kind]:
            self.ledger.add(kind, entry)
        return entry.id

    def _type(self, violence: int) -> str:
        name = VIOLENCE[violence]
        found = [tag for tag in self.ledger.named("tag", name) if tag.kind == "event-type"]
        return found[0].id if found else self._standing("tag", Tag(id=slugify(name), name=name, kind="event-type"))

    def _digest(self, day: Day) -> Digest:
        stem = f"{day.date_.isoformat()}-ucdp-digest-{day.land}"
        citations, numbers = self._citations(day)
        report = Report(
            title=title(day),
            date=day.date_,
            regions=tuple(dict.fromkeys(incident.section for incident in day.incidents)),
            actors=tuple(dict.fromkeys(a for incident in day.incidents for a in (*incident.side_a, *incident.side_b))),
            tags=(self._standing("tag", Tag(id="ucdp-digest", name="UCDP digest", kind="topic")),),
            summary=summary(day, Cast(self.ledger, day.date_, day.land, plain=True)),
            series=self._standing("series", Series(id="ucdp-daily-digest", name="Daily digest from UCDP GED")),
            authors=(self._standing("author", Author(id="importer", name="Dataset import")),),
            citations=tuple(citations),
            events=tuple(self._events(day, numbers)),
            lang="en",
            imported=unsealed(DATASET),
        )
        text = sealed(file_text(report, body(day, Cast(self.ledger, day.date_, day.land))))
        return Digest(report_path(stem), report, text)

    def _citations(self, day: Day) -> tuple[list[Citation], dict[Article, int]]:
        """Return the source list, each article once and the data set last, and each article's number in it."""
        citations: list[Citation] = []
        numbers: dict[Article, int] = {}
        for article in dict.fromkeys(article for incident in day.incidents for article in incident.event.articles):
            publisher = self.source(article.office)
            citation = Citation(publisher=publisher, title=article.headline, published=article.published)
            if citation not in citations:
                citations.append(citation)
            numbers[article] = citations.index(citation) + 1
        return [*citations, Citation(publisher=self.dataset(), title=TITLE, note=NOTE)], numbers

    def _events(self, day: Day, numbers: dict[Article, int]) -> Iterator[Event]:
        wording = Wording()
        last = max(numbers.values(), default=0) + 1
        for incident in day.incidents:
            event = incident.event
            cast = Cast(self.ledger, day.date_, day.land, plain=True)
            cited = sorted({numbers[article] for article in event.articles})
            yield Event(
                id=f"ucdp-{slugify(event.id)}",
                date=incident.when,
                type=self._type(event.violence),
                region=incident.region,
                place=incident.place,
                coordinates=(event.latitude, event.longitude),
                place_precision=event.place_precision,
                actors=tuple(dict.fromkeys((*incident.side_a, *incident.side_b))),
                summary=notice(incident, cast, wording),
                attributed_to=incident.offices,
                sources=(*cited, last),
                deaths=Deaths(event.low, event.best, event.high),
                identifiers=(("ucdp", event.id),),
            )


def _squashed(name: str) -> str:
    return normalize(name).replace(" ", "")
