"""The search table: what it says of documents can be read back from it, whatever they carry."""

import itertools
import json
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from plugins.archive.model.registry import lineage
from plugins.pages.outputs import SearchKeys, SearchRow
from plugins.pages.search.table import encode_gaps, search_table

DAYS = st.dates(date(1, 1, 1), date(9000, 1, 1))
IDS = st.sampled_from(["north", "north/port", "north/port/quay", "south", "south/cape"])
KEYS = st.sets(
    st.one_of(
        IDS.map(lambda region: tuple(("region", part) for part in lineage(region))),
        st.sampled_from(["fog", "storm"]).map(lambda tag: (("tag", tag),)),
    )
).map(lambda found: tuple(sorted({key for keys in found for key in keys})))
ROWS = st.lists(st.tuples(DAYS, st.integers(0, 400), KEYS), min_size=1, max_size=12).map(
    lambda drawn: [
        SearchRow(f"{first.isoformat()} {n:03}", f"{n}.html", keys, first, first + timedelta(days=days))
        for n, (first, days, keys) in enumerate(drawn)
    ]
)


def unsigned(text: str) -> list[int]:
    """Return the numbers that are written as characters."""
    return [(code if code < 0xD800 else code - 0x800) - 0x5D for code in map(ord, text)]


def read(table: Any, number: int) -> tuple[SearchKeys, date, date]:
    """Read a document's facets and days back, as theme/static/js/search-table.js does."""
    first = date.fromisoformat(table["start"]) + timedelta(days=sum(table["days"][: number + 1]))
    last = first + timedelta(days=table["spans"].get(str(number), 0))
    keys = {
        (facet, part)
        for facet, values in table["facets"].items()
        for entry_id, written in values.items()
        if number in {at - 1 for at in itertools.accumulate(unsigned(written))}
        for part in (lineage(entry_id) if facet == "region" else (entry_id,))
    }
    return tuple(sorted(keys)), first, last


@given(ROWS)
def test_every_row_can_be_read_back(rows: list[SearchRow]) -> None:
    """Documents stand in the order of time, each with its name, its days and all that it carries."""
    table = json.loads(search_table(rows, {row.path: f"en_{row.path}" for row in rows}))
    ordered = sorted(rows)
    width = len(table["names"]) // len(rows)
    names = [table["names"][at : at + width].rstrip() for at in range(0, len(table["names"]), width)]
    assert [table["prefix"] + name for name in names] == [f"en_{row.path}" for row in ordered]
    for number, row in enumerate(ordered):
        assert read(table, number) == (row.keys, row.first, row.last)


def test_a_region_stands_for_itself_only() -> None:
    """What lies within a region is not told again for all that is around it: the table would be twice as large."""
    row = SearchRow("1", "1.html", (("region", "north"), ("region", "north/port")), date(2020, 1, 1), date(2020, 1, 1))
    table = json.loads(search_table([row], {"1.html": "en_1"}))
    assert table["facets"] == {"region": {"north/port": "^"}}
    assert "spans" not in table or table["spans"] == {}


def test_rows_in_any_order_give_equal_bytes() -> None:
    """Workers hand in their rows as they come."""
    rows = [SearchRow(str(n), f"{n}.html", (("tag", "fog"),), date(2020, 1, n), date(2020, 1, n)) for n in range(1, 9)]
    names = {row.path: row.path for row in rows}
    assert search_table(rows, names) == search_table(rows[::-1], names)


@given(st.lists(st.integers(0, 1_000_000)))
def test_a_step_of_any_size_is_one_character(numbers: list[int]) -> None:
    """None of them is escaped in JSON, and none stands for nothing alone, which no file could hold."""
    written = encode_gaps(numbers)
    assert len(json.dumps(written, ensure_ascii=False)) == len(numbers) + 2
    assert unsigned(written.encode().decode()) == numbers
