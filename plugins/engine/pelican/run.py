"""Running: Pelican run for one build, with the settings that the build is asked for."""

from __future__ import annotations

from pathlib import Path

from pelican import Pelican, signals
from pelican.log import init
from pelican.settings import read_settings

from plugins.engine.build import KEY, Build
from plugins.engine.options import Options

CONFIGURATION = Path(__file__).resolve().parents[3] / "pelican.conf.py"


def run_pelican(options: Options, alive: list[object] | None = None) -> Build:
    """Build through Pelican; raises ArchiveError, StagingError or SearchIndexError.

    What the build was made of is put into `alive`, as long as somebody holds that.
    """
    init(level="WARNING")
    override = {
        "PATH": str(options.content),
        "OUTPUT_PATH": str(options.target),
        "SITEURL": options.siteurl,
        "THEME": str(options.theme),
        "CACHE_PATH": str(options.cache or ""),
        "SITREP_SEARCH": options.search,
        "SITREP_DEFER": options.defer,
        "SITREP_DRAFTS": options.drafts,
        "SITREP_JOBS": options.jobs,
        "SITREP_CACHE": options.cache is not None,
        "SITREP_CARDS": options.cards,
        "SITREP_ROOM": str(options.room or ""),
    }
    settings = read_settings(str(CONFIGURATION), override=override)
    held: list[object] = [] if alive is None else alive
    try:
        with signals.all_generators_finalized.connected_to(held.append):
            Pelican(settings).run()
        build: Build = settings[KEY]
    finally:
        if begun := settings.pop(KEY, None):
            begun.discard()
    held.append(build)
    return build
