"""Tolls: the dead of an incident in words: how many, within which range, and who they were."""

from __future__ import annotations

from plugins.importers.ucdp.actor_names import Cast
from plugins.importers.ucdp.incident import Incident
from plugins.importers.ucdp.numerals import counted, listed, number


def margin(incident: Incident) -> str:
    """Return the range of the estimates in brackets, or nothing where they agree."""
    event = incident.event
    if event.low == event.high or event.best == 0:
        return ""
    if event.low == event.best:
        return f" (up to {number(event.high)})"
    if event.high == event.best:
        return f" (at least {number(event.low)})" if event.low else " (possibly none)"
    return f" (between {number(event.low)} and {number(event.high)})"


def people(incident: Incident) -> str:
    """Return `eleven people`, with the range."""
    return counted(incident.event.best, "person", "people") + margin(incident)


def victims(incident: Incident) -> str:
    """Return the dead by what they were, where all were the same: `two civilians`."""
    if _only(incident, "civilians"):
        return counted(incident.event.best, "civilian", "civilians") + margin(incident)
    status = " of unknown status" if _only(incident, "unknown") else ""
    return counted(incident.event.best, "person", "people") + status + margin(incident)


def split(incident: Incident, cast: Cast) -> str:
    """Return whom the dead belonged to, as it follows a count and a comma; empty where that is not recorded."""
    event, dead = incident.event, incident.event.victims
    if dead is None or event.best == 0 or event.best != dead.side_a + dead.side_b + dead.civilians + dead.unknown:
        return ""
    if dead.side_a == dead.side_b and 2 * dead.side_a == event.best:
        return f"{number(dead.side_a)} on each side"
    parts = _parts(incident, cast)
    return parts[0] if len(parts) == 1 else listed(parts)


def _parts(incident: Incident, cast: Cast) -> list[str]:
    dead, whole = incident.event.victims, incident.event.best
    assert dead is not None
    sides = [
        (dead.side_a, f"on the side of {cast.again(incident.side_a)}"),
        (dead.side_b, f"on the side of {cast.again(incident.side_b)}"),
    ]
    parts = [f"{_share(count, whole)}{words}" for count, words in sides if count]
    if len(parts) == 2:
        parts[1] = f"{number(dead.side_b)} on that of {cast.again(incident.side_b)}"
    if dead.civilians:
        parts.append(_civilians(dead.civilians, whole))
    if dead.unknown:
        parts.append(f"{_share(dead.unknown, whole)}of unknown status")
    return parts


def _share(count: int, whole: int) -> str:
    """Return how many of the dead: nothing for the only one, else `both`, `all`, or the number."""
    if count == whole:
        return {1: "", 2: "both "}.get(count, "all ")
    return f"{number(count)} "


def _civilians(count: int, whole: int) -> str:
    if count == whole:
        return {1: "a civilian", 2: "both civilians"}.get(count, "all civilians")
    return counted(count, "civilian", "civilians")


def brief(incident: Incident, cast: Cast) -> str:
    """Return the dead in a few words, for brackets in a list of places."""
    event = incident.event
    if _only(incident, "civilians") or _only(incident, "unknown"):
        words = victims(incident).replace(" (", ", ").rstrip(")")
    else:
        whose = split(incident, cast)
        ranged = margin(incident).replace(" (", ", ").rstrip(")")
        words = f"{number(event.best)} dead{ranged}{', ' if whose else ''}{whose}"
    return words


def tally(incident: Incident, cast: Cast) -> str:
    """Return the dead by side as figures in brackets, where they differ: ` (9 government, 2 IS)`."""
    dead = incident.event.victims
    if dead is None or incident.shape not in ("fight", "loss", "mixed"):
        return ""
    rows = [
        (dead.side_a, cast.label(incident.side_a, dead.side_a)),
        (dead.side_b, cast.label(incident.side_b, dead.side_b)),
        (dead.civilians, "civilians" if dead.civilians > 1 else "civilian"),
        (dead.unknown, "of unknown status"),
    ]
    parts = [f"{count} {label}" for count, label in rows if count]
    return f" ({', '.join(parts) if len(parts) > 1 else split(incident, cast)})"


def _only(incident: Incident, sort: str) -> bool:
    dead = incident.event.victims
    return dead is not None and incident.event.best > 0 and getattr(dead, sort) == incident.event.best
