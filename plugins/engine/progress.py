"""Progress: what a long work is doing, with a live line on a terminal and plain lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

console = Console(highlight=False, stderr=True)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Show that `name` is under way and, when it ends, how long it took."""
    start = time.perf_counter()
    if console.is_terminal:
        with console.status(f"{name} …"):
            yield
    else:
        yield
    console.print(f"{name}: {time.perf_counter() - start:.1f} s", markup=False)
