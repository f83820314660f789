"""The source list of a report, and the links from sources back to events."""

from plugins.archive.model.report import Citation, Report
from plugins.pages.context import PageContext
from plugins.pages.report.event_days import ordered_events
from plugins.pages.report.sources import SourceLine, source_lines
from plugins.pages.view_models import Fact, Link
from tests.samples import archive, event, report

ONE, TWO = Citation(publisher="gazette", title="One"), Citation(publisher="radio", title="Two")


def lines_of(one: Report) -> tuple[SourceLine, ...]:
    """Return the source list of a report."""
    return source_lines(one, ordered_events(one), PageContext(archive([one])).labels)


def test_source_links_the_events_that_cite_it() -> None:
    """Events are linked by their numbers on the page, in chronological order."""
    one = report(
        "2020-01-09-one",
        event("late", "2020-01-03", sources=(1,)),
        event("early", "2020-01-01", sources=(2, 1)),
        event("alone", "2020-01-02"),
        citations=(ONE, TWO, ONE),
    )
    assert [line.cited_by for line in lines_of(one)] == [
        Fact("Cited by events", (Link("#1", "#event-early"), Link("#3", "#event-late"))),
        Fact("Cited by event", (Link("#1", "#event-early"),)),
        None,
    ]


def test_source_of_all_events_has_one_link() -> None:
    """If every one of many events cites a source, it has one link to all of them."""
    (line,) = lines_of(report("2020-01-09-one", *(event(f"e{n}", sources=(1,)) for n in range(4)), citations=(ONE,)))
    assert line.cited_by == Fact("Cited by", (Link("all 4 events", "#events"),))
