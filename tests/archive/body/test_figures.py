"""Figures of the body: captions and credits below pictures, where they may stand, and what is fetched late."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.body import render
from plugins.archive.body.html import sanitize
from plugins.archive.problems import Problem
from plugins.archive.urls import Urls

PATH = "reports/2020/2020-01-02-sample.md"
PICTURE = "2020-01-02-sample/a.png"
HOSTILE = [
    "<script>alert(1)</script>",
    "&lt;b&gt;",
    "\\|",
    "|",
    "'",
    "&quot;",
    '\\"',
    "*a*",
    "[x](javascript:y)",
    "ب",
    " ",
]


def body_of(text: str) -> tuple[str, list[Problem]]:
    """Return a body's HTML and what is wrong with it."""
    problems: list[Problem] = []
    return render(PATH, text, 0, Urls(), problems).html, problems


@pytest.mark.parametrize(
    ("title", "below"),
    [
        ("The port | Ada Sample, CC BY 4.0", "The port <small>Ada Sample, CC BY 4.0</small>"),
        ("The port", "The port"),
        ("| Ada Sample", "<small>Ada Sample</small>"),
        ("The port |", "The port"),
        ("North | south | Ada", "North | south <small>Ada</small>"),
        ("The port\nat night", "The port at night"),
        ("<b>The</b> port | A & B", "&lt;b&gt;The&lt;/b&gt; port <small>A &amp; B</small>"),
    ],
)
def test_a_title_is_caption_and_credit(title: str, below: str) -> None:
    """What a picture's title says stands below it, the credit told apart; words that would be markup are text."""
    html, problems = body_of(f'![Ships]({PICTURE} "{title}")')
    assert problems == []
    assert html == (
        f'<figure><img src="/reports/2020-01-02-sample/a.png" alt="Ships"><figcaption>{below}</figcaption></figure>\n'
    )


@pytest.mark.parametrize("title", ["", ' ""', ' "  "', ' "|"'])
def test_a_picture_without_a_title_stays_one(title: str) -> None:
    """Where nothing is to stand below a picture, it is no figure and has no empty caption."""
    html, problems = body_of(f"![Ships]({PICTURE}{title})")
    assert (html, problems) == ('<p><img src="/reports/2020-01-02-sample/a.png" alt="Ships"></p>\n', [])


@pytest.mark.parametrize("text", ["{}", "- {}\n- b", "1. a\n\n   {}", "> {}", "Term\n:   {}", "[{}](" + PICTURE + ")"])
def test_where_a_figure_may_stand(text: str) -> None:
    """A paragraph's place is a figure's: in the text, in a list, a quote or a definition; and it may be a link."""
    html, problems = body_of(text.format(f'![Ships]({PICTURE} "Below")'))
    assert problems == []
    assert "<figure>" in html
    assert "<figcaption>Below</figcaption></figure>" in html


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("words {}", (1, 7)),
        ("One.\n\n{} words", (3, 1)),
        ("## a {}", (1, 6)),
        ("| a |\n|---|\n| {} |", (3, 3)),
        ("a[^1]\n\n[^1]: {}", (3, 7)),
    ],
)
def test_a_caption_among_words_is_refused(text: str, place: tuple[int, int]) -> None:
    """A caption has no place among words; it is told where the picture stands, with what to do."""
    (problem,) = body_of(text.format(f'![Ships]({PICTURE} "Below")'))[1]
    assert (problem.line, problem.column) == place
    assert problem.what == "an image with a caption is not in a paragraph of its own"
    assert problem.remedy == "put empty lines around it, outside of tables and footnotes"


def test_a_caption_is_no_essay() -> None:
    """What stands below a picture is at most a thousand characters."""
    assert body_of(f'![A]({PICTURE} "{"y" * 1000}")')[1] == []
    (problem,) = body_of(f'Words ![A]({PICTURE} "{"y" * 1001}")')[1]
    assert problem.what == "an image's caption has more than 1,000 characters"


def test_two_captions_in_a_paragraph_are_two_problems() -> None:
    """Pictures one below the other without an empty line are one paragraph, and each is told."""
    assert len(body_of(f'![A]({PICTURE} "One")\n![B]({PICTURE} "Two")')[1]) == 2


@given(st.lists(st.sampled_from(HOSTILE), max_size=12).map("".join))
def test_no_caption_is_markup(title: str) -> None:
    """Whatever a title says, the wall changes nothing of the figure, and it holds its own elements only."""
    html, problems = body_of(f'![Ships]({PICTURE} "{title}")')
    assert [problem.what for problem in problems if "HTML" in problem.what] == []
    assert sanitize(html) == html
    assert set(re.findall(r"<(\w+)", html)) <= {"p", "figure", "img", "figcaption", "small", "a"}
    assert "title=" not in html


def test_pictures_further_down_are_fetched_late() -> None:
    """The first picture is fetched at once if it stands in the first three paragraphs, every other late."""
    words = "Words.\n\n"
    late = 'loading="lazy" decoding="async"'
    pictures = f"![A]({PICTURE}) ![B]({PICTURE})\n\n![C]({PICTURE})\n"
    assert [late in found for found in re.findall("<img[^>]*>", body_of(words * 2 + pictures)[0])] == [
        False,
        True,
        True,
    ]
    assert [late in found for found in re.findall("<img[^>]*>", body_of(words * 3 + pictures)[0])] == [True, True, True]
