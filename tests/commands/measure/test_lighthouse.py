"""The lighthouse command: what it makes of Lighthouse's answer, and how it ends."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.commands.measure import lighthouse
from plugins.commands.measure.external_tools import ExternalToolError
from plugins.commands.measure.lighthouse import CATEGORIES, Scores

FULL = Scores("home", (100, 100, 100, 100), ())


def answer(*scores: float) -> str:
    """Return an answer in which each category has one audit that counts and one that does not."""
    given = dict(zip(CATEGORIES, scores, strict=True))
    counts = [{"id": "aside", "weight": 0}]
    categories = {n: {"score": score, "auditRefs": [{"id": n, "weight": 1}, *counts]} for n, score in given.items()}
    audits = {name: {"title": name, "score": score, "displayValue": ""} for name, score in given.items()}
    return json.dumps({"categories": categories, "audits": {**audits, "aside": {"title": "aside", "score": 0}}})


def test_marks_and_what_cost_them() -> None:
    """Scores become marks of a hundred; audits that count and are not passed are the reasons, others are not."""
    assert lighthouse.parse_scores("home", answer(0.87, 1, 1, 0.9)) == Scores(
        "home", (87, 100, 100, 90), ("performance: 0.87", "seo: 0.9")
    )
    assert lighthouse.parse_scores("home", answer(1, 1, 1, 1)) == FULL


def test_the_median_counts() -> None:
    """Of three runs the middle mark of each category counts, and every reason is kept once."""
    runs = [
        Scores("home", (80, 100), ("slow",)),
        Scores("home", (100, 90), ("pale", "slow")),
        Scores("home", (99, 100), ()),
    ]
    assert lighthouse.median_scores(runs) == Scores("home", (99, 100), ("slow", "pale"))


@pytest.mark.parametrize(("mark", "code"), [(FULL, 0), (Scores("home", (99, 100, 100, 100), ("slow",)), 1)])
def test_less_than_full_marks_fail(
    mark: Scores, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A page that lacks one point of a hundred ends in an error, with the reason under its marks."""
    monkeypatch.setattr(lighthouse, "run_all", lambda *_: iter([mark]))
    assert lighthouse.run(runs=1) == code
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == list(CATEGORIES)
    assert lines[1].split() == ["home", *map(str, mark.points)]
    assert [line.strip() for line in lines[2:]] == list(mark.reasons)


def test_no_judge_is_no_praise(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Where Lighthouse can't be had the verb fails with one sentence."""

    def judged(_room: Path, _runs: int) -> Iterator[Scores]:
        raise ExternalToolError("no registry")
        yield FULL

    monkeypatch.setattr(lighthouse, "run_all", judged)
    assert lighthouse.run(runs=1) == 1
    assert capsys.readouterr().err == "Error: no registry\n"
