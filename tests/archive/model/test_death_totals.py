"""The toll: deaths add up over events, each of them once, in whatever order they come."""

from collections.abc import Collection
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.archive.model.catalogue import DatedEvent
from plugins.archive.model.death_totals import DeathTotals, total_deaths
from plugins.archive.model.report import Deaths, Event
from tests.samples import event, report

ESTIMATES = st.none() | st.tuples(*[st.integers(0, 500)] * 3).map(lambda given: Deaths(*sorted(given)))


def dated(*events: Event, stem: str = "2020-01-02-sample") -> list[DatedEvent]:
    """Return events as one report tells them."""
    one = report(stem, *events)
    return [DatedEvent(told, one, place) for place, told in enumerate(events)]


def added(deaths: Collection[Deaths]) -> DeathTotals | None:
    """Add up by hand."""
    low, best, high = (sum(getattr(one, part) for one in deaths) for part in ("low", "best", "high"))
    return DeathTotals(low, best, high, len(deaths)) if deaths else None


def test_nothing_recorded_is_no_toll() -> None:
    """Where no event records deaths there is no figure, which is another thing than none dead."""
    assert total_deaths([]) is None
    assert total_deaths(dated(event("a"), event("b"))) is None
    assert total_deaths(dated(event("a", deaths=Deaths(0, 0, 0)), event("b"))) == DeathTotals(0, 0, 0, 1)


@settings(deadline=None, max_examples=60)
@given(st.lists(ESTIMATES), st.randoms(use_true_random=False))
def test_the_sum_is_that_of_each_estimate(estimates: list[Deaths | None], chance: Random) -> None:
    """Lows, bests and highs add up each for itself, over the events that record any, in any order."""
    events = dated(*(event(f"e{n}", deaths=deaths) for n, deaths in enumerate(estimates)))
    chance.shuffle(events)
    assert total_deaths(events) == added([deaths for deaths in estimates if deaths])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(ESTIMATES, st.integers(0, 3)), max_size=12), st.randoms(use_true_random=False))
def test_an_event_that_several_reports_tell_counts_once(told: list[tuple[Deaths | None, int]], chance: Random) -> None:
    """Events of one identifier count once, as the newest report that has a figure tells it, in any order."""
    newest: dict[int, Deaths] = {}
    events: list[DatedEvent] = []
    for number, (deaths, name) in enumerate(told):
        named = event("one", deaths=deaths, identifiers=(("ucdp", str(name)),))
        events += dated(named, stem=f"2020-01-{number + 1:02d}-sample")
        newest |= {name: deaths} if deaths else {}
    chance.shuffle(events)
    assert total_deaths(events) == added(newest.values())


def test_identifiers_of_other_data_sets_are_others() -> None:
    """The same number in another data set names another event."""
    first = dated(event("a", deaths=Deaths(1, 2, 3), identifiers=(("ucdp", "7"),)))
    other = dated(event("b", deaths=Deaths(1, 1, 1), identifiers=(("acled", "7"),)), stem="2020-01-03-other")
    assert total_deaths(first + other) == DeathTotals(2, 3, 4, 2)
