"""Mistakes in YAML: each has the message of its cause, and its remedy works."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.archive.checks.warnings.slips import FRONT_MATTER, problems_of


class Mistake(NamedTuple):
    """A line of front matter with a mistake, its position, its message, and the line after the remedy."""

    original: str
    faulty: str
    line: int
    column: int
    message: str
    corrected: str


TITLE, DATE, SUMMARY = FRONT_MATTER.splitlines()[0], FRONT_MATTER.splitlines()[1], FRONT_MATTER.splitlines()[3]


def title(faulty: str, column: int, message: str, corrected: str) -> Mistake:
    """Return a mistake in the title, which is on line 2."""
    return Mistake(TITLE, faulty, 2, column, message, corrected)


def day(faulty: str, message: str, corrected: str = "2020-01-02") -> Mistake:
    """Return a mistake in the date, which is on line 3."""
    return Mistake(DATE, f"date: {faulty}", 3, 7, message, f"date: {corrected}")


LIST = "tags: [aid, food]"
MISTAKES = [
    title("title:A", 6, "there is no space after 'title:' — write title: A", "title: A"),
    title("title:\u00a0A", 7, "this is a no-break space (U+00A0), not a plain one — delete it", "title: A"),
    title("title\uff1aA", 6, "the colon is a wide one of Chinese or Japanese text — write title: A", "title: A"),
    title("\ttitle: A", 1, "the line is indented with a tab — indent it with spaces", "title: A"),
    title(" title: A", 2, "the line is indented by 1 space", "title: A"),
    title("- title: A", 1, "the '-' before the key begins a list — write title: A", "title: A"),
    title('title: "A', 8, 'the quote " that opens here is not closed — write title: "A"', 'title: "A"'),
    title("title: 'A", 8, "the quote ' that opens here is not closed", "title: 'A'"),
    title('title: "A" b', 8, "is closed before the end of the value — write title: '\"A\" b'", "title: '\"A\" b'"),
    title('title: "a "b" c"', 8, "write title: 'a \"b\" c'", "title: 'a \"b\" c'"),
    title("title: 'It's A'", 8, 'write title: "It\'s A"', 'title: "It\'s A"'),
    title("title: 'a' and 'b'", 8, "write title: \"'a' and 'b'\"", "title: \"'a' and 'b'\""),
    title('title: "C:\\Users"', 11, "a backslash in double quotes", "title: 'C:\\Users'"),
    title("title: A: b", 9, 'not quoted — write title: "A: b"', 'title: "A: b"'),
    title("title: @a b", 8, "begins with '@', which has a meaning in YAML", 'title: "@a b"'),
    title("title: *a*", 8, "begins with '*', which has a meaning in YAML", 'title: "*a*"'),
    title("title: `a`", 8, "begins with '`', which has a meaning in YAML", 'title: "`a`"'),
    title("title: [A] b", 8, "begins with '[', which has a meaning in YAML", 'title: "[A] b"'),
    title("title: > 5 b", 8, "begins with '>', which has a meaning in YAML", 'title: "> 5 b"'),
    title("title: - b", 8, "begins with '-', which has a meaning in YAML", 'title: "- b"'),
    title("title: !A", 8, "YAML tag '!A' is not allowed — put the value in quotes", 'title: "!A"'),
    title("title A", 6, "there is no colon after 'title' — write title: A", "title: A"),
    title("title = A", 6, "there is no colon after 'title' — write title: A", "title: A"),
    title("title: #5", 7, "has no value, because '#5' is read as a comment — put it in quotes", 'title: "#5"'),
    title("title: A #5 b", 10, "because ' #' begins a comment: '#5 b' — write \"A #5 b\"", 'title: "A #5 b"'),
    title("title: A # b", 10, "put the comment on a line of its own", "# b\ntitle: A"),
    title(
        "title: \u201cA\u201d",
        8,
        'quotes are part of the value \u201cA\u201d — write "A"',
        'title: "A"',
    ),
    title("title: \u00abA\u00bb", 8, 'or "\u00abA\u00bb" if they belong to the text', 'title: "\u00abA\u00bb"'),
    title("title: A <b>b</b>", 8, "'<b>': readers see HTML as text here", "title: A b"),
    title("title: A [b](https://a.org)", 8, "links have no effect here", "title: A b"),
    title("title: A **b**", 8, "emphasis has no effect here", "title: A b"),
    title("title: A &amp; b", 8, "'&amp;': readers see this code", "title: A & b"),
    title("title: A <!-- b -->", 8, "would be published as text — remove it", "title: A"),
    title("<<<<<<< HEAD\ntitle: A\n=======\ntitle: B\n>>>>>>> x", 1, "is a mark of Git", "title: A"),
    Mistake(SUMMARY, "summary: A #5\n  b", 5, 12, "begins a comment, which ends the value", 'summary: "A #5\n  b"'),
    Mistake(SUMMARY, f"tags: #aid\n{SUMMARY}", 5, 6, "because '#aid' is read as a comment", f"tags: [aid]\n{SUMMARY}"),
    Mistake(SUMMARY, f"tags: aid, food\n{SUMMARY}", 5, 7, "write [aid, food]", f"{LIST}\n{SUMMARY}"),
    Mistake(SUMMARY, f"tags: [aid, #food]\n{SUMMARY}", 5, 13, f"begins a comment — write {LIST}", f"{LIST}\n{SUMMARY}"),
    Mistake(SUMMARY, f"tags: [aid, food\n{SUMMARY}", 5, 7, f"is not closed — write {LIST}", f"{LIST}\n{SUMMARY}"),
    Mistake(SUMMARY, f"tags:\n-aid\n{SUMMARY}", 6, 1, "after the '-' — write - aid", f"tags:\n- aid\n{SUMMARY}"),
    Mistake(SUMMARY, f"tags:\n\t- aid\n{SUMMARY}", 6, 1, "indented with a tab", f"tags:\n  - aid\n{SUMMARY}"),
    day("04/02/2020 7:06 PM", "write 2020-02-04 (4 February 2020) or 2020-04-02 (2 April 2020)"),
    day("1/13/2020", "'1/13/2020' is not a date — write 2020-01-13"),
    day("2020/01/02", "'2020/01/02' is not a date — write 2020-01-02"),
    day("2020-1-2", "'2020-1-2' is not a date — write 2020-01-02"),
    day("2 January 2020", "write 2020-01-02"),
    day("2020-01-02T10:00:00Z", "write 2020-01-02"),
    day("\u201c2020-01-02\u201d", "'\u201c' is U+201C, left double quotation mark — write 2020-01-02"),
    day("2020\u201301\u201302", "'\u2013' is U+2013, en dash — write 2020-01-02"),
    day("2020-02-30", "'2020-02-30' is not in the calendar — correct the month or the day"),
]


def codes(mistake: Mistake, line: str) -> list[str]:
    """Return what is wrong with the front matter in which `line` has the place of the original."""
    found = problems_of(FRONT_MATTER.replace(mistake.original, line), "Text.")
    return [f"{p.line}:{p.column}: {p.what} — {p.remedy}" for p in sorted(found) if "belongs above" not in p.what]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.faulty)
def test_mistake_has_the_message_of_its_cause(mistake: Mistake) -> None:
    """The first message is at the mistake, and says what to write."""
    first = codes(mistake, mistake.faulty)[0]
    assert mistake.message in first
    assert first.startswith(f"{mistake.line}:{mistake.column}: ")


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.faulty)
def test_remedy_works(mistake: Mistake) -> None:
    """The front matter after the remedy has neither errors nor warnings."""
    assert codes(mistake, mistake.corrected) == []


WORDS = st.text(st.sampled_from("ab:#'\"[]{}*&!|>@`%-, \\"), min_size=1, max_size=12)


@given(WORDS)
def test_written_remedies_never_lead_to_the_same_message(value: str) -> None:
    """If a message says what to write, a text that does so does not have this message."""
    faulty = codes(title("", 0, "", ""), f"title: {value}")
    for message in faulty:
        position, _, remedy = message.partition(" — write title: ")
        if remedy:
            assert all(not other.startswith(position) for other in codes(title("", 0, "", ""), f"title: {remedy}"))


def test_mistake_in_a_long_text_is_explained() -> None:
    """The cause is found far below the start of a text of half a megabyte."""
    long = "".join(f"key-{number}: a value\n" for number in range(25_000))
    found = problems_of(f"{long}title:A\ndate: 2020-01-02\n", "Text.")
    assert [(p.line, p.what) for p in found] == [(25_002, "there is no space after 'title:'")]
