"""Pelican plugin: sends every file through staging, and publishes the finished site."""

from __future__ import annotations

from typing import Any

from pelican import signals

from plugins.engine.build import current_build
from plugins.engine.pelican.writer import StagingWriter
from plugins.engine.publish.staging import StagingError


def require_plugins(pelican: Any) -> None:
    """Raise StagingError if a plugin did not load. Pelican would only log it, and build a different site."""
    missing = set(pelican.settings["SITREP_PLUGINS"]) - set(pelican.settings["PLUGINS"])
    if missing:
        raise StagingError(f"these plugins did not load: {', '.join(sorted(missing))} — see the errors above")
    pelican.settings["TEMPLATE_PAGES"] = {}


def get_writer(pelican: Any) -> type[StagingWriter]:
    """Return the writer that Pelican uses."""
    return StagingWriter


def finish(pelican: Any) -> None:
    """Write, check, index and publish the site."""
    current_build(pelican.settings).finish()


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(require_plugins)
    signals.get_writer.connect(get_writer)
    signals.finalized.connect(finish)
