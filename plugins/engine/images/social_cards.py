"""Cards: the plans of the site's card and of each report's, and what was drawn once kept for later builds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial
from importlib import metadata
from pathlib import Path

from plugins.archive import urls as paths
from plugins.archive.digest import digest
from plugins.engine.cache import store
from plugins.pages.context import PageContext
from plugins.pages.outputs import File, Plan
from plugins.pages.social_cards import (
    SocialCard,
    has_site_social_card,
    has_social_card,
    report_social_card,
    site_social_card,
)

STAGE = "Draw the cards"


class SocialCards:
    """Plans the cards of one archive; `room` is where drawn ones are kept.

    A card is drawn again only if what it shows changed, or what draws it: fonts, libraries, the module that does.
    Other changes of the program or the site, after which all pages are made anew, cost no drawing.
    """

    def __init__(self, context: PageContext, theme: Path, room: Path) -> None:
        self._context, self._theme, self._folder = context, theme, room / "cards"

    @cached_property
    def _means(self) -> bytes:
        """A digest of all that draws a card."""
        files = [Path(__file__).with_name("card_drawing.py"), *sorted((self._theme / "cards").glob("*.ttf"))]
        libraries = [metadata.version(name) for name in ("resvg-py", "pillow")]
        return digest(libraries, [file.read_bytes() for file in files])

    def plans(self) -> list[Plan]:
        """Return the plans of the cards that the site has; those of reports only where they are wanted."""
        plans = list(self._plans())
        if self._context.archive.urls.social_cards:
            self._sweep({plan.inputs.hex() for plan in plans})
        return plans

    def _plans(self) -> Iterator[Plan]:
        archive = self._context.archive
        if has_site_social_card(archive):
            yield self._plan(paths.SITE_SOCIAL_CARD, site_social_card(archive))
        for report in archive.catalogue.reports if archive.urls.social_cards else ():
            if has_social_card(report, archive.urls):
                yield self._plan(paths.social_card(report.stem), report_social_card(report, self._context))

    def _plan(self, path: str, card: SocialCard) -> Plan:
        key = digest(path, card, self._means)  # two workers never write one file, for the path is in its name
        make = partial(load_or_draw, path, card, self._theme, self._folder / key.hex())
        return Plan(path, key, make, listed=False, stage=STAGE)

    def _sweep(self, names: set[str]) -> None:
        """Remove what is kept of cards that are no more."""
        if self._folder.is_dir():
            for file in self._folder.iterdir():
                if file.name not in names:
                    file.unlink(missing_ok=True)


def load_or_draw(path: str, card: SocialCard, theme: Path, file: Path) -> File:
    """Return a card as it is kept in `file`, or drawn and kept there."""
    data = store.load(file, bytes)
    if data is None:
        from plugins.engine.images.card_drawing import (
            draw_card,  # with libraries that only a site with an address needs
        )

        data = draw_card(card, theme)
        store.save(file, data)
    return File(path, data)
