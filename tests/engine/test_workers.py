"""Workers: the same results however many there are, and whatever becomes of them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from plugins.engine import workers
from plugins.engine.workers import WorkerFactory, can_fork, map_batches, worker_count

ROOT = Path(__file__).resolve().parents[2]
TASKS = list(range(workers.MIN_TASKS * 3))
HERE = os.getpid()


def squares(portion: Sequence[int]) -> list[int]:
    return [n * n for n in portion]


def outcome(work: Callable[[Sequence[int]], list[int]], jobs: int, tasks: Sequence[int] = TASKS) -> list[int]:
    """Return all results, in order."""
    return sorted(result for results in map_batches(tasks, work, jobs) for result in results)


@pytest.mark.parametrize("jobs", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, workers.MIN_TASKS - 1, workers.MIN_TASKS, 1001])
def test_results_are_the_same_for_any_number_of_workers(jobs: int, count: int) -> None:
    """Each task is done once, be it by one process or by many."""
    assert outcome(squares, jobs, range(count)) == [n * n for n in range(count)]


def test_many_tasks_are_done_elsewhere_and_few_here() -> None:
    """Two workers share many tasks, and neither is this process; for a few no process is started."""

    def who(portion: Sequence[int]) -> list[int]:
        time.sleep(0.01)
        return [os.getpid()]

    assert len(set(outcome(who, 2)) - {HERE}) == 2
    assert HERE not in outcome(who, 2)
    assert outcome(who, 2, TASKS[: workers.MIN_TASKS - 1]) == [HERE]
    assert outcome(who, 1) == [HERE]


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_of_the_work_is_raised(jobs: int) -> None:
    """What goes wrong in a worker is raised here, as what it is."""

    def fail(portion: Sequence[int]) -> list[int]:
        if 100 in portion:
            raise LookupError("number 100")
        return []

    with pytest.raises(LookupError, match="number 100"):
        outcome(fail, jobs)


def test_a_killed_worker_costs_no_result(capsys: pytest.CaptureFixture[str]) -> None:
    """When a worker is killed, a warning says so, and all results are there all the same."""

    def die(portion: Sequence[int]) -> list[int]:
        if 100 in portion and os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return squares(portion)

    assert outcome(die, 2) == squares(TASKS)
    assert "Warning: a worker died; continuing in one process." in capsys.readouterr().err


def test_a_hanging_worker_costs_no_result(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that finish nothing for long are given up with a warning, and all results are there all the same."""

    def hang(portion: Sequence[int]) -> list[int]:
        if 100 in portion and os.getpid() != HERE:
            time.sleep(600)
        return squares(portion)

    monkeypatch.setattr(workers, "WORKER_TIMEOUT", 0.3)
    began = time.monotonic()
    assert outcome(hang, 2) == squares(TASKS)
    assert time.monotonic() - began < 30
    assert "Warning: a worker hangs; continuing in one process." in capsys.readouterr().err


@pytest.fixture
def unforked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make this a system that can't fork, on which already a few tasks are many."""
    monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: ["spawn"])
    monkeypatch.setattr(workers, "MIN_SPAWN_TASKS", len(TASKS))


def squarer() -> Callable[[Sequence[int]], list[tuple[int, int]]]:
    return lambda portion: [(n * n, os.getpid()) for n in portion]


def failing() -> Callable[[Sequence[int]], list[tuple[int, int]]]:
    raise LookupError("no such recipe")


def dying() -> Callable[[Sequence[int]], list[tuple[int, int]]]:
    return lambda portion: os._exit(9) if 100 in portion else squarer()(portion)


def spawned(
    recipe: WorkerFactory[int, list[tuple[int, int]]] | None, count: int = len(TASKS)
) -> tuple[list[int], set[int]]:
    """Return the squares up to `count` that two workers found, and which processes these were."""
    found = [pair for pairs in map_batches(range(count), squarer(), 2, recipe) for pair in pairs]
    return sorted(square for square, _ in found), {process for _, process in found}


@pytest.mark.usefixtures("unforked")
def test_without_fork_workers_go_by_the_recipe() -> None:
    """On a system that can't fork, many tasks are done by processes that came by the work themselves."""
    squares_found, processes = spawned(squarer)
    assert squares_found == squares(TASKS)
    assert processes
    assert HERE not in processes


@pytest.mark.usefixtures("unforked")
def test_without_fork_few_tasks_or_no_recipe() -> None:
    """What is not worth a process that begins with nothing, or can't be sent to it, is done here."""
    assert spawned(squarer, len(TASKS) - 1)[1] == {HERE}
    assert spawned(None) == (squares(TASKS), {HERE})


@pytest.mark.usefixtures("unforked")
@pytest.mark.parametrize("recipe", [failing, dying])
def test_without_fork_a_lost_worker_costs_no_result(
    recipe: WorkerFactory[int, list[tuple[int, int]]], capsys: pytest.CaptureFixture[str]
) -> None:
    """When spawned workers can't begin, or die, a warning says so, and all results are there all the same."""
    squares_found, processes = spawned(recipe)
    assert squares_found == squares(TASKS)
    assert HERE in processes
    assert "continuing in one process" in capsys.readouterr().err


def test_macos_does_not_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a fork can be had, but is not safe, it is not used."""
    assert can_fork()
    monkeypatch.setattr("sys.platform", "darwin")
    assert not can_fork()


def test_workers_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    """When a build is killed, its workers do not outlive it: they would hold its lock and its memory for ever."""
    program = (
        "import os, sys, time\n"
        "from pathlib import Path\n"
        "from plugins.engine.workers import map_batches\n"
        "def work(portion):\n"
        f"    (Path({str(tmp_path)!r}) / str(os.getpid())).touch()\n"
        "    time.sleep(0.05)\n"
        "list(map_batches(range(5000), work, 2))\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT) as running:
        until = time.monotonic() + 30
        while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < until:
            time.sleep(0.02)
        running.kill()
    children = [int(path.name) for path in tmp_path.iterdir()]
    assert len(children) == 2
    while any(map(alive, children)) and time.monotonic() < until:
        time.sleep(0.02)
    assert [child for child in children if alive(child)] == []


def alive(process: int) -> bool:
    """Tell whether a process runs; one that ended and waits to be fetched does not."""
    stat = Path(f"/proc/{process}/stat")
    try:
        return stat.read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_the_number_of_workers() -> None:
    """Whoever names a number gets it; else there is a worker for each processor that may be used."""
    assert worker_count(3) == 3
    assert 1 <= worker_count(0) <= (os.cpu_count() or 1)
