"""The changes command: what is said of a change, whatever stands in it."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from plugins.archive.diff import ArchiveDiff, Changes, ReportChange
from plugins.archive.model.entries import Tag
from plugins.archive.model.registry import REGISTRY_FILES
from plugins.archive.model.report import REPORT
from plugins.commands.changes.changes import run
from plugins.commands.changes.markdown import MAX_LINES, MAX_TEXT, SiteState, escape_text, format_code, render_summary
from tests.checkouts import commit, git
from tests.samples import event
from tests.samples import report as sample

Copy = Callable[[str], Path]
FIRST = "reports/2020/2020-01-01-first-light.md"
TEXT = """---
title: {title}
date: {day}
region: [northland]
tags: [fog]
summary: {summary}
---

Text.
"""


@pytest.fixture
def content(small_site: Copy, tmp_path: Path) -> Path:
    """Return the content folder of a repository in which the small site is committed on `main`."""
    folder = small_site("small").rename(tmp_path / "content")
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path)
    return folder


def write(content: Path, stem: str, title: str = "A day", summary: str = "What happened.", more: str = "") -> Path:
    """Write a report that is in order."""
    text = TEXT.format(title=title, day=stem[:10], summary=summary).replace("---\n\n", f"{more}---\n\n")
    file = content / f"reports/{stem[:4]}/{stem}.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def alter(content: Path, path: str, old: str, new: str) -> None:
    text = (content / path).read_text("utf-8")
    assert old in text
    (content / path).write_text(text.replace(old, new), "utf-8")


def said(content: Path, capsys: pytest.CaptureFixture[str], base: str = "main") -> str:
    """Return the summary of what `content` has otherwise than `base`."""
    assert run(content=content, base=base) == 0
    return capsys.readouterr().out


def test_no_change(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing changed, that is what is said."""
    assert said(content, capsys) == "## What this change adds and alters\n\nThe content is what it was.\n"


