"""Id replacement: every use of an id is replaced once, and everything else stays."""

import pytest

from plugins.archive.editing.id_replacement import may_contain, replace_ids

REPORT = "---\ntitle: lions # lions\nregion: land\n{}\nsummary: The lions, [lions].\n---\n\nactors: [lions]\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("actors: [lions, bears]", "actors: [tigers, bears]"),
        ("actors: ['lions',\"lions-2\"]", "actors: ['tigers',\"lions-2\"]"),
        ("actors: [bears, lions, tigers] # c", "actors: [bears, tigers] # c"),
        ("actors: [tigers, bears, lions]", "actors: [tigers, bears]"),
        ("actors:\n- lions # first\n- tigers # second", "actors:\n- tigers # first\n# second"),
        ("actors:\n  - tigers\n  - lions\n  - bears", "actors:\n  - tigers\n  - bears"),
        ('actors: ["l\\u0069ons"]', 'actors: ["tigers"]'),
        ("actors:\n  - |\n    lions\n  - bears", "actors:\n  - tigers\n  - bears"),
        (
            "events:\n  - {id: a, actors: [lions, tigers], attributed_to: [lions]}\n  - id: lions\n    actors: [lions]",
            "events:\n  - {id: a, actors: [tigers], attributed_to: [lions]}\n  - id: lions\n    actors: [tigers]",
        ),
    ],
)
def test_ids_of_a_kind_are_replaced(before: str, after: str) -> None:
    """Sources, titles, event ids and the body with the same word stay; a list has an id once."""
    for ending in ("\n", "\r\n"):
        text = REPORT.format(before).replace("\n", ending).encode()
        made = replace_ids("reports/2020/2020-01-01-a.md", text, "actor", {"lions": "tigers"})
        assert made.decode() == REPORT.format(after).replace("\n", ending)
        assert may_contain(text, {"lions": "tigers"})


def test_a_single_value_is_replaced() -> None:
    """In place of a list, and where only a single value is allowed."""
    text = REPORT.format("events:\n  - {id: a, region: land/town}").encode()
    made = replace_ids("reports/2020/2020-01-01-a.md", text, "region", {"land": "sea", "land/town": "sea/town"})
    assert made == text.replace(b"region: land", b"region: sea")


def test_repeated_ids_that_do_not_change_stay() -> None:
    """They are not a matter of the replacement."""
    text = REPORT.format("actors: [tigers, bears, bears, lions]").encode()
    made = replace_ids("reports/2020/2020-01-01-a.md", text, "actor", {"lions": "tigers"})
    assert b"actors: [tigers, bears, bears]" in made


def test_files_without_the_id_are_not_parsed() -> None:
    assert not may_contain(b"---\nactors: [bears]\n---\n", {"lions": "tigers"})
