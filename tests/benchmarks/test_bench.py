"""The `bench` command rejects invalid options."""

import pytest

from plugins.commands.measure.bench import run


@pytest.mark.parametrize(("reports", "runs", "only"), [(0, 1, ""), (1, 0, ""), (1, 1, "jekyll")])
def test_invalid_options(reports: int, runs: int, only: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Numbers below one and unknown tools are errors."""
    assert run(reports=reports, runs=runs, only=only) == 2
    assert "sitrep, hugo, pelican" in capsys.readouterr().err
