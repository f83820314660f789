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
from plugins.pages.report.how_to_cite import SuggestedCitation
from plugins.pages.report.page import AuthorBox
from plugins.pages.report.sources import SourceLine
from plugins.pages.timeline.month_calendar import CalendarDay, MonthCalendar
from plugins.pages.timeline.pages import Period
from plugins.pages.view_models import DateText, EventCard, Fact, Link, Pager, ReportCard

HREF = "#links"
"""The address of all sample links: a section of the style guide."""
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


def _link(text: str, count: int | None = None, note: str = "") -> Link:
    return Link(text, HREF, count, note)


IMPRECISE_EVENT = EventCard(
    anchor="event-third",
    href=HREF,
    when=MONTH,
    type=_link("Fog"),
    summary="Fog was seen.",
    report=_link("The lamp of Port Almond fails for an hour"),
)
SQUARES = tuple(f"M{20 + 100 * n} 20h90v90h-90z" for n in range(6))
AREAS = ("Fell", "Mole", "Northland", "Sound", "Strand", "Almond")


class Samples(msgspec.Struct, frozen=True, kw_only=True):
    """A sample of each component; `map` is a country of six square areas, one of each shade."""

    date: DateText = DAY
    links: tuple[Link, ...] = (
        _link("Port Almond", 1204),
        _link("Fog"),
        _link("Harbour Board", note="Harbour Office"),
        Link("مرفأ اللوز", HREF, lang="ar"),
    )
    report: ReportCard = ReportCard(
        title="The lamp of Port Almond fails for an hour",
        href=HREF,
        date=DAY,
        summary="The lamp went out shortly before midnight; two sources differ on how long it stayed dark.",
        regions=(_link("Port Almond"), _link("Northland")),
        series=_link("Logbook"),
        events=3,
    )
    draft: ReportCard = msgspec.structs.replace(report, draft=True)
    event: EventCard = EventCard(
        anchor="event-lamp",
        href=HREF,
        when=DAY,
        type=_link("Outage"),
        summary="The lamp failed for an hour, or for two.",
        report=_link("The lamp of Port Almond fails for an hour"),
        region=(_link("Port Almond"), _link("Northland")),
        place="at the southern mole",
        actors=(_link("Harbour Board", note="Harbour Office"), _link("Pilots' Guild")),
        tags=(_link("Fog"),),
        attributed=(_link("The Almond Gazette"),),
        cited=(Link("1", HREF),),
        credibility="possibly true",
        deaths="0–2 deaths, best estimate 0",
        coordinates="54.1000, 8.2000",
        precision="within about 25 km",
        identifiers=(("ledger", "257422"),),
    )
    days: tuple[EventDay, ...] = (
        EventDay(DAY, 1, (event, msgspec.structs.replace(event, anchor="event-second", deaths=""))),
        EventDay(MONTH, 3, (IMPRECISE_EVENT,)),
    )
    facts: tuple[Fact, ...] = (
        Fact("Kind", (Link("Town", ""),)),
        Fact("Lies in", (_link("Northland"),)),
        Fact("Near", links),
    )
    pager: Pager = Pager(_link("Newer"), _link("Older"), "Page 3 of 7")
    entries: tuple[EntryLine, ...] = (
        EntryLine(_link("Northland"), 0, "", 12, 4),
        EntryLine(_link("Port Almond"), 1, "Almondhaven", 9, 3),
        EntryLine(_link("Southern mole"), 2, "", 0, 0),
    )
    periods: tuple[Period, ...] = (
        Period(_link("2020"), 1204, 31),
        Period(_link("2019"), 1, 1),
        Period(_link("2018"), 0, 2),
    )
    month: MonthCalendar = MonthCalendar(
        tuple("MTWTFSS"),
        5,
        tuple(CalendarDay(day, f"{day} November 2019", "" if day % 3 else HREF) for day in range(1, 31)),
    )
    names: EntryNames = EntryNames(
        (NameLine("Harbour Office", "until 1 March 2019", "", ""), NameLine("Harbour Board", "since then", "", "")),
        (NameLine("مجلس المرفأ", "Arabic", "ar", "rtl"), NameLine("HB", "acronym", "", "")),
    )
    statistics: Statistics = Statistics(
        (
            Statistic("Events", "1,204"),
            Statistic("Reports", "31"),
            Statistic("Deaths", "40", "12–96"),
            Statistic("First to last event", "1 April 2018 – 3 November 2023", is_text=True),
        ),
        has_deaths=True,
    )
    ranking: Ranking = Ranking(
        "Actors",
        (
            RankingLine(_link("Pilots' Guild"), 48, 100, HREF, "48 events"),
            RankingLine(_link("Harbour Board"), 30, 62, HREF, "30 events"),
        ),
        (RankingLine(_link("Keepers"), 6, 12, HREF, "6 events"),),
        _link("12 more"),
        "3 events name no actor",
    )
    corrections: tuple[CorrectionLine, ...] = (
        CorrectionLine(DAY, "The mole was first called the northern one.", _link("The lamp fails")),
        CorrectionLine(MONTH, "The hour was added."),
    )
    sources: tuple[SourceLine, ...] = (
        SourceLine(
            anchor="source-1",
            number=1,
            publisher=_link("The Almond Gazette"),
            title="Harbour notes",
            author="A. Keeper",
            published=DAY,
            url="https://example.org/notes",
            archived="https://example.org/archive/notes",
            note="The evening edition.",
            reliability="B (usually reliable)",
            cited_by=Fact("Cited by events", (Link("#1", HREF), Link("#3", HREF))),
        ),
    )
    authors: tuple[AuthorBox, ...] = (
        AuthorBox("The editors", "They maintain the archive.", "https://example.org/editors"),
    )
    citation: SuggestedCitation = SuggestedCitation(
        "A. Keeper. ", "The lamp of Port Almond fails.", " Small archive, 2 November 2019. ", "https://example.org/"
    )
    body: tuple[Section, ...] = split_sections(BODY)
    map: AreaMap = AreaMap(
        title="Northland",
        width=640,
        height=130,
        label_size=13,
        land=("M10 10h620v110h-620z",),
        areas=tuple(
            MapArea(f"{name}: {9 * n} events", HREF, SQUARES[n], n, MapLabel(65 + 100 * n, 65, name, str(9 * n)))
            for n, name in enumerate(AREAS)
        ),
        current=SQUARES[2],
        legend=tuple(LegendItem(n, str(9 * n)) for n in range(1, 6)),
        regions=tuple(_link(name, 9 * n) for n, name in enumerate(AREAS) if n),
        unplaced="3 events",
        attributions=(MapAttribution(Link("Made up", ""), Link("free", "")),),
    )
