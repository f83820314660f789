"""Random rows: a digest says nothing that its rows do not say."""

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.archive.archive import read_registry
from plugins.archive.document import read_report
from plugins.archive.files.folder import report_path, scan
from plugins.archive.model.registry import name_on, was_used_on
from plugins.archive.model.report import Deaths, Report
from plugins.archive.problems import Problem
from plugins.archive.text.name_keys import identity_key
from plugins.archive.urls import Urls
from plugins.importers.registry_builder import RegistryBuilder
from plugins.importers.ucdp.digest import DigestWriter
from plugins.importers.ucdp.ged import NON_STATE, ONE_SIDED, STATE_BASED, GedEvent, Victims
from plugins.importers.ucdp.place_phrase import COUNTRY, DISTRICT, DIVISION, EXACT

ROOT = Path(__file__).parents[3]
REGISTRY = read_registry(scan(ROOT / "content", []), [])
FIRST_DAY = date(2012, 1, 1)
DIVISIONS = ("", "Homs Governorate", "Deir ez Zor Governorate", "Daraa Governorate", "Hamah Governorate", "New oblast")
DISTRICTS = ("", "Ar Rastan district", "Third rayon")
TOWNS = ("Ar Rastan town", "Homs town", "Albu Kamal town", "Tasil town", "Upper Village", "Shair gas field")
PLACES = (*TOWNS, *DIVISIONS, *DISTRICTS, "Syria", "Deir ez Zor/Homs border", "Road between Homs and Tartus")
SIDES = {
    "Government of Syria": "118",
    "IS": "234",
    "HTS": "6815",
    "Jabhat Fateh al-Sham": "1170",
    "Nusra Front": "",
    "Civilians": "1",
    "HTS, Southern Front": "7036",
    "Government of Russia (Soviet Union)": "57",
    "New Group": "9001",
    "Renamed Group": "234",
    "Army of Two": "",
}
NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?!\w)")
COUNTED = re.compile(r"\b(\d[\d,]*) (deaths?|events?|civilians?|people|persons?|governorates?|members?|regions?)\b")
PLURALS = ("deaths", "events", "civilians", "people", "governorates", "members", "regions")
COUNTS = st.integers(0, 3) | st.integers(0, 2000)


@st.composite
def ged_events(draw: st.DrawFn) -> GedEvent:
    """Draw a row of Syria on one of a few days, with places and names that occur in the registry or not."""
    first = FIRST_DAY + timedelta(draw(st.sampled_from((0, 500, 1000, 1852, 1853, 1854, 2300))))
    low, best, high = sorted(draw(st.tuples(COUNTS, COUNTS, COUNTS)))
    side_a, side_b = draw(st.sampled_from(list(SIDES))), draw(st.sampled_from(list(SIDES)))
    civilians = draw(st.integers(0, best))
    return GedEvent(
        id=str(draw(st.integers(10**6, 10**7))),
        violence=draw(st.sampled_from((STATE_BASED, NON_STATE, ONE_SIDED))),
        first=first,
        last=first + timedelta(draw(st.sampled_from((0, 0, 0, 1, 6, 40)))),
        date_precision=draw(st.sampled_from((None, 1, 1, 2, 3, 4, 5))),
        country="Syria",
        division=draw(st.sampled_from(DIVISIONS)),
        district=draw(st.sampled_from(DISTRICTS)),
        place=draw(st.sampled_from(PLACES)),
        place_precision=draw(st.sampled_from((None, 1, 2, 3, 4, 5, 6, 7))),
        coordinates=(34.9, 36.7),
        side_a=side_a,
        side_b=side_b,
        side_a_id=SIDES[side_a],
        side_b_id=SIDES[side_b],
        deaths=Deaths(low, best, high),
        victims=draw(st.sampled_from((None, Victims(best - civilians, 0, civilians, 0)))),
        articles=(),
    )


ROWS = st.lists(ged_events(), min_size=1, max_size=6, unique_by=lambda event: event.id)
MANY = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def digests(rows: list[GedEvent]) -> tuple[RegistryBuilder, dict[Report, list[GedEvent]]]:
    """Return the registry after an import of `rows`, and the digests, read as a build does, each with its rows."""
    builder = RegistryBuilder(REGISTRY)
    writer = DigestWriter(builder)
    for row in rows:
        writer.register(row)
    days = [[row for row in rows if row.first == day] for day in sorted({row.first for row in rows})]
    texts = [
        (report_path(writer.stem(day[0].first, "Syria")), one.text()) for day in days for one in writer.digests(day)
    ]
    assert not list(builder.problems())
    problems: list[Problem] = []
    reports = [read_report(path, text.encode(), Urls(), problems) for path, text in texts]
    assert not problems
    return builder, {report: [row for row in rows if row.first == report.date] for report in reports if report}


def prose(report: Report) -> list[str]:
    """Return the sentences and the table cells of a digest, without its last section."""
    body = re.sub(r"<h2 id=.about-these-figures.*", "", report.body.html, flags=re.DOTALL)
    cells = re.findall(r"<(?:p|td|h2)[^>]*>(.*?)</(?:p|td|h2)>", body)
    return [report.title, report.summary, *(event.summary for event in report.events), *cells]


