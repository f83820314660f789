"""References: every key of a report that the model declares to be an entry's id is held against the registry."""

from collections.abc import Iterator

from plugins.archive.entries import EntryId
from plugins.archive.kinds import Kind
from plugins.archive.reader import Reader
from plugins.archive.references import references_of
from plugins.archive.report import REPORT
from plugins.archive.schema import ListOf, Record
from plugins.archive.spots import spots
from plugins.archive.strict_yaml import compose

EVERYWHERE = """
title: A report
date: 2020-01-02
region: [a, b]
actors: [c]
tags: [d]
summary: It names something wherever it can.
series: e
authors: f
sources: [{publisher: g, title: T}]
events:
  - {id: one, date: 2020-01-02, type: h, region: i, summary: S, actors: [j], tags: [k], attributed_to: [l, m]}
"""


def test_every_id_of_a_report_is_checked() -> None:
    """What is looked up in the registry is what the model says is an id, kind for kind and place for place."""
    root = compose(EVERYWHERE, "x", 0, [])
    assert root is not None
    report = REPORT.read(root, Reader("x"), "")
    declared = [(steps, kind.of) for steps, kind, _ in spots(root, REPORT) if isinstance(kind, EntryId)]
    looked_up = [(steps, kind) for steps, kind, _ in references_of(report)]
    assert sorted(declared, key=str) == sorted(looked_up, key=str)


def test_the_sample_names_all_that_can_be_named() -> None:
    """The sample above holds every key that the model declares to be an id, or a list of them."""
    root = compose(EVERYWHERE, "x", 0, [])
    assert root is not None
    named = {id(kind) for _, kind, _ in spots(root, REPORT) if isinstance(kind, EntryId)}
    assert named == {id(kind) for kind in ids_within(REPORT)}


def ids_within(kind: Kind) -> Iterator[EntryId]:
    """List the ids of entries within a kind of the model."""
    if isinstance(kind, EntryId):
        yield kind
    elif isinstance(kind, ListOf):
        yield from ids_within(kind.item)
    elif isinstance(kind, Record):
        for field in kind.fields.values():
            yield from ids_within(field.kind)