def test_a_report_that_is_new(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A new report stands there with its title, address and events, and with every address that comes with it."""
    event = "events:\n  - {id: fog-bank, date: 2020-02-02, type: outage, region: northland, summary: Fog came in.}\n"
    write(content, "2020-02-02-fog", "Fog", more=event)
    text = said(content, capsys)
    assert "### Reports: 1 added\n\n- **added** Fog — `/reports/2020-02-02-fog/` · events: 1 added\n" in text
    assert "### Events: 1 added\n\n- **added** 2020-02-02 Fog came in&#46; — `outage`, `northland`, in" in text
    assert "- **added** `/reports/2020-02-02-fog/`\n" in text
    assert "- **added** `/timeline/2020/02/`\n" in text
    assert "CAUTION" not in text


def test_a_report_that_says_something_else(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The keys that changed are named, the text as `text`, and each event that is new, gone or otherwise."""
    alter(content, FIRST, "title: First light", "title: First lamp\nlang: en")
    alter(content, FIRST, "was lit again.\n", "was lit once more.\n")
    alter(content, FIRST, "The lamp failed for an hour.", "The lamp failed for two hours.")
    text = said(content, capsys)
    assert "**altered** First lamp — `/reports/2020-01-01-first-light/` · title, summary, lang, text · " in text
    assert "events: 1 altered\n" in text
    assert "### Addresses" not in text


def test_a_report_that_only_moves_in_its_file(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What readers don't see, such as the order of keys, is no altered key and no altered text."""
    alter(content, FIRST, "tags: [fog]\n", "")
    alter(content, FIRST, "series: logbook\n", "series: logbook\n\ntags: [fog]\n")
    text = said(content, capsys)
    assert "- **altered** First light — `/reports/2020-01-01-first-light/` · nothing that readers see\n" in text


def test_a_report_that_is_gone(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A published report that is removed is warned of first of all, for its address is in use."""
    write(content, "2020-02-02-fog")
    (content / FIRST).unlink()
    (content / "pages/about.md").unlink()  # it links to the report
    text = said(content, capsys)
    assert text.splitlines()[2:4] == [
        "> [!CAUTION]",
        "> Readers would lose 1 published address. What was published keeps its address:",
    ]
    assert "> - `/reports/2020-01-01-first-light/`\n" in text
    assert "**removed** First light — `/reports/2020-01-01-first-light/` · events: 1 removed\n" in text


@pytest.mark.parametrize("formerly", [True, False])
def test_a_report_that_moves(formerly: bool, content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A report that names its old name is renamed and loses nobody; one that doesn't is removed, with a warning."""
    (content / FIRST).rename(content / "reports/2020/2020-01-01-new-light.md")
    alter(content, "pages/about.md", "first-light", "new-light")
    if formerly:
        alter(content, "reports/2020/2020-01-01-new-light.md", "tags:", "formerly: [2020-01-01-first-light]\ntags:")
    text = said(content, capsys)
    assert ("CAUTION" not in text) == formerly
    assert ("**renamed** First light — `/reports/2020-01-01-new-light/` · was `2020-01-01-first-light`" in text) == (
        formerly
    )
    assert ("**removed** First light" in text) == (not formerly)


def test_a_report_that_is_withdrawn(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A withdrawn report keeps its address, so nothing is warned of; its events are gone."""
    write(content, "2020-02-02-fog")
    alter(content, FIRST, "tags:", "status: withdrawn\nreason: It was wrong.\ntags:")
    text = said(content, capsys)
    assert "**withdrawn** First light — `/reports/2020-01-01-first-light/` · status, reason · events: 1 removed" in text
    assert "CAUTION" not in text


def test_a_report_that_is_hidden(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A published report that becomes a draft is lost to readers; a draft that goes is nobody's loss."""
    write(content, "2020-02-02-fog", more="status: draft\n")
    write(content, "2020-03-03-rain")
    commit(content)
    (content / "reports/2020/2020-02-02-fog.md").unlink()
    alter(content, FIRST, "tags:", "status: draft\ntags:")
    text = said(content, capsys, "HEAD")
    assert "lose 1 published address" in text
    assert "**made a draft** First light" in text
    assert "· a draft, not shown to readers" in text


def test_registries_settings_and_files(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Entries stand under their registry; pages, settings and attachments by their paths."""
    with (content / "registry/tags.yaml").open("a", encoding="utf-8") as file:
        file.write("- {id: rain, name: Rain, kind: topic}\n")
    alter(content, "registry/actors.yaml", "- id: harbour-office\n  name: ", "- id: harbour-office\n  name: The ")
    alter(content, "site.yaml", "name: ", "tagline: Lamps.\nname: ")
    (content / "pages/history.md").write_text("---\ntitle: History\n---\n\nLong.\n", "utf-8")
    text = said(content, capsys)
    assert "### Tags: 1 added\n\n- **added** `rain` Rain\n" in text
    assert "### Actors: 1 altered\n\n- **altered** `harbour-office` The " in text
    assert "### Pages, settings and files: 1 added, 1 altered\n" in text
    assert "- **added** `pages/history.md`\n- **altered** `site.yaml`\n" in text
    assert "- **added** `/history/`\n" in text


def test_what_has_problems_is_named(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A faulty file is named and not compared; all else is compared as ever, only the site's addresses are not."""
    alter(content, FIRST, "date: 2020-01-01\nregion", "date: yesterday\nregion")
    alter(content, "registry/tags.yaml", "- id: fog", "- id: [")
    write(content, "2020-02-02-fog", "Fog")
    text = said(content, capsys)
    assert "> The archive has " in text
    assert "**added** Fog" in text
    assert "removed" not in text
    assert f"have problems: 2 files\n\n- `registry/tags.yaml`\n- `{FIRST}`\n" in text
    assert "Not compared: the state after this change has problems." in text


def test_a_base_that_has_problems(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Who mends what was faulty before hears that it could not be compared, and of no problem now."""
    alter(content, FIRST, "region: [northland]", "region: [nowhere]")
    commit(content)
    alter(content, FIRST, "region: [nowhere]", "region: [northland]")
    text = said(content, capsys)
    assert "Not compared: the state before this change has problems." in text
    assert "CAUTION" not in text


def test_the_base_is_where_a_branch_began(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What came to `main` after a branch left it is not the branch's doing."""
    git(content, "checkout", "--quiet", "-b", "mine")
    write(content, "2020-02-02-fog", "Fog")
    commit(content)
    git(content, "checkout", "--quiet", "main")
    write(content, "2020-03-03-rain", "Rain")
    commit(content)
    git(content, "checkout", "--quiet", "mine")
    text = said(content, capsys)
    assert "### Reports: 1 added\n\n- **added** Fog" in text
    assert "Rain" not in text


def test_a_base_without_content(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a repository that had no content all of it is new."""
    git(content.parent, "mv", "content", "archive")
    text = said(content.with_name("archive"), capsys)
    assert "### Reports: 1 added" in text
    assert "CAUTION" not in text


def test_files_beside_the_content(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A change that touches anything but content says so: such a change is code, and needs another look."""
    (content.parent / "run.sh").write_text("true\n", "utf-8")
    (content / "evil.sh").write_text("true\n", "utf-8")
    git(content.parent, "add", "--all")
    assert "### Beside the content: 2 files\n\n- `content/evil.sh`\n- `run.sh`\n" in said(content, capsys)


def test_nothing_of_the_repository_is_touched(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither the checkout nor what git knows of it changes by being compared."""
    write(content, "2020-02-02-fog", "Fog")

    def everything() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in content.parent.rglob("*") if path.is_file()}

    before = everything()
    said(content, capsys)
    assert everything() == before


@pytest.mark.parametrize("base", ["nowhere", "--output=x", "main:content"])
def test_a_base_that_is_none(base: str, content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What names no commit is refused with what to do, and never taken for one of git's options."""
    assert run(content=content, base=base) == 2
    assert capsys.readouterr().err == f"Error: git knows no '{base}' here — give a branch, tag or commit: --base main\n"


def test_content_that_no_repository_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Outside of git there is nothing to compare with."""
    assert run(content=tmp_path, base="main") == 2
    assert capsys.readouterr().err == f"Error: {tmp_path} lies in no git repository — compare where one holds it\n"


def test_links_and_pipes(content: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """What leads out of the content is neither followed nor waited for, and not taken for what stood there."""
    secret = tmp_path / "secret"
    secret.write_text("- {id: fog, name: Hidden words, kind: topic}\n", "utf-8")
    for path in ("registry/tags.yaml", FIRST, "pages/about.md"):
        (content / path).unlink()
        (content / path).symlink_to(secret)
    (content / "reports/2021").symlink_to(tmp_path)
    os.mkfifo(content / "pages/pipe.md")
    (content / "reports/2020/page.html").write_text("<script>", "utf-8")
    text = said(content, capsys)
    assert "Hidden" not in text
    (unread,) = re.findall(r"### Not compared.*?: 6 files\n\n((?:- .*\n)*)", text)
    assert re.findall(r"`(.*)`", unread) == [
        "pages/about.md",
        "pages/pipe.md",
        "registry/tags.yaml",
        FIRST,
        "reports/2020/page.html",
        "reports/2021",
    ]
    assert "CAUTION" in text
    assert "removed" not in text


def test_long_lists_are_cut() -> None:
    """A list names so many, and counts the rest."""
    names = tuple(f"pages/{number}.md" for number in range(MAX_LINES + 1_200))
    text = render_summary(ArchiveDiff((), {}, Changes(added=names), (), ()), SiteState(), SiteState())
    assert "settings and files: 1,225 added" in text
    assert "\n- … and 1,200 more" in text
    assert len(text.splitlines()) < MAX_LINES + 10


def test_the_longest_summary_fits() -> None:
    """However much changed, and however long and full of signs its words are, GitHub takes the summary (1 MiB)."""
    long = "@" * 5_000
    tags = tuple(Tag(id=f"t{number}", name=long) for number in range(100))
    reports = [sample(f"2020-01-01-{n}", event(summary=long), title=long) for n in range(100)]
    changes = tuple(ReportChange("added", one, "x" * 250, tuple(REPORT.fields), Changes(one.events)) for one in reports)
    paths = tuple(f"{number}{long}" for number in range(100))
    site = SiteState(frozenset(paths))
    found = ArchiveDiff(changes, dict.fromkeys(REGISTRY_FILES, Changes(tags)), Changes(paths), paths, paths)
    assert len(render_summary(found, SiteState(), site, paths).encode()) < 1024 * 1024


HOSTILE = [
    "[click](https://evil.example)",
    "![](https://evil.example/beacon.png)",
    "<img src=x onerror=alert(1)> <!-- gone",
    "@everyone and @somebody/team, look at #1",
    "https://evil.example www.evil.example mail@evil.example",
    "`code` **bold** ~~gone~~ | table | \\",
    "one\n\n# two\n- three\n> four\n```\nfive",
    "\u202egnp.exe\u2066 \u0000\u001b[31m",
    "&lt;b&gt; &#60;b&#62; :tada: $x$",
]


@given(st.one_of(st.sampled_from(HOSTILE), st.text()))
def test_words_of_content_are_only_words(text: str) -> None:
    """Whatever a stranger wrote is one line of plain text: the same signs, and nothing made of them."""
    written = f"- **added** {escape_text(text)} — {format_code(text)}"
    (line,) = [
        token
        for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(written)
        if token.type == "inline"
    ]
    kinds = [child.type for child in line.children or ()]
    assert set(kinds) <= {"text", "strong_open", "strong_close", "code_inline", "text_special"}
    assert kinds.count("strong_open") == 1
    shown = "".join(child.content for child in line.children or () if child.type != "code_inline")
    assert not any(sign in shown for sign in "\n\u202e\u2066\x00\x1b")
    for sign in ("@e", "@s", "#1"):
        assert sign not in shown
    for sign in ("://", "<", "](", "!["):
        assert sign not in written
    assert "www." not in escape_text(text)
    assert len(shown) <= 2 * MAX_TEXT + 80


def test_hostile_words_in_every_place(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Titles, summaries and names of entries, pages and files all come out inert."""
    bad = '"[x](https://evil.example) <b> @everyone"'
    event = f"events:\n  - {{id: a, date: 2020-02-02, type: outage, region: northland, summary: {bad}}}\n"
    write(content, "2020-02-02-fog", bad, bad, event)
    with (content / "registry/tags.yaml").open("a", encoding="utf-8") as file:
        file.write(f"- {{id: rain, name: {bad}, kind: topic}}\n")
    (content / "pages/<b>[x](y).md").write_text("---\ntitle: History\n---\n\nLong.\n", "utf-8")
    (content.parent / "@everyone <b>").write_text("", "utf-8")
    git(content.parent, "add", "--all")
    text = said(content, capsys)
    for part in ("](", "<b>", "@everyone"):
        assert part not in text
    assert text.count("&#91;x&#93;(") == 4
