"""Frames: the sentences of a digest's body with gaps, by what they tell; `telling` fills the gaps.

A gap with a capital letter begins a sentence. Sentences claim no more than a GED row does: that these parties stood
in conflict, that people died, where and when, and not who killed whom (but for one-sided violence).
"""

from __future__ import annotations

FIGHT = (
    "Fighting {between} {where} left {people} dead{split}.",
    "{Where}, {people} died in clashes {between}{split}.",
    "UCDP records {deaths} in a clash {between} {where}{colon}.",
    "{According}, {people} {were} killed as {a} fought {b} {where}{split}.",
    "A clash {where} set {a} against {b} and cost {lives}{split}.",
    "{Deaths} {were} recorded {where} in fighting {between}{split}.",
    "{A} fought {b} {where}; {people} {were} killed{split}.",
    "Combat {between} is recorded {where}, with {deaths}{split}.",
    "{Where}, {a} clashed with {b}, at a cost of {lives}{split}.",
    "{People} died {where} when {a} clashed with {b}{split}.",
)
LOSS = (
    "{Where}, {people} {were} killed in hostilities {between}{split}.",
    "UCDP records {deaths} {where} in the armed conflict {between}{split}.",
    "{Losers} {were} killed {where} in hostilities with {opponent}.",
    "The armed conflict {between} cost {lives} {where}{split}.",
    "Hostilities {between} {where} left {people} dead{split}.",
    "{According}, {losers} died {where} in the conflict with {opponent}.",
    "{Deaths} {are} recorded {where} for the conflict {between}{split}.",
    "{Where}, the conflict {between} brought {deaths}{split}.",
    "{Where}, {losers} died in hostilities with {opponent}.",
    "The parties {where} were {parties}; {people} {were} killed{split}.",
)
CIVILIANS = (
    "{Victims} {were} killed {where} in violence {between}.",
    "{Where}, UCDP records {death_of} {victims} in the conflict {between}.",
    "{According}, {victims} died {where}; UCDP counts {death_or_deaths} to the conflict {between}.",
    "The conflict {between} cost {life_of} {victims} {where}.",
    "{Victims} {are} listed as killed {where}; the parties to the conflict were {parties}.",
    "Violence {between} killed {victims} {where}.",
    "{Where}, {victims} died; UCDP names {parties} as the parties to the violence.",
    "Among civilians, {deaths} {were} recorded {where} in violence {between}.",
)
UNKNOWN = (
    "{People} {were} killed {where} in violence {between}; {whether} is not recorded.",
    "UCDP records {deaths} {where} in the conflict {between} without saying who died.",
    "{Where}, {people} died in violence {between}; the record leaves open {whether}.",
    "{According}, {people} {were} killed {where}; UCDP places {death_or_deaths} in the conflict {between} "
    "but gives no status.",
    "The status of {people} killed {where} in the conflict {between} is unknown.",
    "Violence {between} {where} caused {deaths}; who died, fighters or civilians, the record does not say.",
    "{People} who died {where} in violence {between} {are} classed {neither}.",
    "{Where}, violence {between} led to {death_of} {people} of unknown status.",
)
MIXED = (
    "{People} died {where} in violence {between}{split}.",
    "UCDP records {deaths} {where} in the conflict {between}{colon}.",
    "{Where}, {people} {were} killed in violence {between}{split}.",
    "{According}, violence {between} cost {lives} {where}{split}.",
    "The toll {where} in the conflict {between} is given as {toll}{colon}.",
    "Violence {between} left {people} dead {where}{split}.",
    "{Deaths} {are} recorded {where} in the conflict {between}{split}.",
)
NONE = (
    "For violence {between} {where}, UCDP's best estimate is no deaths and the highest {most_deaths}.",
    "Violence {between} {where} may have killed {up_to_people}; the best estimate is none.",
    "Whether anyone died {where} in violence {between} is uncertain: the estimates run from none to {most}.",
    "{Where}, UCDP notes violence {between} with no death in its best estimate and {most} in its highest.",
    "The record of violence {between} {where} is unclear on deaths, with {most} at most and none as the best estimate.",
    "{Where}, violence {between} may have caused {up_to_deaths}, though the best estimate is none.",
)
ONE_SIDED = (
    "{A} killed {victims} {where}, {according}.",
    "{Where}, {victims} {were} killed by {a} in what UCDP classes as one-sided violence.",
    "UCDP records one-sided violence by {a} {where}, in which {victims} died.",
    "One-sided violence by {a} against civilians cost {lives} {where}.",
    "{According}, {victims} died {where} at the hands of {a}; UCDP counts this as violence against civilians.",
)
SPAN = (
    "{Span}, {people} died {where} in violence {between}{split}.",
    "Violence {between} cost {lives} {where} {span}, with no closer date given{colon}.",
    "{People} {were} killed {where} {span} in violence {between}{split}; the record does not name a single day.",
    "{Where}, {deaths} {were} recorded {span} in violence {between}{split}.",
    "UCDP places {deaths} {where} {span}, in violence {between}{split}.",
)
LONG = (
    "{Span}, UCDP counts {deaths} {where} in violence {between}{split}, without a day for any of them.",
    "One record sums up the violence {between} {where} {span}: {deaths}{split}.",
    "{People} {were} killed {where} {span} in violence {between}{split}; the record is not divided into days.",
    "{According}, violence {between} cost {lives} {where} {span}{split}.",
)
MORE = (
    "In the same conflict, {victims} died {where}{halves}.",
    "The conflict also brought {deaths} {where}{split}.",
    "{Where}, the same conflict led to {deaths}{split}.",
    "UCDP counts {deaths} {where} to the same conflict{split}.",
    "{Another} died in this conflict {where}{halves}.",
    "A second record of this conflict, {where}, gives {deaths}{split}.",
    "The same parties are named for {deaths} {where}{split}.",
    "{Victims} {were} killed in the same conflict {where}{halves}.",
)
MORE_ONE_SIDED = (
    "{A} also killed {victims} {where}.",
    "{Another} died {where} at the hands of {a}.",
    "A second record of violence by {a} against civilians, {where}, gives {deaths}.",
)
MORE_NONE = (
    "A further record {where} has no deaths in its best estimate and {most} in its highest.",
    "{Where}, further violence of this kind may have caused {up_to_deaths}; the best estimate is none.",
    "Of an incident {where}, it is uncertain whether anyone died; the highest estimate is {most}.",
)
LIST = (
    "Further deaths in the same conflict are recorded {items}.",
    "The conflict also caused deaths {items}.",
    "UCDP has more records of this conflict {items}.",
    "More people died in this conflict {items}.",
    "Also counted to this conflict are deaths {items}.",
    "{Items}, the same conflict led to further deaths.",
    "The same parties are named for deaths {items}.",
    "Other deaths from this conflict are recorded {items}.",
)
LIST_ONE_SIDED = (
    "The same side is named for civilian deaths {items}.",
    "Further civilians were killed by the same side {items}.",
)
LIST_NONE = (
    "Without a death in the best estimates, but with some in the highest, such violence is also recorded {items}.",
    "Uncertain are records {items}, whose best estimates are none.",
)
BY_SHAPE = {
    "fight": FIGHT,
    "loss": LOSS,
    "civilians": CIVILIANS,
    "unknown": UNKNOWN,
    "mixed": MIXED,
    "none": NONE,
    "onesided": ONE_SIDED,
}
