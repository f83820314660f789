"""Report parts: contents, the ways back from sources, and how to cite a report."""

from datetime import date

from plugins.archive.body import Body
from plugins.archive.body.parts import Heading
from plugins.archive.model.report import Citation, Correction, Report
from plugins.pages.context import PageContext
from plugins.pages.report.contents import contents
from plugins.pages.report.event_days import ordered_events
from plugins.pages.report.how_to_cite import suggested_citation
from plugins.pages.report.sources import source_lines
from plugins.pages.view_models import Fact, Link
from tests.samples import archive, event, report

ONE, TWO = Citation(publisher="gazette", title="One"), Citation(publisher="radio", title="Two")


def headed(*levels: int) -> Body:
    """Return a body with headings of these levels."""
    return Body("<p>x</p>", tuple(Heading(level, f"h{n}", f"Heading {n}") for n, level in enumerate(levels)))


def cited(told: Report, *, siteurl: str = "https://a.org/x") -> str:
    """Return how a report is cited."""
    found = suggested_citation(told, PageContext(archive([told], siteurl=siteurl)))
    return f"{found.before}{found.title}{found.after}{found.url}"


def test_contents_hold_headings_and_parts() -> None:
    """The contents of a long report are its headings down to the third level, then the parts that it has."""
    long = report(
        "2020-01-02-one",
        event(),
        citations=(ONE,),
        corrections=(Correction(date(2020, 1, 5), "A."),),
        body=headed(2, 3, 4),
    )
    lines = [(line.text, line.level, line.anchor) for line in contents(long)]
    assert lines == [
        ("Heading 0", 2, "h0"),
        ("Heading 1", 3, "h1"),
        ("Events", 2, "events"),
        ("Sources", 2, "sources"),
        ("Corrections", 2, "corrections"),
    ]


def test_a_short_report_has_no_contents() -> None:
    """Three lines are no contents; four are."""
    assert contents(report("2020-01-02-one", event(), citations=(ONE,), body=headed(2))) == ()
    assert len(contents(report("2020-01-02-one", event(), citations=(ONE,), body=headed(2, 2)))) == 4
    assert contents(report(body=headed(2, 2, 2, 4, 5, 6))) == ()


def test_a_source_leads_back_to_the_events_that_cite_it() -> None:
    """Each source names the events that cite it by their numbers on the page, in the order of time, each once."""
    told = report(
        "2020-01-09-one",
        event("late", "2020-01-03", sources=(1,)),
        event("early", "2020-01-01", sources=(2, 1)),
        event("alone", "2020-01-02"),
        citations=(ONE, TWO, ONE),
    )
    lines = source_lines(told, ordered_events(told), PageContext(archive([told])).labels)
    assert [line.cited_by for line in lines] == [
        Fact("Cited by events", (Link("#1", "#event-early"), Link("#3", "#event-late"))),
        Fact("Cited by event", (Link("#1", "#event-early"),)),
        None,
    ]


def test_a_source_of_everything_leads_back_to_all() -> None:
    """Where every one of many events cites a source, it leads back to all of them at once."""
    told = report("2020-01-09-one", *(event(f"e{n}", sources=(1,)) for n in range(4)), citations=(ONE,))
    (line,) = source_lines(told, ordered_events(told), PageContext(archive([told])).labels)
    assert line.cited_by == Fact("Cited by", (Link("all 4 events", "#events"),))


def test_how_a_report_is_cited() -> None:
    """A reference names authors, title, archive, date and address; a corrected one says of when it is."""
    plain = report("2020-01-02-one", title="Is it over?", authors=("ada",))
    assert cited(plain) == "Ada Sample. Is it over? Samples, 2 January 2020. https://a.org/x/reports/2020-01-02-one/"
    corrections = (Correction(date(2020, 3, 1), "B."), Correction(date(2020, 1, 5), "A."))
    corrected = report("2020-01-02-one", title="It is over", corrections=corrections)
    assert cited(corrected).startswith("It is over. Samples, 2 January 2020, corrected 1 March 2020. ")


def test_a_reference_outlasts_a_rename() -> None:
    """The address cited is by the report's first name, which leads to the report whatever it is called later."""
    renamed = report("2020-01-02-new", formerly=("2020-01-02-first", "2020-01-02-second"))
    assert cited(renamed).endswith("https://a.org/x/reports/2020-01-02-first/")
