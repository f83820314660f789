"""Limits of a report's file and body: up to each all is printed, beyond it there is a message, and nothing is lost."""

import pytest

from plugins.archive import limits
from plugins.archive.body import render
from plugins.archive.document import read_report
from plugins.archive.problems import Problem
from plugins.archive.urls import Urls

PATH = "reports/2020/2020-01-02-sample.md"
HEAD = "---\ntitle: One\ndate: 2020-01-02\nregion: [land]\nsummary: Words.\n---\n"
DEEP = limits.NESTING


def body_of(text: str) -> tuple[str, list[str]]:
    """Return a body's HTML, and what is wrong with it, each with its line."""
    problems: list[Problem] = []
    html = render(PATH, text, 0, Urls(), problems).html
    return html, [f"{problem.line}: {problem.what} — {problem.remedy}" for problem in problems]


def test_a_report_of_the_largest_size() -> None:
    """A file may have 512 KiB, and not one byte more."""
    text = HEAD + "A sentence of words, and then one more.\n" * 20_000
    for size, refused in ((limits.REPORT_BYTES, False), (limits.REPORT_BYTES + 1, True)):
        problems: list[Problem] = []
        line = "\n\n".join(text[start : start + 4000] for start in range(0, len(text), 4000)).replace("\n", " ")
        data = (HEAD + line)[:size].encode()
        assert len(data) == size
        report = read_report(PATH, data, Urls(), problems)
        assert (report is None) == refused
        assert [problem.what for problem in problems] == ["is larger than 512 KiB"] * refused


@pytest.mark.parametrize(
    ("before", "inner"),
    [("> ", "> "), ("- ", "- "), ("1. ", "1. "), ("> - ", "> - ")],
    ids=["quotes", "lists", "numbers", "both"],
)
def test_quotes_and_lists_within_each_other(before: str, inner: str) -> None:
    """To 32 deep every word is printed; deeper is refused, and not left out as the parser would."""
    steps = DEEP // (before.count(">") + before.count("-") + before.count("1"))
    html, found = body_of(inner * steps + "innermost\n\nAfter.\n")
    assert found == []
    assert "innermost" in html
    assert "<p>After.</p>" in html
    html, found = body_of("One.\n\n" + inner * steps + "> deeper\n")
    assert html == ""
    assert found == ["3: quotes and lists are nested more than 32 levels deep — use fewer levels"]


def test_definitions_and_notes_count_as_depth() -> None:
    """What stands in a definition or a note is within it."""
    assert body_of("Term\n:   " + "> " * (DEEP - 1) + "x\n")[1] == []
    assert "more than 32 levels deep" in body_of("Term\n:   " + "> " * DEEP + "x\n")[1][0]
    assert body_of("a[^1]\n\n[^1]: " + "> " * (DEEP - 1) + "x\n")[1] == []
    assert "more than 32 levels deep" in body_of("a[^1]\n\n[^1]: " + "> " * DEEP + "x\n")[1][0]


def test_brackets_within_each_other() -> None:
    """To 32 deep brackets are text or links; deeper is refused at the line, unless they are escaped, or code."""
    html, found = body_of("[" * DEEP + "x" + "]" * DEEP + "\n")
    assert found == []
    assert html == f"<p>{'[' * DEEP}x{']' * DEEP}</p>\n"
    assert body_of("One,\ntwo,\n" + "[" * (DEEP + 1) + "x\n")[1] == [
        r"3: brackets are nested more than 32 levels deep — close them, or write \[ for a bracket"
    ]
    assert body_of(r"\[" * 100)[1] == []
    assert body_of("```\n" + "[" * 100 + "\n```\n")[1] == []
    assert body_of("[x] " * 100)[1] == []


def test_emphasis_within_itself() -> None:
    """To 32 deep emphasis is made; deeper is refused."""
    html, found = body_of("*a " * DEEP + "x" + " b*" * DEEP)
    assert found == []
    assert html.count("<em>") == DEEP
    assert body_of("One.\n\n" + "*a " * (DEEP + 1) + "x" + " b*" * (DEEP + 1))[1] == [
        "3: emphasis is nested more than 32 levels deep — use fewer levels"
    ]


def test_lines() -> None:
    """A body may have 16,000 lines, whatever stands in them."""
    assert body_of("\n" * limits.BODY_LINES + "end")[1] == []
    assert body_of("\n" * (limits.BODY_LINES + 1) + "end")[1] == [
        "16001: the text has more than 16,000 lines — split it into several reports"
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("One.\n\n" + "*a* " * 50_001, 3),
        ("|a|\n|-|\n" + "|" * 33_400, 3),
        ("|a" * 256 + "\n" + "|-" * 256 + "\n" + "|\n" * 250 + "\nAfter.\n", 254),
        (("- " * 8 + "a\n") * 6_000, 3125),
    ],
    ids=["signs", "cells", "cells that are filled up", "lists in lists"],
)
def test_pieces(text: str, line: int) -> None:
    """What the parser would make more than 100,000 elements of is refused, where it becomes too much."""
    found = body_of(text)[1]
    assert len(found) == 1
    assert "the text has more than 100,000 elements" in found[0]
    assert int(found[0].partition(":")[0]) == pytest.approx(line, abs=line // 5 + 1)


@pytest.mark.parametrize(
    "text",
    [
        f'[a]: https://example.org/ "{"t" * 2_000}"\n\n' + "[a] " * 2_000,
        f"[a]: https://example.org/{'x' * 1_900}\n\n" + "[a] " * 2_000,
        "a[^1]\n\n[^1]: x\n\n" + "[^1]" * 3_000,
        "^[a]" * 3_000,
    ],
    ids=["a title", "an address", "a note that is used", "notes"],
)
def test_a_body_that_would_grow(text: str) -> None:
    """A body of which 20 times as much HTML would be made is refused."""
    html, found = body_of(text)
    assert html == ""
    assert found[-1].startswith("1: the HTML would be more than 20 times as long as the text — ")


def test_what_grows_a_little_is_let_through() -> None:
    """A short body may become more: a single footnote is thirty times as long as its mark."""
    assert body_of("a[^1]\n\n[^1]: x\n")[1] == []
    assert body_of("[a]: https://example.org/\n\n" + "[a] " * 300)[1] == []


def test_problems_are_told_up_to_a_number() -> None:
    """A body of which every word is refused has a hundred problems, in the order of its lines, and one that says so."""
    found = body_of("[a](javascript:x)\n" * 5_000)[1]
    assert len(found) == limits.PROBLEMS + 1
    assert [int(line.partition(":")[0]) for line in found] == [*range(1, limits.PROBLEMS + 2)]
    assert "there are more than 100 problems" in found[-1]


@pytest.mark.parametrize("form", ["[a](https://example.org/{})", "[a]({}.md)", "![a](2020-01-02-sample/{}.png)"])
def test_an_address_is_no_text(form: str) -> None:
    """An address of more than 2,000 characters is refused, with as much of it as anybody reads."""
    assert [line for line in body_of(form.format("x" * 1_900))[1] if "characters" in line] == []
    (found,) = body_of(form.format("x" * 2_001))[1]
    assert "has more than 2,000 characters — remove what it does not need" in found
    assert len(found) < 200
