"""Entry ids: the ids of a report, with their paths and by kind."""

from plugins.archive.model.entries import SCHEMAS, Actor
from plugins.archive.model.entry_ids import find_entry_ids, id_fields
from plugins.archive.model.report import REPORT_ID_FIELDS, Citation
from tests.samples import event, report

REPORT = report(
    "2020-01-02-one",
    event("a", region="land/south", actors=("guard", "pilots"), tags=("fog",), attributed_to=("radio",)),
    event("b", actors=("guard",)),
    actors=("pilots",),
    authors=("ada",),
    series="log",
    citations=(Citation(publisher="gazette", title="Notes"),),
)


def test_ids_have_paths_in_the_order_of_keys() -> None:
    """Every id is listed with the path to it; empty values are not listed."""
    found = [(path, id_type.kind, entry_id) for path, id_type, entry_id in find_entry_ids(REPORT, REPORT_ID_FIELDS)]
    assert found == [
        (("region", 0), "region", "land"),
        (("actors", 0), "actor", "pilots"),
        (("series",), "series", "log"),
        (("authors", 0), "author", "ada"),
        (("sources", 0, "publisher"), "source", "gazette"),
        (("events", 0, "type"), "tag", "outage"),
        (("events", 0, "region"), "region", "land/south"),
        (("events", 0, "actors", 0), "actor", "guard"),
        (("events", 0, "actors", 1), "actor", "pilots"),
        (("events", 0, "tags", 0), "tag", "fog"),
        (("events", 0, "attributed_to", 0), "source", "radio"),
        (("events", 1, "type"), "tag", "outage"),
        (("events", 1, "region"), "region", "land/north"),
        (("events", 1, "actors", 0), "actor", "guard"),
    ]


def test_ids_by_kind_agree_with_paths() -> None:
    """The getters by kind return the same ids, each once, in the same order."""
    for kind in SCHEMAS:
        ids = [entry_id for _, id_type, entry_id in find_entry_ids(REPORT, REPORT_ID_FIELDS) if id_type.kind == kind]
        assert REPORT.entry_ids(kind) == tuple(dict.fromkeys(ids))
    assert report().entry_ids("series") == ()


def test_links_of_actors() -> None:
    """Links between entries are found in the same way."""
    actor = Actor(id="a", name="A", parent="b", predecessors=("c",), successors=("d", "e"))
    found = [(path, entry_id) for path, _, entry_id in find_entry_ids(actor, id_fields(SCHEMAS["actor"]))]
    assert found == [
        (("parent",), "b"),
        (("predecessors", 0), "c"),
        (("successors", 0), "d"),
        (("successors", 1), "e"),
    ]