@MANY
@given(ROWS)
def test_counts_and_nouns_agree(rows: list[GedEvent]) -> None:
    """There is no '1 deaths', no '2 event', no 'from no to', and no doubled article or space."""
    for report in digests(rows)[1]:
        for text in prose(report):
            for number, noun in COUNTED.findall(text):
                assert (number != "1") == (noun in PLURALS), text
            assert not re.search(r"\bno (?:and|to)\b|\b(?:the|a|in) (?:the|a|in)\b|  | ,|\b0 \w", text), text
            assert text.count("(") == text.count(")"), text
        assert all(event.summary.startswith("UCDP records ") for event in report.events)
        assert all(event.summary.endswith(".") for event in report.events)


@MANY
@given(ROWS)
def test_every_number_is_in_the_data(rows: list[GedEvent]) -> None:
    """A number in an event's sentence is an estimate, a count of victims or part of a date."""
    for report, events in digests(rows)[1].items():
        by_id = {f"ucdp-{row.id}": row for row in events}
        for event in report.events:
            row = by_id[event.id]
            days = {str(part) for day in (row.first, row.last) for part in (day.day, day.year)}
            counts = {
                *msgspec.structs.astuple(row.deaths),
                *(msgspec.structs.astuple(row.victims) if row.victims else ()),
            }
            known = days | {f"{count:,}" for count in counts}
            assert {number.strip(",") for number in NUMBER.findall(event.summary)} <= known, event.summary
            assert event.deaths == row.deaths


@MANY
@given(ROWS)
def test_no_place_is_finer_than_the_precision(rows: list[GedEvent]) -> None:
    """A town is named only if UCDP knows a place, and an event is in a town's region only if it was exactly there."""
    for report, events in digests(rows)[1].items():
        by_id = {f"ucdp-{row.id}": row for row in events}
        for event in report.events:
            row = by_id[event.id]
            shown = f"{event.summary} {event.place}"
            finer = {COUNTRY: (*TOWNS, *DIVISIONS, *DISTRICTS), DIVISION: (*TOWNS, *DISTRICTS), DISTRICT: TOWNS}
            assert not [name for name in finer.get(row.place_precision or 0, ()) if name and name in shown], shown
            if row.place_precision not in (EXACT, DISTRICT):
                assert event.region.count("/") <= 1
            if not row.division and row.place_precision != DIVISION:
                assert event.region == "syria", shown


@MANY
@given(ROWS)
def test_no_actor_has_a_name_of_another_time(rows: list[GedEvent]) -> None:
    """A dated name is shown only within its dates, and the main name and its acronym not while another was in use."""
    registry, found = digests(rows)
    for report in found:
        for event in report.events:
            for actor in map(registry.actor, event.actors):
                dated = [name for name in actor.names if name.since or name.until]
                outdated = [name.name for name in dated if not was_used_on(name, report.date)]
                if name_on(actor, report.date) != actor.name:
                    outdated += [actor.name, *(name.name for name in actor.names if name.kind == "acronym")]
                assert not [
                    name for name in outdated if re.search(rf"\b{re.escape(name)}\b(?! (?:of|and))", event.summary)
                ]


@MANY
@given(ROWS)
def test_ids_decide_which_actor_it_is(rows: list[GedEvent]) -> None:
    """Sides with one id are the same actors in all rows, and actors with different ids are different entries."""
    registry, found = digests(rows)
    actors: dict[str, set[str]] = {}
    for report, events in found.items():
        by_id = {f"ucdp-{row.id}": row for row in events}
        for event in report.events:
            row = by_id[event.id]
            if row.side_a == row.side_b or "," in row.side_a + row.side_b or "Civilians" in row.side_a + row.side_b:
                continue
            for ucdp_id, actor in zip((row.side_a_id, row.side_b_id), event.actors, strict=False):
                actors.setdefault(ucdp_id, set()).add(actor)
    assert all(len(ids) == 1 for ucdp_id, ids in actors.items() if ucdp_id)
    assert actors.get("234", {"islamic-state"}) == {"islamic-state"}
    names = Counter(identity_key(actor.name) for actor in registry.entries["actor"].values())
    assert max(names.values()) == 1


@MANY
@given(ROWS)
def test_no_row_of_a_table_is_repeated(rows: list[GedEvent]) -> None:
    """Events of one place, time and parties share a row, with the sum of their deaths."""
    twice = [*rows, *(msgspec.structs.replace(row, id=f"9{row.id}") for row in rows)]
    for report, events in digests(twice)[1].items():
        table = re.findall(r"<tr>\s*<td>(.*?)(?: \((\d+) events\))?</td>\s*<td>(.*?)</td>", report.body.html)
        assert sum(int(count or 1) for _, count, _ in table) == len(events)
        places = Counter((place, parties) for place, _, parties in table)
        assert max(places.values()) <= report.body.html.count("<table")
