"""Labels: how pages write dates and link registry entries, reports and events."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date

from plugins.archive import urls as paths
from plugins.archive.entry_kinds import EntryKind
from plugins.archive.model.catalogue import DatedEvent
from plugins.archive.model.entries import Entry
from plugins.archive.model.registry import Registry, lineage, name_on
from plugins.archive.model.report import Report
from plugins.archive.model.site import is_known_language
from plugins.archive.text.dates import DateSpan
from plugins.archive.urls import Urls
from plugins.pages.phrases import CREDIBILITY, PLACE_PRECISION, coordinates_text, deaths_text
from plugins.pages.view_models import DateText, EventCard, Link, ReportCard

RIGHT_TO_LEFT_SCRIPTS = frozenset({"Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})
"""Scripts (ISO 15924) that are written from right to left in every language."""
DAY = "d MMMM y"
WEEKDAY_AND_DAY = "EEEE, d MMMM y"
DAY_OF_YEAR = "d MMMM"
DAY_OF_MONTH = "d"
MONTH = "MMMM y"
MONTH_NAME = "LLLL"
SHORT_MONTH_NAME = "LLL"
YEAR = "y"
TICK_DAY = "d MMM y"
TICK_DAY_OF_YEAR = "d MMM"
TICK_MONTH = "MMM y"
TICK_MONTH_OF_YEAR = "MMM"
"""All forms of a date (Unicode UTS 35, Date Format Patterns); a tick is a label of a time axis."""
LOCAL_LENGTHS = {DAY: "long", WEEKDAY_AND_DAY: "full"}
LOCAL_SKELETONS = {
    **{DAY_OF_YEAR: "MMMMd", MONTH: "yMMMM", TICK_DAY: "yMMMd"},
    **{TICK_DAY_OF_YEAR: "MMMd", TICK_MONTH: "yMMM"},
}
"""The same forms in other languages than English, by their names in the Unicode CLDR: `1. Februar`, `2018年4月1日`."""
DATE_FORMS = {"day": DAY, "month": MONTH, "year": YEAR}
"""The form of a date by its precision."""


@lru_cache(maxsize=65536)
def day_text(day: date, lang: str, form: str = DAY) -> str:
    """Write a day in the language `lang`."""
    return str(format_date(day, date_pattern(form, lang), locale=Locale.parse(lang, sep="-")))


@lru_cache
def date_pattern(form: str, lang: str) -> str:
    """Return the pattern of a form of dates in a language; that of English is the form itself."""
    locale = Locale.parse(lang, sep="-")
    if locale.language == "en":
        return form
    if form in LOCAL_LENGTHS:
        return str(locale.date_formats[LOCAL_LENGTHS[form]].pattern)
    local = locale.datetime_skeletons.get(LOCAL_SKELETONS.get(form, ""))
    return str(local.pattern) if local else form


@lru_cache
def direction(lang: str) -> str:
    """Return `rtl` or `ltr` for a language; a language that is not in the Unicode CLDR is `ltr`."""
    if not RIGHT_TO_LEFT_SCRIPTS.isdisjoint(lang.split("-")):
        return "rtl"
    if not is_known_language(lang):
        return "ltr"
    return "rtl" if Locale.parse(lang, sep="-").character_order == "right-to-left" else "ltr"


@lru_cache(maxsize=65536)
def when_text(when: DateSpan, lang: str) -> DateText:
    """Write a date so that its precision is visible."""
    about = "about " if when.approximate else ""
    form = DATE_FORMS[when.precision]
    if not when.interval:
        exact = when.precision == "day" and not when.approximate
        return DateText(about + day_text(when.first, lang, form), when.text.rstrip("~"), exact)
    start, end = when.first, when.last
    opening = form
    closing = _end_form(when)
    is_day_first = date_pattern(DAY, lang) == DAY
    if is_day_first and start.year == end.year and when.precision == "day" and closing != YEAR:
        opening = DAY_OF_MONTH if start.month == end.month and closing == form else DAY_OF_YEAR
    return DateText(f"{about}{day_text(start, lang, opening)} – {day_text(end, lang, closing)}")


def _end_form(when: DateSpan) -> str:
    """Return the form of an interval's end, whose precision may differ from that of its start."""
    return DATE_FORMS[("year", "month", "day")[when.text.rstrip("~").rpartition("/")[2].count("-")]]


