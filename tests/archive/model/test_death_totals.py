"""Death totals: deaths are added up over events, each counted once, in any order."""

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
    """Return the events of one report."""
    one = report(stem, *events)
    return [DatedEvent(each, one, index) for index, each in enumerate(events)]


def expected(deaths: Collection[Deaths]) -> DeathTotals | None:
    """Return the expected totals."""
    low, best, high = (sum(getattr(one, part) for one in deaths) for part in ("low", "best", "high"))
    return DeathTotals(low, best, high, len(deaths)) if deaths else None


def test_no_recorded_deaths_give_none() -> None:
    """Events without recorded deaths give None, which is different from zero deaths."""
    assert total_deaths([]) is None
    assert total_deaths(dated(event("a"), event("b"))) is None
    assert total_deaths(dated(event("a", deaths=Deaths(0, 0, 0)), event("b"))) == DeathTotals(0, 0, 0, 1)


@settings(deadline=None, max_examples=60)
@given(st.lists(ESTIMATES), st.randoms(use_true_random=False))
def test_estimates_are_added_separately(estimates: list[Deaths | None], chance: Random) -> None:
    """Low, best and high estimates are added separately over the events that have them, in any order."""
    events = dated(*(event(f"e{n}", deaths=deaths) for n, deaths in enumerate(estimates)))
    chance.shuffle(events)
    assert total_deaths(events) == expected([deaths for deaths in estimates if deaths])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(ESTIMATES, st.integers(0, 3)), max_size=12), st.randoms(use_true_random=False))
def test_event_of_several_reports_is_counted_once(drawn: list[tuple[Deaths | None, int]], chance: Random) -> None:
    """Events with one identifier are counted once, with the deaths of the newest report that has them."""
    newest: dict[int, Deaths] = {}
    events: list[DatedEvent] = []
    for number, (deaths, name) in enumerate(drawn):
        named = event("one", deaths=deaths, identifiers=(("ucdp", str(name)),))
        events += dated(named, stem=f"2020-01-{number + 1:02d}-sample")
        newest |= {name: deaths} if deaths else {}
    chance.shuffle(events)
    assert total_deaths(events) == expected(newest.values())


def test_identifiers_are_compared_within_a_data_set() -> None:
    """The same number in another data set is another event."""
    first = dated(event("a", deaths=Deaths(1, 2, 3), identifiers=(("ucdp", "7"),)))
    other = dated(event("b", deaths=Deaths(1, 1, 1), identifiers=(("acled", "7"),)), stem="2020-01-03-other")
    assert total_deaths(first + other) == DeathTotals(2, 3, 4, 2)


def test_events_of_one_conflict_are_different_events() -> None:
    """The ids of a conflict and of a pair of opponents are those of many events."""
    shared = ("ucdp-conflict", "299"), ("ucdp-dyad", "11973")
    events = [event(name, deaths=Deaths(1, 1, 1), identifiers=(("ucdp", name), *shared)) for name in ("1", "2")]
    assert total_deaths(dated(*events)) == DeathTotals(2, 2, 2, 2)
    unnamed = [event(name, deaths=Deaths(1, 1, 1), identifiers=shared) for name in ("1", "2")]
    assert total_deaths(dated(*unnamed)) == DeathTotals(2, 2, 2, 2)
