"""Progress: the current stage on a terminal, and one line for each stage that took time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

MIN_SECONDS = 0.1
"""Stages that take less time are not printed."""

console = Console(highlight=False, stderr=True)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Show `name` on a terminal while the stage runs, and print its duration if it succeeds."""
    start = time.perf_counter()
    if console.is_terminal:
        with console.status(f"{name} …"):
            yield
    else:
        yield
    seconds = time.perf_counter() - start
    if seconds >= MIN_SECONDS:
        console.print(f"{name}: {seconds:.1f} s", markup=False)
