"""Related reports: ranked by what they share, with the reasons, at a bounded cost."""

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
    """Return the finder for `reports`."""
    return RelatedReports(build_catalogue(reports))


def filler(count: int) -> list[Report]:
    """Return reports that share only the country with others."""
    return [report(f"2010-{1 + n // 28:02d}-{1 + n % 28:02d}-filler-{n}", regions=("land",)) for n in range(count)]


def test_same_event_ranks_first() -> None:
    """A report of the same event ranks before one that shares only an actor."""
    shared = event("e", "2020-01-01", region="land/north/port", actors=("guard",))
    one = report("2020-01-02-one", shared)
    same = report("2020-01-03-same", shared)
    actor = report("2020-01-02-actor", event("e", "2020-01-02", region="land/south", actors=("guard",)))
    found = related(one, same, actor, *filler(20)).find_related(one)
    assert [r.stem for r in found] == ["2020-01-03-same", "2020-01-02-actor"]
    assert [r.same_event for r in found] == [True, False]
    assert ("actor", "guard") in found[1].shared


def test_shared_identifier_means_the_same_event() -> None:
    """Events with the same identifier are the same event, even with different dates and regions."""
    one = event("a", "2020-01-01", region="land/north", identifiers=(("ucdp", "7"),))
    other = event("b", "2020-05", region="land/south", identifiers=(("ucdp", "7"),))
    assert set(event_signatures(one)) & set(event_signatures(other)) == {"ucdp:7"}


def test_imprecise_events_are_not_the_same() -> None:
    """Events that share only a month or a country are not the same event."""
    assert event_signatures(event("a", "2020-01", region="land/north", actors=("guard",))) == []
    assert event_signatures(event("a", "2020-01-01", region="land", actors=("guard",))) == []


def test_keys_of_all_reports_have_no_weight() -> None:
    """A key that all reports share does not relate them."""
    reports = filler(8)
    assert related(*reports).find_related(reports[0]) == []


@given(st.lists(st.tuples(WORDS, PLACES), min_size=2, max_size=len(STEMS)))
def test_reasons_hold_for_both_reports(drawn: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
    """Shared keys belong to both reports, days are correct, and no report is listed twice or with itself."""
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
def test_relation_is_symmetric_for_few_reports(count: int) -> None:
    """The relation is symmetric if no results are cut off."""
    reports = [report(stem, actors=("guard",), regions=("land/north",)) for stem in STEMS[:count]]
    finder = related(*reports, *filler(30))
    for one in reports[:5]:
        assert {r.stem for r in finder.find_related(one, most=9)} == {r.stem for r in reports} - {one.stem}


def test_number_of_candidates_is_bounded() -> None:
    """A report has a bounded number of candidates, however many reports share its entries."""
    reports = [report(f"{1990 + n // 300}-01-01-r{n}", actors=("guard",), regions=("land",)) for n in range(1500)]
    finder = related(*reports, *(report(f"1980-01-01-f{n}", regions=("land",)) for n in range(3000)))
    keys = len(similarity_keys(reports[0]))
    found = [finder.find_related(one, most=1500) for one in (reports[0], reports[700], reports[1499])]
    assert all(0 < len(others) <= 2 * NEIGHBOURS_PER_LIST * keys for others in found)


def test_result_is_deterministic() -> None:
    """Equal scores are ordered by closeness in time, then by report."""
    reports = [report(stem, actors=("guard",), regions=("land/north",)) for stem in STEMS]
    expected = [r.stem for r in related(*reports, *filler(9)).find_related(reports[5])]
    assert expected == [r.stem for r in related(*reversed(filler(9)), *reversed(reports)).find_related(reports[5])]
    assert expected[0] in {STEMS[4], STEMS[6]}
