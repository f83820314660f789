"""`check --file`: the problems of some files, checked within the whole archive."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.commands.check.check import run

Copy = Callable[[str], Path]
LIT = "reports/2020/2020-01-01-first-light.md"
OTHER = "reports/2020/2020-01-02-other.md"
HEAD = "---\ntitle: Other\ndate: 2020-01-02\nregion: northland\n"


def write(content: Path, more: str, body: str = "Text.") -> Path:
    """Write another report, with more lines in its front matter, including the summary."""
    file = content / OTHER
    file.write_text(f"{HEAD}{more}---\n\n{body}\n", "utf-8")
    return file


def test_only_problems_of_selected_files_are_shown(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """Only they count; the number of problems in other files is printed."""
    content = small_site("small")
    file = write(
        content, "tags: [frog]\nsummary: A.\nformerly: [2020-01-01-first-light]\n", "[gone](2020-01-09-gone.md)"
    )
    assert run(content=content, files=[str(file)]) == 1
    output = capsys.readouterr()
    assert [line.split(": ")[1] for line in output.out.splitlines()] == ["tags[1]", "formerly[1]", "body"]
    assert all(line.startswith(f"{OTHER}:") for line in output.out.splitlines())
    assert "3 problems." in output.err
    assert "Other files have 1 problem." in output.err
    assert run(content=content, files=[str(content / "site.yaml"), str(content / "pages/about.md")]) == 0
    assert capsys.readouterr().out == "2 files: no problems. Other files have 4 problems.\n"


def test_references_to_other_files_are_checked(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """A file's references are checked against the whole archive."""
    content = small_site("small")
    file = write(content, "actors: [harbour-office]\nsummary: A.\n")
    assert run(content=content, files=[str(file)]) == 0
    (content / "registry/actors.yaml").write_text("- {id: rowers, name: Rowers, kind: organisation}\n", "utf-8")
    capsys.readouterr()
    assert run(content=content, files=[str(file)]) == 1
    assert "actors[1]: 'harbour-office' is not in the registry" in capsys.readouterr().out


def test_ways_to_name_a_file(small_site: Copy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is named from the working directory or from the archive, also through a linked folder."""
    content = small_site("small")
    write(content, "tags: [frog]\nsummary: A.\n")
    (tmp_path / "door").symlink_to(tmp_path, target_is_directory=True)
    monkeypatch.chdir(content / "reports")
    names = [
        "2020/2020-01-02-other.md",
        OTHER,
        f"../{OTHER}",
        str(tmp_path / "door/small" / OTHER),
        str(content / OTHER),
    ]
    assert [run(content=content, files=[name]) for name in names] == [1] * len(names)
    monkeypatch.chdir(tmp_path)
    assert run(content=Path("door/small"), files=[f"small/{OTHER}", f"door/small/{LIT}"]) == 1


@pytest.mark.parametrize("name", ["nothing.md", "README.md", "reports", ".", "", "../outside.md", "/etc/passwd"])
def test_path_outside_the_archive_is_an_error(name: str, small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """The message names the path, and the check does not pass silently."""
    content = small_site("small")
    (content / "README.md").write_text("About.", "utf-8")
    (content.parent / "outside.md").write_text("Out.", "utf-8")
    assert run(content=content, files=[str(content / LIT), name]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith(f"Error: --file {name} is not a file of the archive at {content} — ")


def test_misplaced_file_can_be_selected(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """Its problem is that it does not belong there."""
    content = small_site("small")
    (content / "reports/2020/stray.rst").write_text("Title", "utf-8")
    assert run(content=content, files=[str(content / "reports/2020/stray.rst")]) == 1
    assert "stray.rst:1:1: file: does not belong here" in capsys.readouterr().out


def test_geometry_files_can_be_selected(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """So can the file with their attribution."""
    content = small_site("small")
    (content / "boundaries").mkdir()
    (content / "boundaries/land.topo.json").write_text("{", "utf-8")
    (content / "boundaries/origins.yaml").write_text("- {file: land, origin: Made up, licence: {name: CC0}}\n", "utf-8")
    assert run(content=content, files=[str(content / "boundaries/origins.yaml")]) == 0
    assert run(content=content, files=[str(content / "boundaries/land.topo.json")]) == 1
    assert "boundaries/land.topo.json:1:1: json: is not valid JSON" in capsys.readouterr().out