class Labels:
    """Writes dates and builds the links and list items of one archive; each link and list item is built once."""

    def __init__(self, registry: Registry, urls: Urls, lang: str) -> None:
        self.registry = registry
        self.urls = urls
        self.lang = lang
        self._links: dict[tuple[str, str], Link] = {}
        self._former: dict[tuple[str, str], Link] = {}
        self._report_cards: dict[str, ReportCard] = {}
        self._event_cards: dict[tuple[str, int], EventCard] = {}

    def link(self, kind: EntryKind, entry_id: str) -> Link:
        """Link a registry entry by its main name; `kind` is a key of `urls.SECTIONS`."""
        found = self._links.get((kind, entry_id))
        if found is None:
            entry = self.entry(kind, entry_id)
            found = self._links[kind, entry_id] = Link(entry.name, self.urls.href(paths.entry(kind, entry_id)))
        return found

    def entry(self, kind: EntryKind, entry_id: str) -> Entry:
        """Return a registry entry."""
        return self.registry.entries(kind)[entry_id]

    def actor(self, actor_id: str, day: date) -> Link:
        """Link an actor by its name on `day`; the note is its main name if that differs."""
        link = self.link("actor", actor_id)
        name = name_on(self.registry.actors[actor_id], day)
        return link if name == link.text else self._former_name(name, link)

    def _former_name(self, name: str, link: Link) -> Link:
        """Return the link to an actor by a former name; the same object for the same name."""
        found = self._former.get((name, link.href))
        if found is None:
            found = self._former[name, link.href] = Link(name, link.href, note=link.text)
        return found

    def region_path(self, region_id: str) -> tuple[Link, ...]:
        """Link a region and its ancestors, nearest first."""
        return tuple(self.link("region", each) for each in reversed(lineage(region_id)))

    def when(self, when: DateSpan) -> DateText:
        """Write a date in the archive's language."""
        return when_text(when, self.lang)

    def day(self, day: date) -> DateText:
        """Write a day in the archive's language."""
        return DateText(day_text(day, self.lang), day.isoformat(), exact=True)

    def report(self, report: Report) -> Link:
        """Link a report by its title."""
        return Link(report.title, self.urls.href(paths.report(report.stem)), lang=self.foreign_language(report))

    def foreign_language(self, report: Report) -> str:
        """Return the language of a report if it differs from the archive's, else an empty string."""
        return report.lang if report.lang and report.lang != self.lang else ""

    def report_card(self, report: Report) -> ReportCard:
        """Return the list item of a report; the same object each time."""
        card = self._report_cards.get(report.stem)
        if card is None:
            card = self._report_cards[report.stem] = self._report_card(report)
        return card

    def _report_card(self, report: Report) -> ReportCard:
        lang = self.foreign_language(report)
        return ReportCard(
            title=report.title,
            href=self.urls.href(paths.report(report.stem)),
            date=self.day(report.date),
            summary=report.summary,
            regions=tuple(self.link("region", region) for region in report.regions),
            series=self.link("series", report.series) if report.series else None,
            events=len(report.events),
            lang=lang,
            dir=direction(lang) if lang else "",
            draft=report.status == "draft",
        )

    def event_card(self, dated: DatedEvent) -> EventCard:
        """Return the list item of an event, with links to every registry entry it names; the same object each time."""
        key = dated.report.stem, dated.index
        card = self._event_cards.get(key)
        if card is None:
            card = self._event_cards[key] = self._event_card(dated)
        return card

    def _event_card(self, dated: DatedEvent) -> EventCard:
        event, report = dated.event, dated.report
        page = self.urls.href(paths.report(report.stem))
        return EventCard(
            anchor=paths.event_anchor(event.id),
            href=self.urls.href(paths.event(report.stem, event.id)),
            when=self.when(event.date),
            type=self.link("tag", event.type),
            summary=event.summary,
            report=self.report(report),
            region=self.region_path(event.region),
            place=event.place,
            actors=tuple(self.actor(actor, event.date.first) for actor in event.actors),
            tags=tuple(self.link("tag", tag) for tag in event.tags),
            attributed=tuple(self.link("source", source) for source in event.attributed_to),
            cited=tuple(Link(str(n), f"{page}#{paths.source_anchor(n)}") for n in event.sources),
            deaths=deaths_text(event.deaths),
            identifiers=event.identifiers,
            lang=self.foreign_language(report),
            credibility=CREDIBILITY.get(event.credibility, ""),
            precision=PLACE_PRECISION.get(event.place_precision or 0, ""),
            coordinates=coordinates_text(event.coordinates),
        )
