"""The table of contents of a report."""

from datetime import date

from plugins.archive.body import Body
from plugins.archive.body.parts import Heading
from plugins.archive.model.report import Citation, Correction
from plugins.pages.report.page import contents
from tests.samples import event, report

CITATION = Citation(publisher="gazette", title="One")


def body(*levels: int) -> Body:
    """Return a body with headings of these levels."""
    return Body("<p>x</p>", tuple(Heading(level, f"h{n}", f"Heading {n}") for n, level in enumerate(levels)))


def test_contents_list_headings_and_parts() -> None:
    """Headings down to the third level come first, then the parts of the page."""
    corrections = (Correction(date(2020, 1, 5), "A."),)
    long = report("2020-01-02-one", event(), citations=(CITATION,), corrections=corrections, body=body(2, 3, 4))
    assert [(line.text, line.level, line.anchor) for line in contents(long)] == [
        ("Heading 0", 2, "h0"),
        ("Heading 1", 3, "h1"),
        ("Events", 2, "events"),
        ("Sources", 2, "sources"),
        ("Corrections", 2, "corrections"),
    ]


def test_short_report_has_no_contents() -> None:
    """A table of contents has at least four lines."""
    assert contents(report("2020-01-02-one", event(), citations=(CITATION,), body=body(2))) == ()
    assert len(contents(report("2020-01-02-one", event(), citations=(CITATION,), body=body(2, 2)))) == 4
    assert contents(report(body=body(2, 2, 2, 4, 5, 6))) == ()
