"""Made-up content for the components of the style guide, each with everything it can show."""

from __future__ import annotations

import msgspec

from plugins.pages.body_sections import Section, split_sections
from plugins.pages.entry.index import EntryLine
from plugins.pages.entry.names import EntryNames, NameLine
from plugins.pages.entry.ranking import Ranking, RankingLine
from plugins.pages.entry.statistics import Statistic, Statistics
from plugins.pages.maps.view_models import AreaMap, LegendItem, MapArea, MapAttribution, MapLabel
from plugins.pages.report.corrections import CorrectionLine
from plugins.pages.report.event_days import EventDay
from plugins.pages.report.page import AuthorBox
from plugins.pages.report.sources import SourceLine
from plugins.pages.timeline.month_calendar import CalendarDay, MonthCalendar
from plugins.pages.timeline.pages import Period
from plugins.pages.view_models import DateText, EventCard, Fact, Link, Pager, ReportCard

DAY = DateText("2 November 2019", "2019-11-02", exact=True)
MONTH = DateText("about November 2019", "2019-11")
BODY = """
<p>The lamp went out shortly before midnight; <em>The Almond Gazette</em> says that it burned again
<a href="#prose">within the hour</a>, the harbour office that it took two.
<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup></p>
<h2 id="what-was-seen">What was seen</h2>
<ul><li>two ships at anchor, with <code>B-12</code> painted on the bow;</li><li>no fog.</li></ul>
<blockquote><p>Nobody can remember a darker night.</p></blockquote>
<div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table><thead><tr><th>Hour</th>
<th class="align-end">Ships</th></tr></thead><tbody><tr><td>Eleven</td><td class="align-end">2</td></tr>
<tr><td>Midnight</td><td class="align-end">14</td></tr></tbody></table></div>
<h3 id="what-is-not-known">What is not known</h3>
<p>Why it went out.</p>
<hr class="footnotes-sep"><section class="footnotes" aria-label="Footnotes"><ol class="footnotes-list">
<li id="fn1" class="footnote-item"><p>Harbour notes, <a rel="external" href="https://example.org/notes">page 4</a>.
<a href="#fnref1" class="footnote-backref" aria-label="Back to the text">↩</a></p></li></ol></section>
"""
"""A rendered body with every kind of element."""


