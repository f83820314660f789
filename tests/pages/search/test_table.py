"""Search table: everything written to it can be read back."""

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


def decode(text: str) -> list[int]:
    """Return the numbers of encoded characters."""
    return [(code if code < 0xD800 else code - 0x800) - 0x5D for code in map(ord, text)]


def read(table: Any, number: int) -> tuple[SearchKeys, date, date]:
    """Return a document's facets and days, as theme/static/js/search/table.js reads them."""
    first = date.fromisoformat(table["start"]) + timedelta(days=sum(table["days"][: number + 1]))
    last = first + timedelta(days=table["spans"].get(str(number), 0))
    keys = {
        (facet, part)
        for facet, values in table["facets"].items()
        for entry_id, gaps in values.items()
        if number in {total - 1 for total in itertools.accumulate(decode(gaps))}
        for part in (lineage(entry_id) if facet == "region" else (entry_id,))
    }
    return tuple(sorted(keys)), first, last


@given(ROWS)
def test_every_row_can_be_read_back(rows: list[SearchRow]) -> None:
    """Documents are in date order, each with its name, its days and its facets."""
    table = json.loads(search_table(rows, {row.path: f"en_{row.path}" for row in rows}))
    ordered = sorted(rows)
    width = len(table["names"]) // len(rows)
    names = [table["names"][start : start + width].rstrip() for start in range(0, len(table["names"]), width)]
    assert [table["prefix"] + name for name in names] == [f"en_{row.path}" for row in ordered]
    for number, row in enumerate(ordered):
        assert read(table, number) == (row.keys, row.first, row.last)


def test_documents_are_stored_with_their_deepest_region() -> None:
    """Ancestors are left out; with them the table would be twice as large."""
    row = SearchRow("1", "1.html", (("region", "north"), ("region", "north/port")), date(2020, 1, 1), date(2020, 1, 1))
    table = json.loads(search_table([row], {"1.html": "en_1"}))
    assert table["facets"] == {"region": {"north/port": "^"}}
    assert "spans" not in table or table["spans"] == {}


def test_rows_in_any_order_give_equal_bytes() -> None:
    """Workers return their rows in any order."""
    rows = [SearchRow(str(n), f"{n}.html", (("tag", "fog"),), date(2020, 1, n), date(2020, 1, n)) for n in range(1, 9)]
    names = {row.path: row.path for row in rows}
    assert search_table(rows, names) == search_table(rows[::-1], names)


@given(st.lists(st.integers(0, 1_000_000)))
def test_each_gap_is_one_character(numbers: list[int]) -> None:
    """JSON escapes none of them, and none is a surrogate, which cannot be encoded."""
    encoded = encode_gaps(numbers)
    assert len(json.dumps(encoded, ensure_ascii=False)) == len(numbers) + 2
    assert decode(encoded.encode().decode()) == numbers
