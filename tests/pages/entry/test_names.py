"""The names of and facts about a registry entry."""

from plugins.archive.model.entries import Actor, Name, Region, Source
from plugins.archive.model.hierarchy import Relatives
from plugins.archive.text.dates import parse_edtf
from plugins.pages.entry.names import EntryNames, NameLine, entry_names
from plugins.pages.entry.summary import entry_facts
from plugins.pages.view_models import Fact, Link
from tests.samples import REGISTRY, labels


def test_former_names_are_in_chronological_order() -> None:
    """Each name has its period; the current name comes last."""
    found = entry_names(REGISTRY.actors["pilots"], "en")
    assert [(name.text, name.note) for name in found.former] == [
        ("Pilots' Front", "until 28 July 2016"),
        ("Conquest Pilots", "28 July 2016 to 28 January 2017"),
        ("United Pilots", "since 28 January 2017"),
    ]
    assert [(name.text, name.note) for name in found.others] == [("UP", "acronym")]


def test_current_name_without_a_start_is_left_out() -> None:
    """The end of the last former name is the start of the current name."""
    former = Name("Old Pilots", "former", since=parse_edtf("2012"))
    assert entry_names(Actor(id="x", name="Pilots", names=(former,)), "en").former == (
        NameLine("Old Pilots", "since 2012", "", ""),
    )


def test_name_in_another_language() -> None:
    """The language and direction are for browsers, the note is for readers."""
    native = Name("سوريا", "native", "ar"), Name("Syrie", "alias", "fr")
    assert entry_names(Region(id="syria", name="Syria", names=native), "en") == EntryNames(
        others=(NameLine("سوريا", "Arabic", "ar", "rtl"), NameLine("Syrie", "alias, French", "fr", "ltr"))
    )


def test_unknown_language_is_shown_by_its_code() -> None:
    odd = Name("Odd", lang="x-made-up")
    assert entry_names(Region(id="x", name="X", names=(odd,)), "en").others[0].note == "x-made-up"


def test_relatives_of_an_actor_are_links() -> None:
    relatives = Relatives(ancestors=("guard",), predecessors=("pilots",), successors=("guard",))
    assert entry_facts(Actor(id="new", name="New"), relatives, labels()) == (
        Fact("Part of", (Link("Guard", "/actors/guard/"),)),
        Fact("Came from", (Link("United Pilots", "/actors/pilots/"),)),
        Fact("Became", (Link("Guard", "/actors/guard/"),)),
    )


def test_identifiers_of_an_actor_are_shown_with_their_data_set() -> None:
    actor = Actor(id="new", name="New", identifiers=(("ucdp-actor", "1170, 6815"), ("wikidata", "Q1")))
    expected = Fact("Identifiers", (Link("ucdp actor 1170, 6815", ""), Link("wikidata Q1", "")))
    assert entry_facts(actor, Relatives(), labels()) == (expected,)


def test_ancestors_of_a_region_are_links() -> None:
    relatives = Relatives(ancestors=("land/north", "land"))
    assert entry_facts(REGISTRY.regions["land/north/port"], relatives, labels()) == (
        Fact("Kind", (Link("town", ""),)),
        Fact("Lies in", (Link("North", "/regions/land/north/"), Link("Land", "/regions/land/"))),
    )


def test_reliability_and_language_of_a_source_are_words() -> None:
    """The grade follows its description."""
    source = Source(id="wire", name="Wire", reliability="B", lang="ar")
    assert entry_facts(source, Relatives(), labels()) == (
        Fact("Reliability", (Link("usually reliable (B of A–F)", ""),)),
        Fact("Language", (Link("Arabic", ""),)),
    )