class StyleguideSamples(msgspec.Struct, frozen=True):
    """Samples whose links all have the address `here`."""

    here: str

    def link(self, text: str, count: int | None = None, note: str = "") -> Link:
        """Return a link with a number or a note."""
        return Link(text, self.here, count, note)

    def links(self) -> tuple[Link, ...]:
        """Return links of all kinds: plain, with a number, with a note, in another script."""
        arabic = Link("مرفأ اللوز", self.here, lang="ar")
        return (
            self.link("Port Almond", 1204),
            self.link("Fog"),
            self.link("Harbour Board", note="Harbour Office"),
            arabic,
        )

    def report(self, *, draft: bool = False) -> ReportCard:
        """Return a report in a list."""
        return ReportCard(
            title="The lamp of Port Almond fails for an hour",
            href=self.here,
            date=DAY,
            summary="The lamp went out shortly before midnight; two sources differ on how long it stayed dark.",
            regions=(self.link("Port Almond"), self.link("Northland")),
            series=self.link("Logbook"),
            events=3,
            draft=draft,
        )

    def event(self) -> EventCard:
        """Return an event with all fields."""
        return EventCard(
            anchor="event-lamp",
            href=self.here,
            when=DAY,
            type=self.link("Outage"),
            summary="The lamp failed for an hour, or for two.",
            report=self.link("The lamp of Port Almond fails for an hour"),
            region=(self.link("Port Almond"), self.link("Northland")),
            place="at the southern mole",
            actors=(self.link("Harbour Board", note="Harbour Office"), self.link("Pilots' Guild")),
            tags=(self.link("Fog"),),
            attributed=(self.link("The Almond Gazette"),),
            cited=(Link("1", self.here),),
            credibility="possibly true",
            deaths="0–2 deaths, best estimate 0",
            coordinates="54.1000, 8.2000",
            precision="within about 25 km",
            identifiers=(("ledger", "257422"),),
        )

    def days(self) -> tuple[EventDay, ...]:
        """Return events grouped by date; one date is not exact."""
        event, second = self.event(), msgspec.structs.replace(self.event(), anchor="event-second", deaths="")
        third = EventCard(
            anchor="event-third",
            href=self.here,
            when=MONTH,
            type=self.link("Fog"),
            summary="Fog was seen.",
            report=event.report,
        )
        return EventDay(DAY, 1, (event, second)), EventDay(MONTH, 3, (third,))

    def facts(self) -> tuple[Fact, ...]:
        """Return facts with their labels."""
        return Fact("Kind", (Link("Town", ""),)), Fact("Lies in", (self.link("Northland"),)), Fact("Near", self.links())

    def pager(self) -> Pager:
        """Return the links between the pages of a list."""
        return Pager(self.link("Newer"), self.link("Older"), "Page 3 of 7")

    def entries(self) -> tuple[EntryLine, ...]:
        """Return entries of three levels."""
        return (
            EntryLine(self.link("Northland"), 0, "", 12, 4),
            EntryLine(self.link("Port Almond"), 1, "Almondhaven", 9, 3),
            EntryLine(self.link("Southern mole"), 2, "", 0, 0),
        )

    def periods(self) -> tuple[Period, ...]:
        """Return years with their numbers of entries."""
        return Period(self.link("2020"), 1204, 31), Period(self.link("2019"), 1, 1), Period(self.link("2018"), 0, 2)

    def month(self) -> MonthCalendar:
        """Return a month that begins on a Friday and has entries on every third day."""
        days = (CalendarDay(day, f"{day} November 2019", "" if day % 3 else self.here) for day in range(1, 31))
        return MonthCalendar(tuple("MTWTFSS"), 5, tuple(days))

    def names(self) -> EntryNames:
        """Return consecutive names and other names."""
        former = (("Harbour Office", "until 1 March 2019"), ("Harbour Board", "since then"))
        others = (("مجلس المرفأ", "Arabic", "ar", "rtl"), ("HB", "acronym", "", ""))
        return EntryNames(tuple(NameLine(*name, "", "") for name in former), tuple(NameLine(*name) for name in others))

    def statistics(self) -> Statistics:
        """Return statistics of all kinds."""
        period = Statistic("First to last event", "1 April 2018 – 3 November 2023", is_text=True)
        deaths = Statistic("Deaths", "40", "12–96")
        return Statistics((Statistic("Events", "1,204"), Statistic("Reports", "31"), deaths, period), has_deaths=True)

    def ranking(self) -> Ranking:
        """Return a ranking with folded lines, a link and a note."""
        lines = tuple(
            RankingLine(self.link(name), count, share, self.here, f"{count} events")
            for name, count, share in (("Pilots' Guild", 48, 100), ("Harbour Board", 30, 62), ("Keepers", 6, 12))
        )
        return Ranking("Actors", lines[:2], lines[2:], self.link("12 more"), "3 events name no actor")

    def corrections(self) -> tuple[CorrectionLine, ...]:
        """Return corrections."""
        first = CorrectionLine(DAY, "The mole was first called the northern one.", self.link("The lamp fails"))
        return first, CorrectionLine(MONTH, "The hour was added.")

    def sources(self) -> tuple[SourceLine, ...]:
        """Return a source with all fields."""
        line = SourceLine(
            anchor="source-1",
            number=1,
            publisher=self.link("The Almond Gazette"),
            title="Harbour notes",
            author="A. Keeper",
            published=DAY,
            url="https://example.org/notes",
            archived="https://example.org/archive/notes",
            note="The evening edition.",
            reliability="B (usually reliable)",
            cited_by=Fact("Cited by events", (Link("#1", self.here), Link("#3", self.here))),
        )
        return (line,)

    def authors(self) -> tuple[AuthorBox, ...]:
        """Return an author with a biography."""
        return (AuthorBox("The editors", "They maintain the archive.", "https://example.org/editors"),)

    def prose(self) -> tuple[Section, ...]:
        """Return a body in sections."""
        return split_sections(BODY)

    def map(self) -> AreaMap:
        """Return a country of six square areas, one of each shade."""
        squares = tuple(f"M{20 + 100 * n} 20h90v90h-90z" for n in range(6))
        names = ("Fell", "Mole", "Northland", "Sound", "Strand", "Almond")
        areas = tuple(
            MapArea(f"{name}: {9 * n} events", self.here, squares[n], n, MapLabel(65 + 100 * n, 65, name, str(9 * n)))
            for n, name in enumerate(names)
        )
        return AreaMap(
            title="Northland",
            width=640,
            height=130,
            label_size=13,
            land=("M10 10h620v110h-620z",),
            areas=areas,
            current=squares[2],
            legend=tuple(LegendItem(n, str(9 * n)) for n in range(1, 6)),
            regions=tuple(self.link(name, 9 * n) for n, name in enumerate(names) if n),
            unplaced="3 events",
            attributions=(MapAttribution(Link("Made up", ""), Link("free", "")),),
        )
