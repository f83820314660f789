"""Actors of an event: UCDP's id decides which actor a side is; without one, an equal name does; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from plugins.archive.model.entries import Actor, Name
from plugins.archive.model.registry import name_on, was_used_on
from plugins.archive.text.dates import parse_edtf
from plugins.importers.registry_builder import ACTOR_SCHEME, RegistryBuilder, other_names, same_name, ucdp_ids
from plugins.importers.ucdp.ged import CIVILIANS
from plugins.importers.ucdp.place_names import GOVERNMENT, OLD_NAMES, name_at, split_name

COMMA = re.compile(r",(?!\s*(?:FYR|(?:Democratic )?Republic of)\s*(?:,|$))")
"""Between two actors, but not in names of countries such as `Macedonia, FYR`."""


class Side(NamedTuple):
    """One side of an event: the names of its actors on its day, and their ids in the registry.

    `renamed` has the row's name and the name of that day of each actor for which they differ.
    """

    names: tuple[str, ...]
    actors: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...] = ()


class ActorLookup(NamedTuple):
    """Finds actors in a registry by UCDP's id or by name, and adds those that are missing."""

    registry: RegistryBuilder

    def side(self, text: str, ucdp_id: str, day: date) -> Side:
        """Return the actors of a side on `day`, in order, each once.

        Several actors are separated by commas. The id of such a side is that of their alliance, and of no actor.
        """
        ucdp_id = "" if same_name(text, CIVILIANS) else ucdp_id  # it differs between releases
        if found := self.registry.actor_with_id(ucdp_id):
            actors = {text: found}
        else:
            parts = tuple(dict.fromkeys(self._split(text)))
            actors = {part: self._actor(part, ucdp_id if len(parts) == 1 else "") for part in parts}
        names = {name: _name_of(actor, name, day) for name, actor in actors.items()}
        return Side(
            names=tuple(dict.fromkeys(names.values())),
            actors=tuple(dict.fromkeys(actor.id for actor in actors.values())),
            renamed=tuple((name, now) for name, now in names.items() if now not in (name, name_at(name, day))),
        )

    def _split(self, text: str) -> Iterator[str]:
        """Split at commas, except inside a registered name; the longest such name is preferred."""
        parts = [part.strip() for part in COMMA.split(text) if part.strip()]
        while parts:
            lengths = (n for n in range(len(parts), 1, -1) if self.registry.named("actor", ", ".join(parts[:n])))
            length = next(lengths, 1)
            yield ", ".join(parts[:length])
            parts = parts[length:]

    def _actor(self, name: str, ucdp_id: str) -> Actor:
        found = self._same(name, ucdp_id)
        if found is None:
            return self.registry.add("actor", self._new(name, ucdp_id))
        if ucdp_id and not ucdp_ids(found) and not _is_former(found, name):
            return self.registry.identify(found, ucdp_id)
        return found

    def _same(self, name: str, ucdp_id: str) -> Actor | None:
        """Return the actor with an equal name. One with another id of UCDP is another actor.

        A former name is an exception: UCDP gives a group that changed its name a second id.
        """
        for spelling in dict.fromkeys((name, _main_name(name))):
            named = [entry for entry in self.registry.named("actor", spelling) if isinstance(entry, Actor)]
            same = [a for a in named if not ucdp_id or not ucdp_ids(a) or _is_former(a, spelling)]
            if found := self.registry.only("actor", spelling, same):
                return found
        return None

    def _new(self, name: str, ucdp_id: str) -> Actor:
        main = _main_name(name)
        kind = "civilians" if same_name(name, CIVILIANS) else "state" if main.startswith(GOVERNMENT) else "armed-group"
        names = other_names(main, name)
        if replaced := OLD_NAMES.get(split_name(name)[1]):
            names = (Name(name=name, kind="former", until=parse_edtf(replaced.isoformat())),)
        entry_id = self.registry.free_id("actor", main)
        if self.registry.named("actor", main):  # another actor, which has another id
            main += f" (UCDP actor {ucdp_id})"
        identifiers = ((ACTOR_SCHEME, ucdp_id),) if ucdp_id else ()
        return Actor(id=entry_id, name=main, kind=kind, names=names, identifiers=identifiers)


def _main_name(name: str) -> str:
    """Return the name of a government without an older name in brackets, and any other name as it is."""
    return split_name(name)[0] if name.startswith(GOVERNMENT) else name


def _is_former(actor: Actor, name: str) -> bool:
    return any(other.kind == "former" and same_name(other.name, name) for other in actor.names)


def _name_of(actor: Actor, name: str, day: date) -> str:
    """Return the row's name for an actor, or the registry's name of that day if the row's was not in use then.

    UCDP names a group the same in all years. Of the registry's names, a dated one is valid within its dates. The main
    name, its spellings and its acronym are valid on days without a former name, an alias always.
    """
    name = name_at(name, day)
    then = name_on(actor, day)
    known = [other for other in actor.names if same_name(other.name, name)]
    if any(was_used_on(other, day) for other in known) or same_name(then, name):
        return name
    dated = [other for other in known if other.since or other.until]
    current = same_name(actor.name, name) or any(other.kind in ("spelling", "acronym") for other in known)
    return then if dated or (current and then != actor.name) else name
