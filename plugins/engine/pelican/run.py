"""Running: Pelican run for one build, with the settings that the build is asked for."""

from __future__ import annotations

from pathlib import Path

from pelican import Pelican, signals
from pelican.log import init
from pelican.settings import read_settings

from plugins.engine.build import SETTINGS_KEY, Build
from plugins.engine.options import Options

CONFIG_FILE = Path(__file__).resolve().parents[3] / "pelican.conf.py"


def run_pelican(options: Options, alive: list[object] | None = None) -> Build:
    """Build through Pelican; raises ArchiveError, StagingError or SearchIndexError.

    What the build was made of is put into `alive`, as long as somebody holds that.
    """
    init(level="WARNING")
    override = {
        "PATH": str(options.content),
        "OUTPUT_PATH": str(options.output),
        "SITEURL": options.siteurl,
        "THEME": str(options.theme),
        "CACHE_PATH": str(options.cache_root or ""),
        "SITREP_SEARCH": options.search,
        "SITREP_DEFER": options.defer_search,
        "SITREP_DRAFTS": options.drafts,
        "SITREP_JOBS": options.jobs,
        "SITREP_CACHE": options.cache_root is not None,
        "SITREP_CARDS": options.social_cards,
        "SITREP_ROOM": str(options.cache_dir or ""),
    }
    settings = read_settings(str(CONFIG_FILE), override=override)
    held: list[object] = [] if alive is None else alive
    try:
        with signals.all_generators_finalized.connected_to(held.append):
            Pelican(settings).run()
        build: Build = settings[SETTINGS_KEY]
    finally:
        if begun := settings.pop(SETTINGS_KEY, None):
            begun.discard()
    held.append(build)
    return build
