"""Running Pelican for one build."""

from __future__ import annotations

from pathlib import Path

import pelican
from pelican import Pelican, signals
from pelican.log import init
from pelican.settings import read_settings
from rich.console import Console

from plugins.engine.build import SETTINGS_KEY, Build
from plugins.engine.options import Options

CONFIG_FILE = Path(__file__).resolve().parents[3] / "pelican.conf.py"

_alive: list[object] = []
"""The objects of the last build. Freeing a large archive takes a second, so this is left to the next build: a command
ends its process without freeing anything."""


def run_pelican(options: Options) -> Build:
    """Build through Pelican; raises ArchiveError, StagingError or SearchIndexError."""
    _alive.clear()
    init(level="WARNING")
    settings = read_settings(str(CONFIG_FILE), override=options.to_settings())
    console = vars(pelican)["console"]
    vars(pelican)["console"] = Console(quiet=True)  # its summary counts articles and drafts, which the site has none of
    try:
        with signals.all_generators_finalized.connected_to(_alive.append):
            Pelican(settings).run()
        build: Build = settings[SETTINGS_KEY]
    finally:
        vars(pelican)["console"] = console
        if started := settings.pop(SETTINGS_KEY, None):
            started.discard()
    _alive.append(build)
    return build
