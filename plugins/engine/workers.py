"""Workers: one function applied to many tasks, in several processes where that is faster and safe.

Processes are forked, so that they share the memory of this process. Where forking is not safe, they are spawned and
build their function with a factory. Without a factory, or after a worker dies or hangs, the remaining tasks run in this
process.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from multiprocessing import connection
from typing import Any, TypeVar

from plugins.engine.command_process import ignore_interrupts
from plugins.engine.progress import console

Task = TypeVar("Task")
Result = TypeVar("Result")
WORKER_TIMEOUT = 120.0
"""Seconds without any result after which the workers are killed."""
MIN_TASKS = 64
"""Tasks from which starting processes is faster."""
MIN_SLOW_TASKS = 4
"""The same for tasks of about 50 milliseconds each."""
MIN_SPAWN_TASKS = 2000
"""The same for spawned processes, which start without the data of this process."""
BATCHES_PER_WORKER = 16
"""Batches for each worker, so that no worker finishes long after the others."""

WorkerFactory = Callable[[], Callable[[Sequence[Task]], Result]]
"""Returns the function of a spawned worker. The factory itself must be picklable."""

_work: list[Callable[[Sequence[Any]], Any]] = []
"""The function of this process as a worker. It is set just before a fork, so it need not be picklable."""


def worker_count(jobs: int) -> int:
    """Return the number of workers for the option `jobs`; 0 means one for each processor."""
    return jobs or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def can_fork() -> bool:
    """Return whether processes can be forked safely. On macOS, system libraries may crash after a fork."""
    return "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"


def map_batches(
    tasks: Sequence[Task],
    work: Callable[[Sequence[Task]], Result],
    jobs: int,
    factory: WorkerFactory[Task, Result] | None = None,
    min_tasks: int | None = None,
) -> Iterator[Result]:
    """Apply `work` to batches of `tasks` and yield the results, in any order. Errors of `work` are raised.

    `factory` returns a function that does the same as `work`, in a process that can't be forked. Fewer than `min_tasks`
    tasks (by default MIN_TASKS) run in this process.
    """
    parallel = jobs > 1 and len(tasks) >= (MIN_TASKS if min_tasks is None else min_tasks)
    if not parallel or not (can_fork() or (factory and len(tasks) >= MIN_SPAWN_TASKS)):
        if tasks:
            yield work(tasks)
        return
    # Slow tasks are often neighbours, so each batch takes every n-th task.
    count = min(len(tasks), jobs * BATCHES_PER_WORKER)
    batches = [range(start, len(tasks), count) for start in range(count)]
    left = set(range(len(batches)))
    try:
        spawn = factory if factory and not can_fork() else None
        results = _spawned(batches, tasks, spawn, jobs) if spawn else _forked(batches, tasks, work, jobs)
        for number, result in results:
            left.discard(number)
            yield result
    except (BrokenProcessPool, TimeoutError) as error:
        reason = "hangs" if isinstance(error, TimeoutError) else "died"
        console.print(f"Warning: a worker {reason}; continuing in one process.", markup=False)
        for number in sorted(left):
            yield work([tasks[n] for n in batches[number]])


def _forked(
    batches: Sequence[range], tasks: Sequence[Task], work: Callable[[Sequence[Task]], Result], jobs: int
) -> Iterator[tuple[int, Result]]:
    """Yield (batch number, result) as they arrive; raises BrokenProcessPool or TimeoutError."""
    _work.append(lambda batch: work([tasks[n] for n in batch]))
    context = multiprocessing.get_context("fork")
    try:
        yield from _results(ProcessPoolExecutor(jobs, mp_context=context, initializer=_start_worker), batches)
    finally:
        _work.pop()


def _spawned(
    batches: Sequence[range], tasks: Sequence[Task], factory: WorkerFactory[Task, Result], jobs: int
) -> Iterator[tuple[int, Result]]:
    """Do the same as `_forked` in spawned processes, to which the tasks are sent."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=partial(_start_spawned_worker, factory))
    return _results(pool, [[tasks[n] for n in batch] for batch in batches])


def _results(pool: ProcessPoolExecutor, batches: Sequence[Sequence[Any]]) -> Iterator[tuple[int, Any]]:
    """Yield the result of each batch, and shut the pool down."""
    try:
        waiting: dict[Future[Any], int] = {pool.submit(_run, batch): n for n, batch in enumerate(batches)}
        while waiting:
            done, _ = wait(waiting, timeout=WORKER_TIMEOUT, return_when=FIRST_COMPLETED)
            if not done:
                raise TimeoutError
            for future in done:
                yield waiting.pop(future), future.result()
    except BaseException:  # also if this process is told to stop: pending batches would run to their end
        for process in list((pool._processes or {}).values()):
            process.kill()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start_spawned_worker(factory: WorkerFactory[Any, Any]) -> None:
    """Set up a spawned worker and build its function, without printing anything."""
    _start_worker()
    with open(os.devnull, "w") as devnull, redirect_stdout(devnull), redirect_stderr(devnull):
        _work.append(factory())


def _start_worker() -> None:
    """Set up a worker: no log handler, because its lock may be held forever; no collection of shared memory."""
    ignore_interrupts()
    gc.disable()
    root = logging.getLogger()
    root.handlers = [logging.NullHandler()]
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Exit when the parent process ends, however it ended. Otherwise the worker waits forever and holds the lock."""
    parent = multiprocessing.parent_process()
    if parent:
        connection.wait([parent.sentinel])
        os._exit(1)


def _run(batch: Sequence[Any]) -> Any:
    return _work[-1](batch)
