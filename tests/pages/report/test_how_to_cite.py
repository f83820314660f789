"""The suggested citation of a report."""

from datetime import date

from plugins.archive.model.report import Correction, Report
from plugins.pages.context import PageContext
from plugins.pages.report.how_to_cite import suggested_citation
from tests.samples import archive, report


def citation_of(one: Report) -> str:
    """Return the suggested citation of a report as text."""
    citation = suggested_citation(one, PageContext(archive([one], siteurl="https://a.org/x")))
    return f"{citation.before}{citation.title}{citation.after}{citation.url}"


def test_citation_has_authors_title_archive_date_and_url() -> None:
    """The citation of a corrected report also has the date of its last correction."""
    plain = report("2020-01-02-one", title="Is it over?", authors=("ada",))
    url = "https://a.org/x/reports/2020-01-02-one/"
    assert citation_of(plain) == f"Ada Sample. Is it over? Samples, 2 January 2020. {url}"
    corrections = (Correction(date(2020, 3, 1), "B."), Correction(date(2020, 1, 5), "A."))
    corrected = report("2020-01-02-one", title="It is over", corrections=corrections)
    assert citation_of(corrected).startswith("It is over. Samples, 2 January 2020, corrected 1 March 2020. ")


def test_cited_url_survives_a_rename() -> None:
    """The URL has the first name of the report, which always leads to the report."""
    renamed = report("2020-01-02-new", formerly=("2020-01-02-first", "2020-01-02-second"))
    assert citation_of(renamed).endswith("https://a.org/x/reports/2020-01-02-first/")
