"""The lead: a digest's title, its summary, and the paragraphs that open it."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator

from plugins.importers.ucdp.actor_names import Cast
from plugins.importers.ucdp.day import Day
from plugins.importers.ucdp.numerals import counted, number, opening
from plugins.importers.ucdp.sentence_picker import Wording
from plugins.importers.ucdp.sentence_values import Telling

MAIN = (
    "The highest toll of the day was recorded {where}, with {deaths} in {deed}.",
    "{Where}, {people} died in {deed}, more than in any other event of the day.",
    "The day's largest event in the records was {deed} {where}, with {deaths}.",
    "Of the day's events, {deed} {where} caused the most deaths, {toll}.",
    "{Deed} {where} cost {lives}, the most of any event of the day.",
)
NEXT = (
    "Next came {deed} {where}, with {deaths}.",
    "It was followed by {deed} {where}, with {deaths}.",
    "The second highest toll, {toll}, is that of {deed} {where}.",
    "{People} died in {deed} {where}, the next highest toll.",
)
EVEN = (
    "No single event of the day caused more than {most}.",
    "The day's deaths are spread over several events, none of them with more than {most}.",
    "None of the day's events stands out: the highest toll of one event is {most}.",
)
LONE = (
    "One event is recorded for this day: {deed} {where}, with {deaths}{split}.",
    "The only event on record for this day is {deed} {where}, with {deaths}{split}.",
)
TOTALS = (
    "In all, UCDP records {events} in {country} on {date}, with {deaths}{spread}.",
    "UCDP's records for {date} hold {events} in {country}, with {deaths}{spread}.",
    "The dataset has {events} in {country} on this day; the best estimates add up to {deaths}{spread}.",
    "Taken together, the best estimates for the {events} of {date} come to {deaths}{spread}.",
    "For the whole of {country}, the records of {date} come to {events} with {deaths}{spread}.",
)
WHO = (
    "Among the dead were {who}.",
    "By status, the dead were {who}.",
    "The records count {who} among the dead.",
    "The dead are given as {who}.",
)
WIDER = (
    "{Wider_records} that {begin} on this day {cover} more than one day; the figures leave {their} {wider_deaths} out.",
    "These figures leave out {wider_records} that {begin} on this day but {cover} more than one day, with "
    "{wider_deaths}.",
    "{Wider_deaths} of {wider_records} dated to more than one day {are_wider} told below and not counted here.",
)
SUMMARY = (
    "{Deaths} in {events}{spread}; {deed} {where} had the highest toll, {toll}.",
    "UCDP's best estimates for the day come to {deaths} in {events}{spread}, with the most, {toll}, {where}.",
    "{Events} on record{spread}, with {deaths}; the largest was {deed} {where}.",
    "{Deed} {where} was the largest of {events} on record{spread}; the deaths of the day come to {total_toll}.",
)
SUMMARY_EVEN = (
    "{Deaths} in {events}{spread}, none of them with more than {most}.",
    "UCDP's best estimates for the day come to {deaths} in {events}{spread}; no event had more than {most}.",
)
SUMMARY_LONE = "The one event on record for the day: {deed} {where}, with {deaths}."


class Overview:
    """The gaps of the whole day and of its main event together."""

    def __init__(self, day: Day, telling: Telling) -> None:
        self._day, self._telling = day, telling

    def __getattr__(self, gap: str) -> object:
        return getattr(self._day if gap in ("events", "deaths", "spread") else self._telling, gap)

    def total_toll(self) -> str:
        """Return the sum of the day's best estimates."""
        return number(self._day.total)


def title(day: Day) -> str:
    """Return `Syria, 22 April 2018: …` with the gist of the day."""
    gists = list(_gists(day))
    gist = gists[zlib.crc32(day.date_.isoformat().encode()) % len(gists)]
    return f"{day.country()}, {day.date()}: {gist}"


