"""The content folder: links, pipes and sockets are not opened, and file names work on every system."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.archive.files.folder import MAX_NAME_BYTES, Folder, check_file_names, scan
from plugins.archive.problems import Problem
from tests.archive.test_sites import FRONT_MATTER, problems_of

Copy = Callable[[str], Path]
STEM = "reports/2020/2020-01-01-first-light"
PARTS = [
    "site.yaml",
    "registry",
    "registry/actors.yaml",
    "pages",
    "pages/about.md",
    "reports",
    "reports/2020",
    f"{STEM}.md",
]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the real paths of the files that are opened."""
    opened: list[str] = []
    real = os.open

    def record(path: os.PathLike[str], *arguments: int) -> int:
        opened.append(os.path.realpath(path))
        return real(path, *arguments)

    monkeypatch.setattr("plugins.archive.files.folder.os.open", record)
    return opened


@pytest.mark.parametrize("part", PARTS)
def test_symbolic_links_are_not_opened(part: str, small_site: Copy, tmp_path: Path, read: list[str]) -> None:
    """A link in place of any file or folder is reported, and its target is not opened."""
    content = small_site("small")
    elsewhere = (content / part).rename(tmp_path / "elsewhere")
    (content / part).symlink_to(elsewhere, target_is_directory=elsewhere.is_dir())
    messages = problems_of(content)
    assert f"{part}:1:1: file: is " in messages
    assert "is a symbolic link" in messages or "is not a regular file" in messages
    assert [path for path in read if str(elsewhere) in path] == []


def test_symbolic_link_at_the_top_is_not_followed(small_site: Copy, tmp_path: Path) -> None:
    """A link to a folder is reported, but not the files in that folder."""
    content = small_site("small")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/secret.md").write_text("Secret.", "utf-8")
    (content / "more").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert problems_of(content) == "more:1:1: file: is a symbolic link — replace it with its target\n"


def test_info_files_must_be_regular_files(small_site: Copy) -> None:
    """A README is allowed at the top; a folder or link of that name is checked like any other."""
    content = small_site("small")
    (content / "README.md").write_text("About.", "utf-8")
    assert problems_of(content) == ""
    (content / "README").mkdir()
    (content / "README/2020-01-01-x.md").write_text("Lost.", "utf-8")
    (content / "LICENSE.txt").symlink_to(content / "README.md")
    messages = problems_of(content)
    assert "LICENSE.txt:1:1: file: is a symbolic link — replace it with its target\n" in messages
    assert "README/2020-01-01-x.md:1:1: file: does not belong here" in messages


