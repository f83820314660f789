"""Entry names and facts: what an entry was called when, and to whom it is linked, from whichever side."""

from plugins.archive.model.entries import Actor, Name, Region, Source
from plugins.archive.model.hierarchy import Relatives
from plugins.archive.text.dates import parse_edtf
from plugins.pages.entry.facts import entry_facts
from plugins.pages.entry.names import EntryNames, NameLine, entry_names
from plugins.pages.view_models import Fact, Link
from tests.samples import REGISTRY, labels


def test_former_names_in_the_order_of_time() -> None:
    """Former names stand in order, with the time in which each was borne; the name of today ends them."""
    found = entry_names(REGISTRY.actors["pilots"], "en")
    assert [(name.text, name.note) for name in found.former] == [
        ("Pilots' Front", "until 28 July 2016"),
        ("Conquest Pilots", "28 July 2016 to 28 January 2017"),
        ("United Pilots", "since 28 January 2017"),
    ]
    assert [(name.text, name.note) for name in found.others] == [("UP", "acronym")]


def test_the_name_of_today_has_no_time_that_is_not_known() -> None:
    """Of a former name without an end it is not known when the present one took its place."""
    once = Name("Old Pilots", "former", since=parse_edtf("2012"))
    assert entry_names(Actor(id="x", name="Pilots", names=(once,)), "en").former == (
        NameLine("Old Pilots", "since 2012", "", ""),
    )


def test_a_name_in_its_own_script_says_so() -> None:
    """Browsers are told its language and direction, readers its language."""
    native = Name("سوريا", "native", "ar"), Name("Syrie", "alias", "fr")
    assert entry_names(Region(id="syria", name="Syria", names=native), "en") == EntryNames(
        others=(NameLine("سوريا", "Arabic", "ar", "rtl"), NameLine("Syrie", "alias, French", "fr", "ltr"))
    )


def test_a_language_without_a_name_keeps_its_code() -> None:
    odd = Name("Odd", lang="x-made-up")
    assert entry_names(Region(id="x", name="X", names=(odd,)), "en").others[0].note == "x-made-up"


def test_kin_are_links() -> None:
    """What an entry belongs to, came from and became are links to their pages."""
    kin = Relatives(ancestors=("guard",), predecessors=("pilots",), successors=("guard",))
    assert entry_facts(Actor(id="new", name="New"), kin, labels()) == (
        Fact("Part of", (Link("Guard", "/actors/guard/"),)),
        Fact("Came from", (Link("United Pilots", "/actors/pilots/"),)),
        Fact("Became", (Link("Guard", "/actors/guard/"),)),
    )


def test_a_region_lies_in_those_around_it() -> None:
    kin = Relatives(ancestors=("land/north", "land"))
    assert entry_facts(REGISTRY.regions["land/north/port"], kin, labels()) == (
        Fact("Kind", (Link("town", ""),)),
        Fact("Lies in", (Link("North", "/regions/land/north/"), Link("Land", "/regions/land/"))),
    )


def test_a_grade_is_put_in_words() -> None:
    """A source's reliability and language are words, the grade stands behind them."""
    source = Source(id="wire", name="Wire", reliability="B", lang="ar")
    assert entry_facts(source, Relatives(), labels()) == (
        Fact("Reliability", (Link("usually reliable (B of A–F)", ""),)),
        Fact("Language", (Link("Arabic", ""),)),
    )
