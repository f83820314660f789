"""Hostile cells: whatever a cell contains is text; it is no markup, no key, no path, and breaks no limit."""

import csv
import html
import io
import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.archive.archive import load_archive
from plugins.archive.body import render
from plugins.archive.problems import ArchiveError, Problem
from plugins.archive.urls import Urls
from plugins.importers.markdown import escape
from plugins.importers.table.columns import Template
from plugins.importers.table.row import clean
from tests.importers.table.imports import HEADER, MAP, import_text, make_archive, snapshot, table_of
from tests.importers.table.test_import import Import

MARKUP = "a1 \t\n#*_`~[]()<>{}!|&;:=+-.\\^$\"'/x%@é中ا\u200f\u0301"
ROW_MAP = MAP.replace(
    "reports: day", 'reports: row\nreport: {title: "{what}", summary: "{what}", body: "{what}{actor}\\n\\n{actor}"}'
)
markup = st.text(MARKUP, max_size=40)
FILES = re.compile(
    r"site\.yaml|reports/\d{4}/\d{4}-\d\d-\d\d-news[a-z0-9-]*\.md|registry/\w+\.yaml|imports/news/\w+\.(jsonl|yaml)"
)


@settings(max_examples=150)
@given(first=markup, second=markup)
def test_text_of_cells_is_text(first: str, second: str) -> None:
    """Escaped text is shown as it is, at the start of a line and next to other text."""
    first, second = clean(first), clean(second)
    problems: list[Problem] = []
    body = Template(("", "a", "", "b", " end\n\n", "b", "")).fill(lambda name: escape({"a": first, "b": second}[name]))
    shown = render("reports/2018/x.md", body, 0, Urls(), problems).html
    assert not problems
    paragraphs = [html.unescape(text) for text in re.findall(r"<p>(.*?)</p>", shown, re.DOTALL)]
    assert re.sub(r"</?p>", "", shown).count("<") == 0
    expected = [f"{first}{second} end", second] if first and second else []
    assert [" ".join(text.split()) for text in paragraphs] == [" ".join(text.split()) for text in expected]


@settings(max_examples=30)
@given(rows=st.lists(st.tuples(markup, markup, markup, markup, markup), min_size=1, max_size=4), per_row=st.booleans())
def test_cells_cannot_break_out(
    rows: list[tuple[str, ...]], per_row: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """An import with any cells is refused or gives a valid archive, and writes no other files than its own."""
    content = make_archive(tmp_path_factory.mktemp("hostile") / "content")
    stream = io.StringIO(newline="")
    lines = [(cells[0], "2018-04-02", f"x{cells[1]}", *cells[2:], "1") for cells in rows]
    csv.writer(stream).writerows([HEADER.split(","), *lines])
    with suppress(ArchiveError):
        import_text(content, stream.getvalue(), ROW_MAP if per_row else MAP, skip_bad_rows=True)
    if not (content / "reports").exists():
        return
    assert all(FILES.fullmatch(path) for path in snapshot(content))
    archive = load_archive(content, Urls())
    assert all(set(report.entry_ids("tag")) == {"attack"} for report in archive.catalogue.reports)
    assert all(report.status == "published" for report in archive.catalogue.reports)


def test_values_cannot_choose_a_path(content: Path, import_rows: Import) -> None:
    """Ids and values that look like paths, devices or parts become plain words with a digest."""
    table = MAP.replace("reports: day", "reports: {column: actor, date: 2018-12-31}")
    table = table.replace('  actors: [{column: actor, separator: ";"}]\n', "")
    ids = ["../../x", "con", "a/b", "x\x00y", "e" * 300, "中文", "x-part-2"]
    import_rows(*(f"{one},2018-04-02,T,,{one},w,1" for one in ids), table=table)
    paths = sorted(path for path in snapshot(content) if path.startswith("reports/"))
    assert len(paths) == len(ids)
    assert all(re.fullmatch(r"reports/2018/2018-12-31-news-[a-z0-9-]+\.md", path) for path in paths)
    assert not any("-part-" in path for path in paths)
    load_archive(content, Urls())


def test_long_cells_are_cut_or_refused(content: Path, import_rows: Import) -> None:
    """Texts are cut and counted. A name that is too long is a bad row, since nobody can know what it stands for."""
    result = import_rows(f"1,2018-04-02,T,,,{'long ' * 999},1")
    assert result.adjusted == {"summary of more than 1,000 characters was cut off": 1}
    assert import_rows(f"2,2018-04-02,T,,{'name ' * 99},w,1", ROW_OK, skip_bad_rows=True).bad_rows == 1
    actors = ";".join(f"A{n}" for n in range(40))
    assert import_rows(f"4,2018-04-02,T,,{actors},w,1", ROW_OK, skip_bad_rows=True).bad_rows == 1
    load_archive(content, Urls())


def test_words_that_mix_scripts_are_repaired_in_texts(content: Path, import_rows: Import) -> None:
    """A summary with a Cyrillic letter in a Latin word is imported as it was meant, and counted."""
    result = import_rows("1,2018-04-02,T,,,A f\u0435ud in the town.,1")
    assert sum(result.adjusted.values()) == 1
    assert "A feud in the town." in (content / "reports/2018/2018-04-02-news.md").read_text(encoding="utf-8")


ROW_OK = "3,2018-04-02,T,,,w,1"


def test_names_that_deceive_are_not_added(content: Path) -> None:
    """A name that looks like another one, or mixes scripts, is a bad row with its cell."""
    rows = ["1,2018-04-02,T,,Hezbollah,w,1", "2,2018-04-02,T,,HezboIlah,w,1", "3,2018-04-02,T,,H\u0435zbollah,w,1"]
    with pytest.raises(ArchiveError) as caught:
        import_text(content, table_of(*rows))
    found = [(problem.line, problem.column, problem.what[:38]) for problem in caught.value.problems]
    assert found == [
        (3, 17, "'HezboIlah' looks like 'Hezbollah' of "),
        (4, 17, "mixes two scripts in the word 'H\u0435zboll"),
    ]


def test_csv_formulas_stay_text(content: Path, import_rows: Import) -> None:
    """A formula is shown as text; nothing computes it."""
    import_rows('1,2018-04-02,T,,,"=HYPERLINK(""https://evil.example"")",1')
    text = (content / "reports/2018/2018-04-02-news.md").read_text(encoding="utf-8")
    assert '    summary: "=HYPERLINK(\\"https://evil.example\\")"\n' in text
