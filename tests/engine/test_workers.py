"""Workers: any number of them gives the same results, whatever happens to them."""

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


def squares(batch: Sequence[int]) -> list[int]:
    return [n * n for n in batch]


def sorted_results(work: Callable[[Sequence[int]], list[int]], jobs: int, tasks: Sequence[int] = TASKS) -> list[int]:
    """Return all results, sorted."""
    return sorted(result for results in map_batches(tasks, work, jobs) for result in results)


@pytest.mark.parametrize("jobs", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, workers.MIN_TASKS - 1, workers.MIN_TASKS, 1001])
def test_results_are_the_same_for_any_number_of_workers(jobs: int, count: int) -> None:
    """Each task is done exactly once."""
    assert sorted_results(squares, jobs, range(count)) == [n * n for n in range(count)]


def test_only_many_tasks_start_processes(tmp_path: Path) -> None:
    """Two other processes share many tasks; this process does a few tasks by itself."""

    def process_id(batch: Sequence[int]) -> list[int]:
        (tmp_path / str(os.getpid())).touch()
        for _ in range(6000):  # otherwise one worker might do all before the other starts
            if len(list(tmp_path.iterdir())) >= 2:
                break
            time.sleep(0.01)
        return [os.getpid()]

    assert len(set(sorted_results(process_id, 2)) - {HERE}) == 2
    assert HERE not in sorted_results(process_id, 2)
    assert sorted_results(process_id, 2, TASKS[: workers.MIN_TASKS - 1]) == [HERE]
    assert sorted_results(process_id, 1) == [HERE]


@pytest.mark.parametrize("jobs", [1, 2])
def test_error_of_a_worker_is_raised(jobs: int) -> None:
    """It keeps its type and message."""

    def fail(batch: Sequence[int]) -> list[int]:
        if 100 in batch:
            raise LookupError("number 100")
        return []

    with pytest.raises(LookupError, match="number 100"):
        sorted_results(fail, jobs)


def test_killed_worker_loses_no_result(capsys: pytest.CaptureFixture[str]) -> None:
    """All results are returned, with a warning."""

    def die(batch: Sequence[int]) -> list[int]:
        if 100 in batch and os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return squares(batch)

    assert sorted_results(die, 2) == squares(TASKS)
    assert "Warning: a worker died; continuing in one process." in capsys.readouterr().err


def test_hanging_worker_loses_no_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Workers without results for long are killed, and all results are returned, with a warning."""

    def hang(batch: Sequence[int]) -> list[int]:
        if 100 in batch and os.getpid() != HERE:
            time.sleep(600)
            (tmp_path / "finished").touch()
        return squares(batch)

    monkeypatch.setattr(workers, "WORKER_TIMEOUT", 0.3)
    assert sorted_results(hang, 2) == squares(TASKS)
    assert not (tmp_path / "finished").exists()
    assert "Warning: a worker hangs; continuing in one process." in capsys.readouterr().err


@pytest.fixture
def without_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulate a system that can't fork, and lower the number of tasks that starts workers."""
    monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: ["spawn"])
    monkeypatch.setattr(workers, "MIN_SPAWN_TASKS", len(TASKS))


def make_squarer() -> Callable[[Sequence[int]], list[tuple[int, int]]]:
    return lambda batch: [(n * n, os.getpid()) for n in batch]


def make_failing() -> Callable[[Sequence[int]], list[tuple[int, int]]]:
    raise LookupError("no function")


def make_dying() -> Callable[[Sequence[int]], list[tuple[int, int]]]:
    return lambda batch: os._exit(9) if 100 in batch else make_squarer()(batch)


def spawned_squares(
    factory: WorkerFactory[int, list[tuple[int, int]]] | None, count: int = len(TASKS)
) -> tuple[list[int], set[int]]:
    """Return the squares up to `count` by two workers, and the ids of the processes that computed them."""
    found = [pair for pairs in map_batches(range(count), make_squarer(), 2, factory) for pair in pairs]
    return sorted(square for square, _ in found), {process for _, process in found}


@pytest.mark.usefixtures("without_fork")
def test_spawned_workers_use_the_factory() -> None:
    """On a system that can't fork, other processes do the tasks."""
    squares_found, processes = spawned_squares(make_squarer)
    assert squares_found == squares(TASKS)
    assert processes
    assert HERE not in processes


@pytest.mark.usefixtures("without_fork")
def test_few_tasks_or_no_factory_start_no_spawned_worker() -> None:
    assert spawned_squares(make_squarer, len(TASKS) - 1)[1] == {HERE}
    assert spawned_squares(None) == (squares(TASKS), {HERE})


@pytest.mark.usefixtures("without_fork")
@pytest.mark.parametrize("factory", [make_failing, make_dying])
def test_lost_spawned_worker_loses_no_result(
    factory: WorkerFactory[int, list[tuple[int, int]]], capsys: pytest.CaptureFixture[str]
) -> None:
    """Workers may fail to start, or die; all results are returned, with a warning."""
    squares_found, processes = spawned_squares(factory)
    assert squares_found == squares(TASKS)
    assert HERE in processes
    assert "continuing in one process" in capsys.readouterr().err


def test_macos_does_not_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forking is possible there, but not safe."""
    assert can_fork()
    monkeypatch.setattr("sys.platform", "darwin")
    assert not can_fork()


def test_workers_end_with_the_process_that_started_them() -> None:
    """Workers of a killed build don't go on: they would hold its lock and its memory forever."""
    program = (
        "import os, time\n"
        "from plugins.engine.workers import map_batches\n"
        "def work(batch):\n"
        "    os.write(1, f'{os.getpid()}\\n'.encode())\n"
        "    time.sleep(600)\n"
        "list(map_batches(range(5000), work, 2))\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        children = {process.stdout.readline() for _ in range(2)}
        process.kill()
        process.communicate(timeout=120)  # the pipe closes when the last worker has ended
    assert len(children) == 2


def test_number_of_workers() -> None:
    """It is the given number, or by default the number of usable processors."""
    assert worker_count(3) == 3
    assert 1 <= worker_count(0) <= (os.cpu_count() or 1)
