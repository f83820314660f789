"""The bench command: what it can't do, it says."""

import pytest

from plugins.commands.measure.bench import run


@pytest.mark.parametrize(("reports", "runs", "only"), [(0, 1, ""), (1, 0, ""), (1, 1, "jekyll")])
def test_what_it_cannot_measure_is_refused(
    reports: int, runs: int, only: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(reports=reports, runs=runs, only=only) == 2
    assert "ours, hugo, pelican" in capsys.readouterr().err
