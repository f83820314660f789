"""`registry`: likely duplicates are listed with reasons, uses and the command that merges them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.commands.registry.duplicates import run

SOURCES = "- {id: almond-gazette, name: Almond Gazette, kind: publisher}\n- {id: other, name: Other, kind: publisher}\n"
REPORT = "reports/2020/2020-01-01-first-light.md"


def test_duplicates_are_listed(small_site: Callable[[str], Path], capsys: pytest.CaptureFixture[str]) -> None:
    """The entry with more uses stays. Events that name both are listed."""
    content = small_site("small")
    with (content / "registry/sources.yaml").open("a", encoding="utf-8") as file:
        file.write(SOURCES)
    text = (
        (content / REPORT)
        .read_text("utf-8")
        .replace("attributed_to: [gazette", "attributed_to: [almond-gazette, gazette")
    )
    (content / REPORT).write_text(text, "utf-8")
    assert run(content=content, kind="sources") == 0
    assert capsys.readouterr().out.splitlines() == [
        "sources: 3 entries, 1 likely duplicate",
        "  gazette (The Almond Gazette): 2 uses",
        "  almond-gazette (Almond Gazette): 1 use",
        "    'Almond Gazette' is a part of 'The Almond Gazette'",
        "    but 1 event names both, as if they were different",
        "    if they are the same: inv merge source almond-gazette gazette",
    ]
    assert run(content=content) == 0
    assert len(capsys.readouterr().out.splitlines()) == 6 + 5


def test_unknown_kind_is_an_error(small_site: Callable[[str], Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(content=small_site("small"), kind="planet") == 2
    assert "use one of region, actor, source, tag, author, series" in capsys.readouterr().err
