"""Related reports: chosen for what they share, with the reason, at a bounded cost."""

from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.model.catalogue import build_catalogue
from plugins.archive.model.related import NEIGHBOURS_PER_LIST, RelatedReports, event_signatures, similarity_keys
from plugins.archive.model.report import Report
from tests.samples import event, report

STEMS = [f"2020-01-{day:02d}-r" for day in range(1, 13)]
WORDS = st.lists(st.sampled_from(["guard", "pilots"]), unique=True).map(tuple)
PLACES = st.sampled_from([("land/north",), ("land/south",), ("land/north/port", "land/south")])


def related(*reports: Report) -> RelatedReports:
    """Return the finder of an archive of `reports`."""
    return RelatedReports(build_catalogue(reports))


def filler(count: int) -> list[Report]:
    """Return reports that share nothing with anything but the country."""
    return [report(f"2010-{1 + n // 28:02d}-{1 + n % 28:02d}-filler-{n}", regions=("land",)) for n in range(count)]


def test_the_same_story_comes_first() -> None:
    """A report that tells of the same event stands before one that shares an actor only."""
    told = event("e", "2020-01-01", region="land/north/port", actors=("guard",))
    one = report("2020-01-02-one", told)
    same = report("2020-01-03-same", told)
    actor = report("2020-01-02-actor", event("e", "2020-01-02", region="land/south", actors=("guard",)))
    found = related(one, same, actor, *filler(20)).find_related(one)
    assert [r.stem for r in found] == ["2020-01-03-same", "2020-01-02-actor"]
    assert [r.same_event for r in found] == [True, False]
    assert ("actor", "guard") in found[1].shared


def test_an_identifier_makes_the_same_event() -> None:
    """Two reports with one identifier of a data set tell of one event, wherever they say it was."""
    one = event("a", "2020-01-01", region="land/north", identifiers=(("ucdp", "7"),))
    other = event("b", "2020-05", region="land/south", identifiers=(("ucdp", "7"),))
    assert set(event_signatures(one)) & set(event_signatures(other)) == {"ucdp:7"}


def test_a_vague_event_is_not_the_same() -> None:
    """A month or a whole country in common is no event in common."""
    assert event_signatures(event("a", "2020-01", region="land/north", actors=("guard",))) == []
    assert event_signatures(event("a", "2020-01-01", region="land", actors=("guard",))) == []


def test_nothing_in_common_is_not_related() -> None:
    """What every report shares relates none of them."""
    reports = filler(8)
    assert related(*reports).find_related(reports[0]) == []


@given(st.lists(st.tuples(WORDS, PLACES), min_size=2, max_size=len(STEMS)))
def test_what_is_shared_is_shared_by_both(drawn: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
    """Each reason holds for both reports, the distance is theirs, none is its own relative, and none is named twice."""
    reports = [
        report(stem, actors=actors, regions=places) for stem, (actors, places) in zip(STEMS, drawn, strict=False)
    ]
    finder = related(*reports, *filler(5))
    by_stem = {one.stem: one for one in reports}
    for one in reports:
        found = finder.find_related(one)
        assert one.stem not in {r.stem for r in found}
        assert len({r.stem for r in found}) == len(found) <= 4
        for other in found:
            assert set(other.shared) <= similarity_keys(one) & similarity_keys(by_stem[other.stem])
            assert other.days == abs((one.date - by_stem[other.stem].date).days)


@given(st.integers(2, 6))
def test_few_reports_are_related_to_each_other(count: int) -> None:
    """Where there are no more than are shown, being related goes both ways."""
    reports = [report(stem, actors=("guard",), regions=("land/north",)) for stem in STEMS[:count]]
    finder = related(*reports, *filler(30))
    for one in reports[:5]:
        assert {r.stem for r in finder.find_related(one, most=9)} == {r.stem for r in reports} - {one.stem}


def test_cost_is_bounded() -> None:
    """A report is compared with a bounded number of others, however many share its entries."""
    reports = [report(f"{1990 + n // 300}-01-01-r{n}", actors=("guard",), regions=("land",)) for n in range(1500)]
    finder = related(*reports, *(report(f"1980-01-01-f{n}", regions=("land",)) for n in range(3000)))
    keys = len(similarity_keys(reports[0]))
    found = [finder.find_related(one, most=1500) for one in (reports[0], reports[700], reports[1499])]
    assert all(0 < len(others) <= 2 * NEIGHBOURS_PER_LIST * keys for others in found)


def test_the_answer_is_always_the_same() -> None:
    """Equal scores are settled by nearness and order, never by chance."""
    reports = [report(stem, actors=("guard",), regions=("land/north",)) for stem in STEMS]
    expected = [r.stem for r in related(*reports, *filler(9)).find_related(reports[5])]
    assert expected == [r.stem for r in related(*reversed(filler(9)), *reversed(reports)).find_related(reports[5])]
    assert expected[0] in {STEMS[4], STEMS[6]}
