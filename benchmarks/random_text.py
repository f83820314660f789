"""Random sentences for the corpus, built from lists of phrases."""

from __future__ import annotations

from random import Random

SUBJECTS = """the brigade|a small patrol|the town council|two armed groups|an observer team|the local committee
a supply convoy|the border guard|the district governor|several families|the engineers|a relief agency|the northern unit
the harbour authority|volunteers|the garrison|a group of drivers|the hospital|market traders|the mediation office
an artillery crew|the water board|former fighters|the customs post|a column of vehicles|the provincial court
shopkeepers|the electricity company|two delegations|the rapid force|farmers|a reconnaissance flight""".replace(
    "\n", "|"
)
ACTS = """moved towards|held|left|gave up|surrounded|searched|reopened|shelled|repaired|inspected|reinforced|blocked
reached|crossed|evacuated|occupied|abandoned|fortified|approached|cleared|claimed|watched|mapped|cut off|attacked
withdrew from|took over|passed through|supplied|secured|entered|defended"""
OBJECTS = """the eastern bridge|the grain silos|a disused quarry|the old market|the ring road|three checkpoints
the airfield|the pumping station|a school building|the river crossing|the orchards|the railway yard|the ridge
an ammunition store
the power line|a fuel depot|the camp|the cement works|the western suburb|a row of warehouses|the radio mast|the canal
the bus station|a walled farm|the pass|the administrative quarter|two villages|the salt flats|the harbour|a hill
the junction|the police post|a tunnel entrance|the reservoir|the industrial zone|the bakery"""
WHEN = """before dawn|late in the evening|around noon|for the second day|after a short lull|overnight|in the early hours
by the afternoon|over two days|within hours|towards the end of the week|shortly after the talks|for most of the day
during the truce|as the rain stopped|on market day"""
WHY = """because the road to the south remained closed|although no order had been made public
while negotiations went on elsewhere|as fuel was running short|after complaints about missing supplies
since neither side trusted the map|in spite of an agreement on paper|to keep the crossing open for traders
without meeting any resistance|under cover of smoke|in exchange for a release of detainees|pending a decision from above
as residents looked on|with help from outside the province|until the observers arrived|against the advice of its allies
so that wounded people could be taken out|following a dispute over wages|for reasons that were not explained
to the surprise of the neighbouring units"""
SAYERS = """A spokesman|One resident|An official|A driver|The committee|Two witnesses|A doctor|The monitors|A trader
An officer|The agency|A teacher"""
SAYINGS = """said that|denied that|confirmed that|wrote that|did not rule out that|had earlier announced that
could not say whether|expected that|repeated that|doubted that"""
OPENINGS = """Meanwhile,|Further north,|In a separate incident,|According to a second account,|Later,|At the same time,
Along the river,|In the hills,|Near the border,|By then,|Elsewhere,|On the other bank,"""
SYLLABLES = (
    "al an ar bel dar den dor el en fa gar hal in ka kel la len ma mar mir na nor os ra rim sa sel ta tor ul va zen"
)
HEADINGS = """Movements on the ground|Supplies and roads|Talks and statements|What residents say|The front lines
Around the town|Claims compared|Losses and damage|Aid and shelter|What is not known|The wider region|Politics"""

Words = tuple[str, ...]


def split_list(text: str) -> Words:
    """Split a text at bars and newlines."""
    return tuple(text.strip().replace("\n", "|").split("|"))


CHOICES: dict[str, Words] = {
    name: split_list(text)
    for name, text in {
        "subject": SUBJECTS,
        "act": ACTS,
        "object": OBJECTS,
        "when": WHEN,
        "why": WHY,
        "sayer": SAYERS,
        "saying": SAYINGS,
        "opening": OPENINGS,
        "heading": HEADINGS,
    }.items()
}
PARTS = tuple(SYLLABLES.split())


def pick(rng: Random, kind: str) -> str:
    """Return a random phrase of a kind."""
    words = CHOICES[kind]
    return words[int(rng.random() * len(words))]


def invented_name(rng: Random, syllables: int = 3) -> str:
    """Return a random proper name; names give the archive a long tail of rare words, as in real archives."""
    return "".join(PARTS[int(rng.random() * len(PARTS))] for _ in range(syllables)).capitalize()


def clause(rng: Random) -> str:
    """Return a clause of subject, verb and object, sometimes with a location."""
    words = f"{pick(rng, 'subject')} {pick(rng, 'act')} {pick(rng, 'object')}"
    return f"{words} near {invented_name(rng)}" if rng.random() < 0.3 else words


def capitalize_first(text: str) -> str:
    """Return a text with its first letter capitalised."""
    return text[0].upper() + text[1:]


def sentence(rng: Random) -> str:
    """Return a sentence of 8 to 25 words."""
    form = rng.random()
    if form < 0.3:
        return f"{pick(rng, 'opening')} {clause(rng)} {pick(rng, 'when')}."
    if form < 0.6:
        return capitalize_first(f"{clause(rng)} {pick(rng, 'when')}, {pick(rng, 'why')}.")
    if form < 0.8:
        return f"{pick(rng, 'sayer')} {pick(rng, 'saying')} {clause(rng)} {pick(rng, 'why')}."
    return f"{pick(rng, 'opening')} {clause(rng)}, and {clause(rng)} {pick(rng, 'when')}."


def paragraph(rng: Random, sentences: int) -> str:
    """Return a number of sentences."""
    return " ".join(sentence(rng) for _ in range(sentences))