def test_content_folder_must_not_be_a_link(small_site: Copy, tmp_path: Path) -> None:
    """A link could point to content that was not reviewed."""
    (tmp_path / "linked").symlink_to(small_site("small"), target_is_directory=True)
    assert "linked:1:1: file: is a symbolic link — use the folder that it points to\n" in problems_of(
        tmp_path / "linked"
    )


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "path",
    [
        "site.yaml",
        "notes",
        "registry/actors.yaml",
        "registry/x.yaml",
        "pages/x.md",
        "reports/x.md",
        f"{STEM}.md",
        f"{STEM}/x.png",
    ],
)
@pytest.mark.parametrize("special", ["pipe", "socket"])
def test_pipes_and_sockets_do_not_block(
    path: str, special: str, small_site: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pipes and sockets are reported at any path, and reading does not wait for them."""
    content = small_site("small")
    (content / path).parent.mkdir(exist_ok=True)
    (content / path).unlink(missing_ok=True)
    monkeypatch.chdir((content / path).parent)  # socket paths have a length limit
    if special == "pipe":
        os.mkfifo((content / path).name)
    else:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind((content / path).name)
    assert any(
        f"{path}:1:1: file: {what}" in problems_of(content)
        for what in ("is not a regular file", "does not belong here")
    )


@pytest.mark.timeout(20)
def test_file_replaced_after_the_scan_is_not_opened(small_site: Copy, tmp_path: Path) -> None:
    """A file that became a pipe or a link after the scan is an error."""
    content = small_site("small")
    folder = scan(content, [])
    file = content / f"{STEM}.md"
    file.unlink()
    os.mkfifo(file)
    with pytest.raises(OSError, match="is not a regular file"):
        folder.read(f"{STEM}.md")
    file.unlink()
    (tmp_path / "secret").write_text("Secret.", "utf-8")
    file.symlink_to(tmp_path / "secret")
    with pytest.raises(OSError, match=r"symbolic link|links"):
        folder.read(f"{STEM}.md")


def test_huge_file_is_read_up_to_the_limit(tmp_path: Path) -> None:
    """A sparse file of a gigabyte is not read into memory."""
    with (tmp_path / "huge.md").open("wb") as file:
        file.truncate(1 << 30)
    assert len(Folder(tmp_path, (), (), frozenset()).read("huge.md")) < 1 << 23


NAMES = {
    "con.png": "its name is a device name on Windows",
    "AUX": "its name is a device name on Windows",
    "lpt1.tar.gz": "its name is a device name on Windows",
    "a:b.png": "its name contains ':', which Windows forbids",
    "a\\b.png": "its name contains '\\', which Windows forbids",
    "a?.png": "its name contains '?', which Windows forbids",
    "<img src=x>.png": "its name contains '<', which Windows forbids",
    "a.png ": "its name begins or ends with a space, or ends with a dot",
    " a.png": "its name begins or ends with a space, or ends with a dot",
    "a.png.": "its name begins or ends with a space, or ends with a dot",
    "a\nb.png": "its name contains the control character U+000A",
    "a\tb.png": "its name contains the control character U+0009",
    "a\x00b.png": "its name contains the control character U+0000",
    "a\x1b[31m.png": "its name contains the control character U+001B",
    "gnp.\u202eexe.png": "its name contains the hidden character U+202E",
    "l\u0430mp.png": "its name mixes two scripts in the word 'l\u0430mp': U+0430 looks like 'a'",
    "a" * (MAX_NAME_BYTES + 1): f"its name is longer than {MAX_NAME_BYTES} bytes",
    "\udcff.png": "its name is not UTF-8",
}


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_unportable_names_are_reported(name: str) -> None:
    """Each name is reported in one printable line."""
    found = list(check_file_names([f"{STEM}/{name}"]))
    assert [problem.what for problem in found] == [NAMES[name]]
    assert all(str(problem).isprintable() for problem in found)


@pytest.mark.parametrize(
    "name",
    ["a.png", "Karte der Küste.png", "Ku\u0308ste.png", "خريطة.pdf", "console.png", "a-b_c (2).csv", "auxiliary.png"],
)
def test_portable_names_are_allowed(name: str) -> None:
    assert list(check_file_names([f"{STEM}/{name}"])) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a.png", "A.png"),
        ("straße.png", "STRASSE.png"),
        ("\ufb01.png", "fi.png"),
        ("é.png", "É.png"),
        ("é.png", "e\u0301.png"),
    ],
)
def test_names_that_are_equal_on_some_systems(one: str, other: str) -> None:
    """Names that differ only in case or Unicode form are reported with the other name."""
    (found,) = check_file_names([f"{STEM}/{one}", f"{STEM}/{other}"])
    assert found.what.startswith("has the same name as '")
    assert list(check_file_names([f"{STEM}/{one}", f"reports/2020/2020-01-02-other/{other}"])) == []


def test_name_with_invalid_encoding_is_reported(small_site: Copy) -> None:
    """A name with bytes that are not UTF-8 is reported in a printable message."""
    content = small_site("small")
    (content / STEM).mkdir()
    Path(os.fsdecode(os.fsencode(content / STEM) + b"/\xff.png")).write_bytes(b"x")
    problems: list[Problem] = []
    scan(content, problems)
    assert [problem.what for problem in problems] == ["its name is not UTF-8"]
    assert str(problems[0]).encode()


def test_report_names_that_differ_in_case(small_site: Copy) -> None:
    """A report name with capitals is invalid, so it cannot conflict with the lower-case name."""
    content = small_site("small")
    (content / "reports/2020/2020-01-01-First-Light.md").write_text(FRONT_MATTER.replace("01-02", "01-01"), "utf-8")
    messages = problems_of(content)
    assert "the file's name '2020-01-01-First-Light' is not a report's name" in messages