def _gists(day: Day) -> Iterator[str]:
    whole = counted(day.total, "death", "deaths")
    if not day.own:
        yield f"{counted(len(day.wider), 'record', 'records')} of more than one day"
        return
    if not day.total:
        yield f"{day.events()} on record, no deaths in the best estimates"
        return
    top = day.own[0]
    if day.main and top.event.best < day.total:
        yield f"{counted(top.event.best, 'death', 'deaths')} {top.where}, {number(day.total)} in all"
    if day.main or len(day.own) == 1:
        yield f"{'fighting' if top.shape == 'fight' else 'violence'} {top.where}, {whole} recorded"
    if len(day.own) == 1:
        return
    divisions = [section for section in day.sections if section != day.land]
    if len(divisions) > 2:
        yield f"{whole} in {number(len(divisions))} {day.division_noun(plural=True)}"
    yield from _places(day, divisions, whole)


def _places(day: Day, divisions: list[str], whole: str) -> Iterator[str]:
    """Say where the most died: one division or two with more than half of the deaths, else only how many events."""
    shares = Counter(dict.fromkeys(divisions, 0))
    for incident in day.own:
        shares[incident.section] += incident.event.best
    leading = [section for section in divisions[:2] if shares[section]]
    for names in (leading[:1], leading[:2]):
        if names and len(names) < len(day.sections) and 2 * sum(shares[name] for name in names) > day.total > 2:
            share = "all" if sum(shares[name] for name in names) == day.total else "most"
            yield f"{whole} recorded, {share} of them in {' and '.join(map(day.name_of, names))}"
            return
    yield f"{whole} in {day.events()}"


def summary(day: Day, cast: Cast) -> str:
    """Return the sentence for lists and search results."""
    wording, key = Wording(), day.date_.isoformat()
    if not day.own:
        return f"{opening(day.wider_records())} of UCDP that {day.begin()} on this day and {day.cover()} a longer time."
    if len(day.own) == 1:
        return wording.fill(SUMMARY_LONE, Telling(day.own[0], cast))
    if day.main is None:
        return wording.fill(wording.least(SUMMARY_EVEN, key), day)
    return wording.fill(wording.least(SUMMARY, key), Overview(day, Telling(day.main, cast)))


def paragraphs(day: Day, cast: Cast, wording: Wording) -> Iterator[str]:
    """Yield the opening paragraphs: the main events and the totals; then who died, and who reported it."""
    yield " ".join(_events(day, cast, wording))
    second = []
    if day.who() and len(day.own) > 1:
        second.append(_say(WHO, day, wording))
    if day.wider:
        second.append(_say(WIDER, day, wording))
    yield " ".join([*second, _reporters(day, cast)])


def _events(day: Day, cast: Cast, wording: Wording) -> Iterator[str]:
    key = day.date_.isoformat()
    if len(day.own) == 1:
        yield wording.fill(wording.least(LONE, key), Telling(day.own[0], cast))
        return
    if day.main:
        yield wording.fill(wording.least(MAIN, key), Telling(day.main, cast))
        second = day.own[1]
        if second.event.best >= 4 and 3 * second.event.best >= day.main.event.best:
            yield wording.fill(wording.least(NEXT, key), Telling(second, cast))
    elif day.total:
        yield _say(EVEN, day, wording)
    if day.own:
        yield _say(TOTALS, day, wording)
    else:
        yield f"No event in {day.country()} is dated to {day.date()} alone."


def _say(frames: tuple[str, ...], day: Day, wording: Wording) -> str:
    return wording.fill(wording.least(frames, day.date_.isoformat()), day)


def _reporters(day: Day, cast: Cast) -> str:
    """Say on whose reports the records rest."""
    sets = Counter(incident.offices for incident in day.incidents)
    whole, nameless = len(day.incidents), sets.pop((), 0)
    if not sets:
        return "The records used here name no sources of their own."
    most, count = max(sets.items(), key=lambda pair: (pair[1], pair[0]))
    others = sorted({office for offices in sets for office in offices} - set(most))
    if count == whole:
        return f"{'The record rests' if whole == 1 else 'All the records rest'} on {cast.sources(most)}."
    verb = "rests" if count == 1 else "rest"
    clauses = [f"{number(count)} of the {number(whole)} records {verb} on {cast.sources(most)} alone"]
    if others:
        left = "the other" if whole - count - nameless == 1 else "others" if nameless else "the others"
        clauses.append(f"{cast.sources(others)} {'is' if len(others) == 1 else 'are'} named for {left}")
    if nameless:
        clauses.append(f"{number(nameless)} {'names' if nameless == 1 else 'name'} no source")
    return opening("; ".join(clauses) + ".")
