"""The `lighthouse` command: scores, failures and exit code."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.commands.environment import ExternalToolError
from plugins.commands.measure import lighthouse
from plugins.commands.measure.lighthouse import CATEGORIES, Scores

PERFECT = Scores("home", (100, 100, 100, 100), ())


def result(*scores: float) -> str:
    """Return a JSON result in which each category has one audit with a weight and one without."""
    by_category = dict(zip(CATEGORIES, scores, strict=True))
    unweighted = {"id": "unweighted", "weight": 0}
    categories = {
        name: {"score": score, "auditRefs": [{"id": name, "weight": 1}, unweighted]}
        for name, score in by_category.items()
    }
    audits = {name: {"title": name, "score": score, "displayValue": ""} for name, score in by_category.items()}
    audits["unweighted"] = {"title": "unweighted", "score": 0, "displayValue": ""}
    return json.dumps({"categories": categories, "audits": audits})


def test_scores_and_failures() -> None:
    """Scores are scaled to 100; failed audits are listed unless they have no weight."""
    assert lighthouse.parse_scores("home", result(0.87, 1, 1, 0.9)) == Scores(
        "home", (87, 100, 100, 90), ("performance: 0.87", "seo: 0.9")
    )
    assert lighthouse.parse_scores("home", result(1, 1, 1, 1)) == PERFECT


def test_the_median_counts() -> None:
    """Of three runs, the median of each category counts, and each failure is listed once."""
    runs = [
        Scores("home", (80, 100), ("slow",)),
        Scores("home", (100, 90), ("pale", "slow")),
        Scores("home", (99, 100), ()),
    ]
    assert lighthouse.median_scores(runs) == Scores("home", (99, 100), ("slow", "pale"))


@pytest.mark.parametrize(("scores", "code"), [(PERFECT, 0), (Scores("home", (99, 100, 100, 100), ("slow",)), 1)])
def test_scores_below_100_fail(
    scores: Scores, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A single score of 99 fails the command; the failures are printed below the scores."""
    monkeypatch.setattr(lighthouse, "run_all", lambda *_: iter([scores]))
    assert lighthouse.run(runs=1) == code
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == list(CATEGORIES)
    assert lines[1].split() == ["home", *map(str, scores.values)]
    assert [line.strip() for line in lines[2:]] == list(scores.failures)


def test_a_missing_tool_fails(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """If Lighthouse cannot be installed, the command fails with one line."""

    def run_all(_workspace: Path, _runs: int) -> Iterator[Scores]:
        raise ExternalToolError("no registry")
        yield PERFECT

    monkeypatch.setattr(lighthouse, "run_all", run_all)
    assert lighthouse.run(runs=1) == 1
    assert capsys.readouterr().err == "Error: no registry\n"
