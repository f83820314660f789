"""Notices: the one sentence that sums an event up where it stands alone, on a region's or an actor's page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plugins.importers.ucdp.actor_names import Cast
from plugins.importers.ucdp.incident import Incident
from plugins.importers.ucdp.sentence_picker import Wording
from plugins.importers.ucdp.sentence_values import Telling

HARM = (
    "{Victims} {were} killed {where}{when} in violence {between}{tally}.",
    "{Victims} died {where}{when} in the conflict {between}{tally}.",
    "Violence {between} {where}{when} killed {victims}{tally}.",
    "The conflict {between} cost {life_of} {victims} {where}{when}{tally}.",
    "{Where}{when}, {victims} {were} killed in violence {between}{tally}.",
    "UCDP records {death_of} {victims} {where}{when} in violence {between}{tally}.",
    "In the conflict {between}, {victims} {were} killed {where}{when}{tally}.",
    "{Victims} {are} recorded as killed {where}{when}, the parties being {parties}{tally}.",
    "Violence {where}{when} cost {life_of} {victims}; the parties were {parties}{tally}.",
    "In violence {between}, {victims} died {where}{when}{tally}.",
)
FIGHT = (
    "Fighting {between} {where}{when}; {deaths} recorded{tally}.",
    "Clashes {between} {where}{when} left {people} dead{tally}.",
    "{People} {were} killed {where}{when} in fighting {between}{tally}.",
    "{A} fought {b} {where}{when}; {people} {were} killed{tally}.",
    "{Deaths} {were} recorded in a clash {between} {where}{when}{tally}.",
    "{Where}{when}, {a} clashed with {b}, and {people} died{tally}.",
    "In fighting {between} {where}{when}, {deaths} {were} recorded{tally}.",
    "{People} died as {a} fought {b} {where}{when}{tally}.",
    "UCDP records a clash {between} {where}{when} with {deaths}{tally}.",
    "Combat {where}{when} {between} cost {lives}{tally}.",
)
NONE = (
    "Violence {between} {where}{when}; no deaths in the best estimate, {most} in the highest.",
    "{Where}{when}, violence {between} may have killed {up_to_people}; the best estimate is none.",
    "UCDP records violence {between} {where}{when} with no deaths in its best estimate and {most} in its highest.",
    "The estimates of deaths in violence {between} {where}{when} run from none to {most}, the best being none.",
)
ONE_SIDED = (
    "{A} killed {victims} {where}{when}.",
    "{Victims} {were} killed {where}{when} in one-sided violence by {a}.",
    "One-sided violence by {a} {where}{when} cost {life_of} {victims}.",
    "UCDP records {death_of} {victims} {where}{when} at the hands of {a}.",
)
POOLS: Mapping[str, Sequence[str]] = {
    "fight": FIGHT,
    "loss": HARM,
    "civilians": HARM,
    "unknown": HARM,
    "mixed": HARM,
    "none": NONE,
    "onesided": ONE_SIDED,
}


def notice(incident: Incident, cast: Cast, wording: Wording) -> str:
    """Return the sentence for `incident`; the least used pattern of this digest is taken."""
    frame = wording.least(POOLS[incident.shape], incident.event.id)
    return wording.fill(frame, Telling(incident, cast))
