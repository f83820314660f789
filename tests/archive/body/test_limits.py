"""Limits of a report's file and body: content at a limit is rendered, content beyond it is an error."""

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
    """Return a body's HTML and its problems, each with its line."""
    problems: list[Problem] = []
    html = render(PATH, text, 0, Urls(), problems).html
    return html, [f"{problem.line}: {problem.what} — {problem.remedy}" for problem in problems]


def test_a_report_has_at_most_512_kib() -> None:
    text = HEAD + "A sentence of words, and then one more.\n" * 20_000
    for size, too_large in ((limits.REPORT_BYTES, False), (limits.REPORT_BYTES + 1, True)):
        problems: list[Problem] = []
        line = "\n\n".join(text[start : start + 4000] for start in range(0, len(text), 4000)).replace("\n", " ")
        data = (HEAD + line)[:size].encode()
        assert len(data) == size
        report = read_report(PATH, data, Urls(), problems)
        assert (report is None) == too_large
        assert [problem.what for problem in problems] == ["is larger than 512 KiB"] * too_large


@pytest.mark.parametrize(
    ("before", "inner"),
    [("> ", "> "), ("- ", "- "), ("1. ", "1. "), ("> - ", "> - ")],
    ids=["quotes", "lists", "numbers", "both"],
)
def test_quotes_and_lists_nest_32_levels_deep(before: str, inner: str) -> None:
    """More levels are an error; the parser alone would drop them."""
    steps = DEEP // (before.count(">") + before.count("-") + before.count("1"))
    html, found = body_of(inner * steps + "innermost\n\nAfter.\n")
    assert found == []
    assert "innermost" in html
    assert "<p>After.</p>" in html
    html, found = body_of("One.\n\n" + inner * steps + "> deeper\n")
    assert html == ""
    assert found == ["3: quotes and lists are nested more than 32 levels deep — use fewer levels"]


def test_definitions_and_footnotes_are_levels() -> None:
    assert body_of("Term\n:   " + "> " * (DEEP - 1) + "x\n")[1] == []
    assert "more than 32 levels deep" in body_of("Term\n:   " + "> " * DEEP + "x\n")[1][0]
    assert body_of("a[^1]\n\n[^1]: " + "> " * (DEEP - 1) + "x\n")[1] == []
    assert "more than 32 levels deep" in body_of("a[^1]\n\n[^1]: " + "> " * DEEP + "x\n")[1][0]


def test_brackets_nest_32_levels_deep() -> None:
    """More levels are an error, except in code and for escaped brackets."""
    html, found = body_of("[" * DEEP + "x" + "]" * DEEP + "\n")
    assert found == []
    assert html == f"<p>{'[' * DEEP}x{']' * DEEP}</p>\n"
    assert body_of("One,\ntwo,\n" + "[" * (DEEP + 1) + "x\n")[1] == [
        r"3: brackets are nested more than 32 levels deep — close them, or write \[ for a bracket"
    ]
    assert body_of(r"\[" * 100)[1] == []
    assert body_of("```\n" + "[" * 100 + "\n```\n")[1] == []
    assert body_of("[x] " * 100)[1] == []


def test_emphasis_nests_32_levels_deep() -> None:
    html, found = body_of("*a " * DEEP + "x" + " b*" * DEEP)
    assert found == []
    assert html.count("<em>") == DEEP
    assert body_of("One.\n\n" + "*a " * (DEEP + 1) + "x" + " b*" * (DEEP + 1))[1] == [
        "3: emphasis is nested more than 32 levels deep — use fewer levels"
    ]


def test_a_body_has_at_most_16000_lines() -> None:
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
    ids=["emphasis", "cells", "empty cells", "lists in lists"],
)
def test_a_body_has_at_most_100000_tokens(text: str, line: int) -> None:
    """The problem has the line on which the limit is exceeded."""
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
    ids=["a title", "an address", "a footnote with many references", "inline footnotes"],
)
def test_html_is_at_most_20_times_as_long(text: str) -> None:
    html, found = body_of(text)
    assert html == ""
    assert found[-1].startswith("1: the HTML would be more than 20 times as long as the text — ")


def test_the_html_of_a_short_body_can_be_longer() -> None:
    """A single footnote is thirty times as long as its Markdown."""
    assert body_of("a[^1]\n\n[^1]: x\n")[1] == []
    assert body_of("[a]: https://example.org/\n\n" + "[a] " * 300)[1] == []


def test_at_most_100_problems_are_listed() -> None:
    """In the order of lines, with a last one that states that there are more."""
    found = body_of("[a](javascript:x)\n" * 5_000)[1]
    assert len(found) == limits.PROBLEMS + 1
    assert [int(line.partition(":")[0]) for line in found] == [*range(1, limits.PROBLEMS + 2)]
    assert "there are more than 100 problems" in found[-1]


@pytest.mark.parametrize("form", ["[a](https://example.org/{})", "[a]({}.md)", "![a](2020-01-02-sample/{}.png)"])
def test_addresses_have_at_most_2000_characters(form: str) -> None:
    """The message quotes the start of the address."""
    assert [line for line in body_of(form.format("x" * 1_900))[1] if "characters" in line] == []
    (found,) = body_of(form.format("x" * 2_001))[1]
    assert "has more than 2,000 characters — remove what it does not need" in found
    assert len(found) < 400
