"""A Pelican plugin that adds outputs to the build."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pelican import signals
from pelican.generators import Generator

from plugins.engine.build import Build, current_build


def output_plugin(add_outputs: Callable[[Build], None]) -> Callable[[], None]:
    """Return the `register` function of a plugin. Pelican calls `add_outputs` once in each build."""

    class OutputGenerator(Generator):
        def generate_output(self, writer: Any) -> None:
            add_outputs(current_build(self.settings))

    def get_generators(pelican: Any) -> type[Generator]:
        return OutputGenerator

    def register() -> None:
        signals.get_generators.connect(get_generators)

    return register
