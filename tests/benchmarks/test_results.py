"""Results: medians, ratios within a round, and a page that preserves hand-written text."""

from typing import Any

import pytest

from benchmarks import results


def run(tool: str, scenario: str, number: int, wall: float, memory: int = results.MIB) -> dict[str, Any]:
    measurement = {"wall": wall, "cpu": wall, "memory": memory, "processes": 1, "readings": 1, "longest_gap": 0.1}
    output = {"pages": 1, "files": 2, "bytes": 3}
    return {"tool": tool, "scenario": scenario, "round": number, "measurement": measurement, "output": output}


def session(reports: int, runs: list[dict[str, Any]]) -> dict[str, Any]:
    facts = {"when": "2020-01-01", "commit": "abc", "machine": "one", "load_before": 0.0, "versions": {}, "rounds": 3}
    return {"reports": reports, "runs": runs, **facts}


def three_rounds() -> list[dict[str, Any]]:
    walls = {("sitrep", "full"): (1, 2, 9), ("hugo", "full"): (2, 8, 3), ("sitrep", "search"): (3, 6, 9.5)}
    runs = [run(*key, number, wall) for key, values in walls.items() for number, wall in enumerate(values)]
    return [*runs, *(run("pagefind", "alone", number, 2) for number in range(3))]


def test_results_are_medians_of_the_rounds() -> None:
    assert results.medians(three_rounds())["sitrep", "full"].wall == 2


def test_ratios_are_medians_of_the_ratios_within_rounds() -> None:
    assert results.ratio(three_rounds(), results.RATIOS[0], "wall") == 0.5


def test_the_search_index_is_the_difference_of_two_builds() -> None:
    wanted = next(wanted for wanted in results.RATIOS if wanted.subtract)
    assert results.ratio(three_rounds(), wanted, "wall") == 1


def test_scenarios_without_runs_are_omitted() -> None:
    only = [run("hugo", "full", 0, 1)]
    assert results.ratio(only, results.RATIOS[0], "wall") is None
    assert "Sitrep" not in results.render_session(session(10, only))


def test_growth_compares_a_scenario_between_two_sizes() -> None:
    small, large = session(10, [run("sitrep", "full", 0, 2)]), session(100, [run("sitrep", "full", 0, 30)])
    assert "| 10 → 100 | Sitrep: full build, no cache | 15.0 | 15.0 | 1.0 |" in results.render_growth([large, small])
    assert results.render_growth([small]) == ""


@pytest.mark.parametrize("measured", ["", "old\n"])
def test_the_page_preserves_text_around_the_results(measured: str) -> None:
    text = f"before\n{results.BEGIN}\n{measured}{results.END}\nafter\n"
    page = results.render_page(text, {"10 hugo": session(10, [run("hugo", "full", 0, 1)])})
    assert page.startswith(f"before\n{results.BEGIN}\n\n## 10 reports")
    assert page.endswith(f"{results.END}\nafter\n")
    assert "old" not in page
