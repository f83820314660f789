"""Workers: one function applied to many tasks, in several processes where that pays and is safe.

Processes are forked, so that what the function draws on is shared and not copied. Where that can't be done, they are
spawned, begin with nothing, and come by the function by a recipe; without one, or when a worker dies or hangs, the rest
is done in this process.
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

from plugins.engine.progress import console

Task = TypeVar("Task")
Result = TypeVar("Result")
WORKER_TIMEOUT = 120.0
"""Seconds after which workers that finished nothing are given up."""
MIN_TASKS = 64
"""Tasks for which starting processes costs more than it saves."""
MIN_SLOW_TASKS = 4
"""The same for tasks that take a twentieth of a second each."""
MIN_SPAWN_TASKS = 2000
"""Tasks for which spawned processes pay: each begins with nothing, and has to find out all that it draws on."""
BATCHES_PER_WORKER = 16
"""Portions for each worker: enough that none waits long for the last one."""

WorkerFactory = Callable[[], Callable[[Sequence[Task]], Result]]
"""How a spawned worker comes by its function: something that can be sent to it, as functions of a module can."""

_work: list[Callable[[Sequence[Any]], Any]] = []
"""What this process does as a worker; set just before a fork, for functions need not be sent to a fork."""


def worker_count(jobs: int) -> int:
    """Return the number of workers for the option `jobs`; 0 stands for one for each processor."""
    return jobs or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def can_fork() -> bool:
    """Tell whether processes can be forked safely: on macOS the system's own libraries may fail after a fork."""
    return "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin"


def map_batches(
    tasks: Sequence[Task],
    work: Callable[[Sequence[Task]], Result],
    jobs: int,
    factory: WorkerFactory[Task, Result] | None = None,
    min_tasks: int | None = None,
) -> Iterator[Result]:
    """Apply `work` to portions of `tasks` and yield what it returns, in no certain order; its errors are raised.

    `recipe` makes a function that does the same as `work`, in a process that can't be forked. Fewer tasks than `few`
    (FEW if it is not given) are done here.
    """
    if (
        jobs < 2
        or len(tasks) < (MIN_TASKS if min_tasks is None else min_tasks)
        or not (can_fork() or (factory and len(tasks) >= MIN_SPAWN_TASKS))
    ):
        if tasks:
            yield work(tasks)
        return
    # Dear tasks stand together: each portion gets its share of them, so that no worker ends long after the others.
    count = min(len(tasks), jobs * BATCHES_PER_WORKER)
    portions = [range(start, len(tasks), count) for start in range(count)]
    left = set(range(len(portions)))
    try:
        unforked = factory if factory and not can_fork() else None
        found = _spawned(portions, tasks, unforked, jobs) if unforked else _forked(portions, tasks, work, jobs)
        for number, result in found:
            left.discard(number)
            yield result
    except (BrokenProcessPool, TimeoutError) as error:
        reason = "hangs" if isinstance(error, TimeoutError) else "died"
        console.print(f"Warning: a worker {reason}; going on in one process.", markup=False)
        for number in sorted(left):
            yield work([tasks[n] for n in portions[number]])


def _forked(
    portions: Sequence[range], tasks: Sequence[Task], work: Callable[[Sequence[Task]], Result], jobs: int
) -> Iterator[tuple[int, Result]]:
    """Yield (number of the portion, result) as they come; raises BrokenProcessPool or TimeoutError."""
    _work.append(lambda portion: work([tasks[n] for n in portion]))
    context = multiprocessing.get_context("fork")
    try:
        yield from _results(ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin), portions)
    finally:
        _work.pop()


def _spawned(
    portions: Sequence[range], tasks: Sequence[Task], recipe: WorkerFactory[Task, Result], jobs: int
) -> Iterator[tuple[int, Result]]:
    """As `_forked`, by processes that are sent their tasks."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=partial(_learn, recipe))
    return _results(pool, [[tasks[n] for n in portion] for portion in portions])


def _results(pool: ProcessPoolExecutor, portions: Sequence[Sequence[Any]]) -> Iterator[tuple[int, Any]]:
    """Yield what the workers of a pool return for each portion; ends the pool."""
    try:
        waiting: dict[Future[Any], int] = {pool.submit(_run, portion): n for n, portion in enumerate(portions)}
        while waiting:
            done, _ = wait(waiting, timeout=WORKER_TIMEOUT, return_when=FIRST_COMPLETED)
            if not done:
                raise TimeoutError
            for future in done:
                yield waiting.pop(future), future.result()
    except TimeoutError:
        for process in list((pool._processes or {}).values()):
            process.kill()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _learn(recipe: WorkerFactory[Any, Any]) -> None:
    """Make a spawned child ready: it finds out all that it draws on, and says nothing of it."""
    _begin()
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        _work.append(recipe())


def _begin() -> None:
    """Make a child safe: no log handler, for its lock may be held for ever; no collecting of shared memory."""
    gc.disable()
    root = logging.getLogger()
    root.handlers = [logging.NullHandler()]
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this worker when its parent is gone, however that ended: it would wait for ever, and hold the lock."""
    parent = multiprocessing.parent_process()
    if parent:
        connection.wait([parent.sentinel])
        os._exit(1)


def _run(portion: Sequence[Any]) -> Any:
    return _work[-1](portion)
