"""Workers: one function applied to many tasks, in several processes where that pays and is safe.

Processes are forked, so that what the function draws on is shared and not copied; where there is no fork, or a worker
dies or hangs, the rest is done in this process.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from typing import Any, TypeVar

from plugins.engine.progress import console

Task = TypeVar("Task")
Result = TypeVar("Result")
HANG = 120.0
"""Seconds after which workers that finished nothing are given up."""
FEW = 64
"""Tasks for which starting processes costs more than it saves."""
SHARE = 16
"""Portions for each worker: enough that none waits long for the last one."""

_work: list[Callable[[Sequence[Any]], Any]] = []
"""What forked workers do; set just before the fork, for functions need not be sent to them then."""


def jobs_of(jobs: int) -> int:
    """Return the number of workers for the option `jobs`; 0 stands for one for each processor."""
    return jobs or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def spread(tasks: Sequence[Task], work: Callable[[Sequence[Task]], Result], jobs: int) -> Iterator[Result]:
    """Apply `work` to portions of `tasks` and yield what it returns, in no certain order; its errors are raised."""
    if jobs < 2 or len(tasks) < FEW or "fork" not in multiprocessing.get_all_start_methods():
        if tasks:
            yield work(tasks)
        return
    size = max(1, -(-len(tasks) // (jobs * SHARE)))
    portions = [range(start, min(start + size, len(tasks))) for start in range(0, len(tasks), size)]
    left = set(range(len(portions)))
    try:
        for number, result in _forked(portions, lambda portion: work([tasks[n] for n in portion]), jobs):
            left.discard(number)
            yield result
    except (BrokenProcessPool, TimeoutError) as error:
        reason = "hangs" if isinstance(error, TimeoutError) else "died"
        console.print(f"Warning: a worker {reason}; going on in one process.", markup=False)
        for number in sorted(left):
            yield work([tasks[n] for n in portions[number]])


def _forked(portions: Sequence[range], work: Callable[[range], Result], jobs: int) -> Iterator[tuple[int, Result]]:
    """Yield (number of the portion, result) as they come; raises BrokenProcessPool or TimeoutError."""
    gc.collect()
    gc.freeze()
    _work.append(work)  # type: ignore[arg-type]
    context = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)
    try:
        waiting: dict[Future[Any], int] = {pool.submit(_run, portion): n for n, portion in enumerate(portions)}
        while waiting:
            done, _ = wait(waiting, timeout=HANG, return_when=FIRST_COMPLETED)
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
        _work.pop()
        gc.unfreeze()


def _begin() -> None:
    """Make a forked child safe: no log handler, for its lock may be held for ever; no collecting of shared memory."""
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


def _run(portion: range) -> Any:
    return _work[-1](portion)
