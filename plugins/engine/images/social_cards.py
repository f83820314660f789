"""Social cards: plans of the site's card and of each report's card. Drawn cards are cached."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial
from importlib import metadata
from pathlib import Path

from plugins.archive import urls as paths
from plugins.archive.digest import digest
from plugins.engine.cache.store import CacheFile, remove_unused
from plugins.pages.context import PageContext
from plugins.pages.outputs import File, Plan
from plugins.pages.social_cards import (
    SocialCard,
    has_site_social_card,
    has_social_card,
    report_social_card,
    site_social_card,
)

STAGE = "Draw social cards"


class SocialCards:
    """The social cards of an archive, cached below `cache_dir`.

    A card is drawn again only if its content, the fonts, a library or the drawing module changed. Other changes of the
    program or the site rewrite all pages, but draw no card.
    """

    def __init__(self, context: PageContext, theme: Path, cache_dir: Path) -> None:
        self._context, self._theme, self._folder = context, theme, cache_dir / "cards"
        self._names: set[str] = set()

    @cached_property
    def _tool_digest(self) -> bytes:
        """A digest of everything that draws a card."""
        files = [Path(__file__).with_name("card_drawing.py"), *sorted((self._theme / "cards").glob("*.ttf"))]
        libraries = [metadata.version(name) for name in ("resvg-py", "pillow")]
        return digest(libraries, [file.read_bytes() for file in files])

    def plans(self) -> list[Plan]:
        """Plan the site's card, and the cards of reports if the build has the option."""
        plans = list(self._plans())
        if self._context.archive.urls.social_cards:
            remove_unused(self._folder, self._names)
        return plans

    def _plans(self) -> Iterator[Plan]:
        archive = self._context.archive
        if has_site_social_card(archive):
            yield self._plan(paths.SITE_SOCIAL_CARD, site_social_card(archive))
        for report in archive.catalogue.reports if archive.urls.social_cards else ():
            if has_social_card(report, archive.urls):
                yield self._plan(paths.social_card(report.stem), report_social_card(report, self._context))

    def _plan(self, path: str, card: SocialCard) -> Plan:
        key = digest(path, card, self._tool_digest)  # the path is in the key, so two workers never write one file
        self._names.add(key.hex())
        create = partial(load_or_draw, path, card, self._theme, self._folder / key.hex())
        inputs = {"content of the card": card, "fonts and image tools": self._tool_digest}
        return Plan(path, inputs, create, listed=False, stage=STAGE)


def load_or_draw(path: str, card: SocialCard, theme: Path, cache_file: Path) -> File:
    """Return a card from its cache file, or draw it and save it there."""
    cached = CacheFile(cache_file, bytes)
    data = cached.load()
    if data is None:
        from plugins.engine.images.card_drawing import draw_card  # imports libraries that only this needs

        data = draw_card(card, theme)
        cached.save(data)
    return File(path, data)
