"""Figures: captions and credits of images, where figures are allowed, and lazy loading."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.body import render
from plugins.archive.body.html import sanitize
from plugins.archive.problems import Problem
from plugins.archive.urls import Urls

PATH = "reports/2020/2020-01-02-sample.md"
IMAGE = "2020-01-02-sample/a.png"
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
    """Return a body's HTML and its problems."""
    problems: list[Problem] = []
    return render(PATH, text, 0, Urls(), problems).html, problems


@pytest.mark.parametrize(
    ("title", "caption"),
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
def test_the_title_becomes_caption_and_credit(title: str, caption: str) -> None:
    """Markup in a title is text."""
    html, problems = body_of(f'![Ships]({IMAGE} "{title}")')
    assert problems == []
    assert html == (
        f'<figure><img src="/reports/2020-01-02-sample/a.png" alt="Ships"><figcaption>{caption}</figcaption></figure>\n'
    )


@pytest.mark.parametrize("title", ["", ' ""', ' "  "', ' "|"'])
def test_images_without_a_title_are_not_figures(title: str) -> None:
    html, problems = body_of(f"![Ships]({IMAGE}{title})")
    assert (html, problems) == ('<p><img src="/reports/2020-01-02-sample/a.png" alt="Ships"></p>\n', [])


@pytest.mark.parametrize("text", ["{}", "- {}\n- b", "1. a\n\n   {}", "> {}", "Term\n:   {}", "[{}](" + IMAGE + ")"])
def test_figures_are_allowed_where_paragraphs_are(text: str) -> None:
    """In the text, a list, a quote or a definition, and as a link."""
    html, problems = body_of(text.format(f'![Ships]({IMAGE} "Below")'))
    assert problems == []
    assert "<figure>" in html
    assert "<figcaption>Below</figcaption></figure>" in html


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("words {}", (1, 7)),
        ("One.\n\n{} words", (3, 1)),
        ("## a {}", (1, 6)),
        ("| a |\n|---|\n| {} |", (3, 3)),
        ("a[^1]\n\n[^1]: {}", (3, 7)),
    ],
)
def test_captions_of_inline_images_are_errors(text: str, position: tuple[int, int]) -> None:
    """The problem has the position of the image."""
    (problem,) = body_of(text.format(f'![Ships]({IMAGE} "Below")'))[1]
    assert (problem.line, problem.column) == position
    assert problem.what == "an image with a caption is not in a paragraph of its own"
    assert problem.remedy == "put empty lines around it, outside of tables and footnotes"


def test_captions_are_limited_to_1000_characters() -> None:
    assert body_of(f'![A]({IMAGE} "{"y" * 1000}")')[1] == []
    (problem,) = body_of(f'Words ![A]({IMAGE} "{"y" * 1001}")')[1]
    assert problem.what == "an image's caption has more than 1,000 characters"


def test_two_captions_in_a_paragraph_are_two_problems() -> None:
    """Images on consecutive lines are in one paragraph."""
    assert len(body_of(f'![A]({IMAGE} "One")\n![B]({IMAGE} "Two")')[1]) == 2


@given(st.lists(st.sampled_from(HOSTILE), max_size=12).map("".join))
def test_titles_cannot_add_markup(title: str) -> None:
    """The sanitizer does not change the figure, which has only its own elements."""
    html, problems = body_of(f'![Ships]({IMAGE} "{title}")')
    assert [problem.what for problem in problems if "HTML" in problem.what] == []
    assert sanitize(html) == html
    assert set(re.findall(r"<(\w+)", html)) <= {"p", "figure", "img", "figcaption", "small", "a"}
    assert "title=" not in html


def test_images_below_the_first_screen_load_lazily() -> None:
    """The first image loads eagerly if it is in the first three paragraphs."""
    text = "Words.\n\n"
    images = f"![A]({IMAGE}) ![B]({IMAGE})\n\n![C]({IMAGE})\n"

    def lazy(body: str) -> list[bool]:
        return ['loading="lazy" decoding="async"' in tag for tag in re.findall("<img[^>]*>", body_of(body)[0])]

    assert lazy(text * 2 + images) == [False, True, True]
    assert lazy(text * 3 + images) == [True, True, True]
