"""Pelican plugin: sends every byte through staging, and puts the finished site in its place."""

from __future__ import annotations

from typing import Any

from pelican import signals

from plugins.engine.build import current_build
from plugins.engine.pelican.writer import StagingWriter
from plugins.engine.publish.staging import StagingError


def require_plugins(pelican: Any) -> None:
    """Fail when a plugin did not load: Pelican itself would only log it and build something else."""
    missing = set(pelican.settings["SITREP_PLUGINS"]) - set(pelican.settings["PLUGINS"])
    if missing:
        raise StagingError(f"these plugins did not load: {', '.join(sorted(missing))} — see the errors above")
    pelican.settings["TEMPLATE_PAGES"] = {}


def get_writer(pelican: Any) -> type[StagingWriter]:
    """Give Pelican our writer."""
    return StagingWriter


def finish(pelican: Any) -> None:
    """Audit, index and publish."""
    current_build(pelican.settings).finish()


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(require_plugins)
    signals.get_writer.connect(get_writer)
    signals.finalized.connect(finish)
