"""Workers: the results do not depend on the number of workers, nor on workers that fail."""

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


def all_results(work: Callable[[Sequence[int]], list[int]], jobs: int, tasks: Sequence[int] = TASKS) -> list[int]:
    """Return all results, in order."""
    return sorted(result for results in map_batches(tasks, work, jobs) for result in results)


@pytest.mark.parametrize("jobs", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, workers.MIN_TASKS - 1, workers.MIN_TASKS, 1001])
def test_any_number_of_workers_gives_the_same_results(jobs: int, count: int) -> None:
    """Each task is done once."""
    assert all_results(squares, jobs, range(count)) == [n * n for n in range(count)]


def test_many_tasks_use_workers_and_few_do_not() -> None:
    """Two workers share many tasks; few tasks run in this process."""

    def who(portion: Sequence[int]) -> list[int]:
        time.sleep(0.01)
        return [os.getpid()]

    assert len(set(all_results(who, 2)) - {HERE}) == 2
    assert HERE not in all_results(who, 2)
    assert all_results(who, 2, TASKS[: workers.MIN_TASKS - 1]) == [HERE]
    assert all_results(who, 1) == [HERE]


@pytest.mark.parametrize("jobs", [1, 2])
def test_errors_in_workers_are_raised(jobs: int) -> None:
    """An exception in a worker is raised in this process, with its type."""

    def fail(portion: Sequence[int]) -> list[int]:
        if 100 in portion:
            raise LookupError("number 100")
        return []

    with pytest.raises(LookupError, match="number 100"):
        all_results(fail, jobs)


def test_killed_worker_loses_no_result(capsys: pytest.CaptureFixture[str]) -> None:
    """If a worker is killed, a warning is printed, and all results are returned."""

    def die(portion: Sequence[int]) -> list[int]:
        if 100 in portion and os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return squares(portion)

    assert all_results(die, 2) == squares(TASKS)
    assert "Warning: a worker died; continuing in one process." in capsys.readouterr().err


def test_hanging_worker_loses_no_result(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers without results for long are killed with a warning, and all results are returned."""

    def hang(portion: Sequence[int]) -> list[int]:
        if 100 in portion and os.getpid() != HERE:
            time.sleep(600)
        return squares(portion)

    monkeypatch.setattr(workers, "WORKER_TIMEOUT", 0.3)
    began = time.monotonic()
    assert all_results(hang, 2) == squares(TASKS)
    assert time.monotonic() - began < 30
    assert "Warning: a worker hangs; continuing in one process." in capsys.readouterr().err


@pytest.fixture
def no_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulate a system that can't fork, with low limits for the number of tasks."""
    monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: ["spawn"])
    monkeypatch.setattr(workers, "MIN_SPAWN_TASKS", len(TASKS))


def squarer() -> Callable[[Sequence[int]], list[tuple[int, int]]]:
    return lambda portion: [(n * n, os.getpid()) for n in portion]


def failing() -> Callable[[Sequence[int]], list[tuple[int, int]]]:
    raise LookupError("no such recipe")


def dying() -> Callable[[Sequence[int]], list[tuple[int, int]]]:
    return lambda portion: os._exit(9) if 100 in portion else squarer()(portion)


def spawn_squares(
    recipe: WorkerFactory[int, list[tuple[int, int]]] | None, count: int = len(TASKS)
) -> tuple[list[int], set[int]]:
    """Return the squares up to `count` that two workers computed, and their process ids."""
    found = [pair for pairs in map_batches(range(count), squarer(), 2, recipe) for pair in pairs]
    return sorted(square for square, _ in found), {process for _, process in found}


@pytest.mark.usefixtures("no_fork")
def test_spawned_workers_use_the_factory() -> None:
    """On a system that can't fork, many tasks run in processes that build the function with the factory."""
    squares_found, processes = spawn_squares(squarer)
    assert squares_found == squares(TASKS)
    assert processes
    assert HERE not in processes


@pytest.mark.usefixtures("no_fork")
def test_few_tasks_or_no_factory_spawn_no_worker() -> None:
    """Few tasks, and tasks without a factory, run in this process."""
    assert spawn_squares(squarer, len(TASKS) - 1)[1] == {HERE}
    assert spawn_squares(None) == (squares(TASKS), {HERE})


@pytest.mark.usefixtures("no_fork")
@pytest.mark.parametrize("recipe", [failing, dying])
def test_failing_spawned_worker_loses_no_result(
    recipe: WorkerFactory[int, list[tuple[int, int]]], capsys: pytest.CaptureFixture[str]
) -> None:
    """If spawn_squares workers can't start, or die, a warning is printed, and all results are returned."""
    squares_found, processes = spawn_squares(recipe)
    assert squares_found == squares(TASKS)
    assert HERE in processes
    assert "continuing in one process" in capsys.readouterr().err


def test_macos_does_not_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forking exists there but is not safe."""
    assert can_fork()
    monkeypatch.setattr("sys.platform", "darwin")
    assert not can_fork()


def test_workers_end_with_their_parent(tmp_path: Path) -> None:
    """Workers of a killed build exit: otherwise they would hold its lock and its memory forever."""
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
    while any(map(is_running, children)) and time.monotonic() < until:
        time.sleep(0.02)
    assert [child for child in children if is_running(child)] == []


def is_running(process: int) -> bool:
    """Return whether a process runs; a zombie does not."""
    stat = Path(f"/proc/{process}/stat")
    try:
        return stat.read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_number_of_workers() -> None:
    """By default there is one worker for each available processor."""
    assert worker_count(3) == 3
    assert 1 <= worker_count(0) <= (os.cpu_count() or 1)
