"""The `changes` command: the summary of a change, with any content."""

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
    """Return the content folder of a repository with the small site on `main`."""
    folder = small_site("small").rename(tmp_path / "content")
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path)
    return folder


def write(content: Path, stem: str, title: str = "A day", summary: str = "What happened.", more: str = "") -> Path:
    """Write a valid report."""
    text = TEXT.format(title=title, day=stem[:10], summary=summary).replace("---\n\n", f"{more}---\n\n")
    file = content / f"reports/{stem[:4]}/{stem}.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def edit(content: Path, path: str, old: str, new: str) -> None:
    text = (content / path).read_text("utf-8")
    assert old in text
    (content / path).write_text(text.replace(old, new), "utf-8")


def summary_of(content: Path, capsys: pytest.CaptureFixture[str], base: str = "main") -> str:
    """Return the summary of the changes of `content` since `base`."""
    assert run(content=content, base=base) == 0
    return capsys.readouterr().out


def test_no_change(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without changes, the summary is one sentence."""
    assert summary_of(content, capsys) == "## Changes\n\nThe content has not changed.\n"


def test_a_new_report(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A new report is listed with its title, address, events and all new addresses."""
    event = "events:\n  - {id: fog-bank, date: 2020-02-02, type: outage, region: northland, summary: Fog came in.}\n"
    write(content, "2020-02-02-fog", "Fog", more=event)
    text = summary_of(content, capsys)
    assert "### Reports: 1 added\n\n- **added** Fog — `/reports/2020-02-02-fog/` · events: 1 added\n" in text
    assert "### Events: 1 added\n\n- **added** 2020-02-02 Fog came in&#46; — `outage`, `northland`, in" in text
    assert "- **added** `/reports/2020-02-02-fog/`\n" in text
    assert "- **added** `/timeline/2020/02/`\n" in text
    assert "CAUTION" not in text


def test_a_changed_report(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Changed keys are listed, the body as `text`, and the numbers of new, changed and removed events."""
    edit(content, FIRST, "title: First light", "title: First lamp\nlang: en")
    edit(content, FIRST, "was lit again.\n", "was lit once more.\n")
    edit(content, FIRST, "The lamp failed for an hour.", "The lamp failed for two hours.")
    text = summary_of(content, capsys)
    assert "**changed** First lamp — `/reports/2020-01-01-first-light/` · title, summary, lang, text · " in text
    assert "events: 1 changed\n" in text
    assert "### Addresses" not in text


def test_an_invisible_change(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The order of keys, which readers do not see, is not a changed key or text."""
    edit(content, FIRST, "tags: [fog]\n", "")
    edit(content, FIRST, "series: logbook\n", "series: logbook\n\ntags: [fog]\n")
    text = summary_of(content, capsys)
    assert "- **changed** First light — `/reports/2020-01-01-first-light/` · no visible changes\n" in text


def test_a_removed_report(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The summary begins with a warning about the address of a removed report."""
    write(content, "2020-02-02-fog")
    (content / FIRST).unlink()
    (content / "pages/about.md").unlink()  # it links to the report
    text = summary_of(content, capsys)
    assert text.splitlines()[2:4] == [
        "> [!CAUTION]",
        "> Readers would lose 1 published address. Published reports keep their address: a report",
    ]
    assert "> - `/reports/2020-01-01-first-light/`\n" in text
    assert "**removed** First light — `/reports/2020-01-01-first-light/` · events: 1 removed\n" in text


@pytest.mark.parametrize("formerly", [True, False])
def test_a_renamed_report(formerly: bool, content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A report that lists its old name is renamed; otherwise the old report is removed, with a warning."""
    (content / FIRST).rename(content / "reports/2020/2020-01-01-new-light.md")
    edit(content, "pages/about.md", "first-light", "new-light")
    if formerly:
        edit(content, "reports/2020/2020-01-01-new-light.md", "tags:", "formerly: [2020-01-01-first-light]\ntags:")
    text = summary_of(content, capsys)
    assert ("CAUTION" not in text) == formerly
    assert (
        "**renamed** First light — `/reports/2020-01-01-new-light/` · formerly `2020-01-01-first-light`" in text
    ) == (formerly)
    assert ("**removed** First light" in text) == (not formerly)


def test_a_withdrawn_report(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A withdrawn report keeps its address, so the summary has no warning; its events are removed."""
    write(content, "2020-02-02-fog")
    edit(content, FIRST, "tags:", "status: withdrawn\nreason: It was wrong.\ntags:")
    text = summary_of(content, capsys)
    assert "**withdrawn** First light — `/reports/2020-01-01-first-light/` · status, reason · events: 1 removed" in text
    assert "CAUTION" not in text


def test_a_report_that_becomes_a_draft(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Readers lose the address of a report that becomes a draft, but not that of a removed draft."""
    write(content, "2020-02-02-fog", more="status: draft\n")
    write(content, "2020-03-03-rain")
    commit(content)
    (content / "reports/2020/2020-02-02-fog.md").unlink()
    edit(content, FIRST, "tags:", "status: draft\ntags:")
    text = summary_of(content, capsys, "HEAD")
    assert "lose 1 published address" in text
    assert "**made a draft** First light" in text
    assert "· a draft, hidden from readers" in text


def test_registries_settings_and_files(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Entries are listed by registry; pages, settings and attachments by path."""
    with (content / "registry/tags.yaml").open("a", encoding="utf-8") as file:
        file.write("- {id: rain, name: Rain, kind: topic}\n")
    edit(content, "registry/actors.yaml", "- id: harbour-office\n  name: ", "- id: harbour-office\n  name: The ")
    edit(content, "site.yaml", "name: ", "tagline: Lamps.\nname: ")
    (content / "pages/history.md").write_text("---\ntitle: History\n---\n\nLong.\n", "utf-8")
    text = summary_of(content, capsys)
    assert "### Tags: 1 added\n\n- **added** `rain` Rain\n" in text
    assert "### Actors: 1 changed\n\n- **changed** `harbour-office` The " in text
    assert "### Pages, settings and files: 1 added, 1 changed\n" in text
    assert "- **added** `pages/history.md`\n- **changed** `site.yaml`\n" in text
    assert "- **added** `/history/`\n" in text


def test_invalid_files_are_listed(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Invalid files are listed instead of compared; the other files are compared, but not the addresses of the site."""
    edit(content, FIRST, "date: 2020-01-01\nregion", "date: yesterday\nregion")
    edit(content, "registry/tags.yaml", "- id: fog", "- id: [")
    write(content, "2020-02-02-fog", "Fog")
    text = summary_of(content, capsys)
    assert "> The archive has " in text
    assert "**added** Fog" in text
    assert "removed" not in text
    assert f"because of problems: 2 files\n\n- `registry/tags.yaml`\n- `{FIRST}`\n" in text
    assert "Not compared: the content after this change has problems." in text


def test_an_invalid_base(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A change that fixes an invalid file could not be compared, but has no problems."""
    edit(content, FIRST, "region: [northland]", "region: [nowhere]")
    commit(content)
    edit(content, FIRST, "region: [nowhere]", "region: [northland]")
    text = summary_of(content, capsys)
    assert "Not compared: the content before this change has problems." in text
    assert "CAUTION" not in text


def test_the_base_is_where_a_branch_began(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Later commits on `main` are not changes of the branch."""
    git(content, "checkout", "--quiet", "-b", "mine")
    write(content, "2020-02-02-fog", "Fog")
    commit(content)
    git(content, "checkout", "--quiet", "main")
    write(content, "2020-03-03-rain", "Rain")
    commit(content)
    git(content, "checkout", "--quiet", "mine")
    text = summary_of(content, capsys)
    assert "### Reports: 1 added\n\n- **added** Fog" in text
    assert "Rain" not in text


def test_a_base_without_content(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """If the revision has no content, all content is new."""
    git(content.parent, "mv", "content", "archive")
    text = summary_of(content.with_name("archive"), capsys)
    assert "### Reports: 1 added" in text
    assert "CAUTION" not in text


def test_files_outside_the_content(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Changed files outside the content are listed, because they need another kind of review."""
    (content.parent / "run.sh").write_text("true\n", "utf-8")
    (content / "evil.sh").write_text("true\n", "utf-8")
    git(content.parent, "add", "--all")
    assert "### Outside the content: 2 files\n\n- `content/evil.sh`\n- `run.sh`\n" in summary_of(content, capsys)


def test_the_repository_does_not_change(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither the checkout nor the repository changes."""
    write(content, "2020-02-02-fog", "Fog")

    def all_files() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in content.parent.rglob("*") if path.is_file()}

    before = all_files()
    summary_of(content, capsys)
    assert all_files() == before


@pytest.mark.parametrize("base", ["nowhere", "--output=x", "main:content"])
def test_an_unknown_base(base: str, content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown revision is an error with a remedy, and is never passed to git as an option."""
    assert run(content=content, base=base) == 2
    assert (
        capsys.readouterr().err
        == f"Error: git does not know '{base}' here — give a branch, tag or commit: --base main\n"
    )


def test_content_outside_a_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Outside a git repository, the command fails."""
    assert run(content=tmp_path, base="main") == 2
    assert capsys.readouterr().err == f"Error: {tmp_path} is not in a git repository — compare a folder that is\n"


def test_links_and_pipes(content: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Symbolic links and pipes are neither followed nor read, and their files do not count as removed."""
    secret = tmp_path / "secret"
    secret.write_text("- {id: fog, name: Hidden words, kind: topic}\n", "utf-8")
    for path in ("registry/tags.yaml", FIRST, "pages/about.md"):
        (content / path).unlink()
        (content / path).symlink_to(secret)
    (content / "reports/2021").symlink_to(tmp_path)
    os.mkfifo(content / "pages/pipe.md")
    (content / "reports/2020/page.html").write_text("<script>", "utf-8")
    text = summary_of(content, capsys)
    assert "Hidden" not in text
    (not_compared,) = re.findall(r"### Not compared.*?: 6 files\n\n((?:- .*\n)*)", text)
    assert re.findall(r"`(.*)`", not_compared) == [
        "pages/about.md",
        "pages/pipe.md",
        "registry/tags.yaml",
        FIRST,
        "reports/2020/page.html",
        "reports/2021",
    ]
    assert "CAUTION" in text
    assert "removed" not in text


def test_long_lists_are_truncated() -> None:
    """A list has a limited number of lines; the rest is counted."""
    names = tuple(f"pages/{number}.md" for number in range(MAX_LINES + 1_200))
    text = render_summary(ArchiveDiff((), {}, Changes(added=names), (), ()), SiteState(), SiteState())
    assert "settings and files: 1,225 added" in text
    assert "\n- … and 1,200 more" in text
    assert len(text.splitlines()) < MAX_LINES + 10


def test_the_longest_summary_fits() -> None:
    """The summary stays below GitHub's limit of 1 MiB, with many changes and long texts full of punctuation."""
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
def test_text_is_never_markup(text: str) -> None:
    """Any text becomes one line of plain text without markup."""
    written = f"- **added** {escape_text(text)} — {format_code(text)}"
    (line,) = [
        token
        for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(written)
        if token.type == "inline"
    ]
    kinds = [child.type for child in line.children or ()]
    assert set(kinds) <= {"text", "strong_open", "strong_close", "code_inline", "text_special"}
    assert kinds.count("strong_open") == 1
    text_shown = "".join(child.content for child in line.children or () if child.type != "code_inline")
    assert not any(char in text_shown for char in "\n\u202e\u2066\x00\x1b")
    for part in ("@e", "@s", "#1"):
        assert part not in text_shown
    for part in ("://", "<", "](", "!["):
        assert part not in written
    assert "www." not in escape_text(text)
    assert len(text_shown) <= 2 * MAX_TEXT + 80


def test_hostile_text_in_every_field(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Titles, summaries and the names of entries, pages and files are escaped."""
    bad = '"[x](https://evil.example) <b> @everyone"'
    event = f"events:\n  - {{id: a, date: 2020-02-02, type: outage, region: northland, summary: {bad}}}\n"
    write(content, "2020-02-02-fog", bad, bad, event)
    with (content / "registry/tags.yaml").open("a", encoding="utf-8") as file:
        file.write(f"- {{id: rain, name: {bad}, kind: topic}}\n")
    (content / "pages/<b>[x](y).md").write_text("---\ntitle: History\n---\n\nLong.\n", "utf-8")
    (content.parent / "@everyone <b>").write_text("", "utf-8")
    git(content.parent, "add", "--all")
    text = summary_of(content, capsys)
    for part in ("](", "<b>", "@everyone"):
        assert part not in text
    assert text.count("&#91;x&#93;(") == 4
