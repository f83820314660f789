"""Reading the articles of a GED row from its columns."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.text.dates import parse_edtf
from plugins.importers.ucdp.articles import Article, parse_articles

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters='",;'), min_size=1)
OFFICES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
LETTERS = st.text('ab ,;"’“', min_size=1, max_size=30)
HEADLINES = LETTERS.map(lambda text: " ".join(text.replace('""', '"').split())).filter(
    lambda text: text and text == text.strip() and '""' not in text
)
DAYS = st.dates(date(1989, 1, 1), date(2030, 1, 1)).map(date.isoformat)


@given(st.lists(st.tuples(OFFICES, DAYS, HEADLINES), min_size=1, max_size=5))
def test_joined_articles_are_separated(parts: list[tuple[str, str, str]]) -> None:
    """Headlines may contain commas, semicolons and quotes. All articles are found, each once, in order."""
    text = ";".join(f'"{office},{day},{headline}"' for office, day, headline in parts)
    expected = [Article(office, headline, day) for office, day, headline in parts]
    assert parse_articles(text) == tuple(dict.fromkeys(expected))


@given(st.text(), st.text(), st.text(), st.text())
def test_any_text_is_accepted(article: str, offices: str, days: str, headlines: str) -> None:
    """Any column values give headlines that are not empty and not too long."""
    found = parse_articles(article, offices, days, headlines)
    assert all(entry.headline and len(entry.headline) <= 500 for entry in found)


def test_other_columns_are_used_if_the_articles_have_another_form() -> None:
    """Office, date and headline are read from their own columns."""
    found = parse_articles("R1", "SOHR;Air Wars", "2018-04-01;2018-04-02 00:00:00", "First;Second")
    assert found == (
        Article("SOHR", "First", "2018-04-01"),
        Article("Air Wars", "Second", "2018-04-02"),
    )


def test_a_day_outside_the_calendar_is_not_a_date() -> None:
    """The article is still named, without its date."""
    (article,) = parse_articles('"SOHR,2018-02-31,Clash"')
    assert (article.office, article.published) == ("SOHR", None)
    assert Article("SOHR", "Clash", "2018-02-28").published == parse_edtf("2018-02-28")


def test_free_text_is_a_headline() -> None:
    """Free text without the other columns is the headline of an article with an unknown publisher."""
    assert parse_articles("Test Wire 3 May 2001") == (Article("", "Test Wire 3 May 2001"),)
    assert parse_articles("") == ()
