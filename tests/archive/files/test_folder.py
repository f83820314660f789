"""The content folder: links, pipes and sockets are neither followed nor opened; a name is one name on every system."""

import os
import socket
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.archive.files.file_names import MAX_NAME_BYTES, check_file_names
from plugins.archive.files.folder import Folder, scan
from plugins.archive.problems import Problem
from tests.archive.test_sites import HEAD, problems_of

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
    """Return the files that are opened, by their real paths."""
    opened: list[str] = []
    real = os.open

    def note(path: os.PathLike[str], *arguments: int) -> int:
        opened.append(os.path.realpath(path))
        return real(path, *arguments)

    monkeypatch.setattr("plugins.archive.files.folder.os.open", note)
    return opened


@pytest.mark.parametrize("part", PARTS)
def test_no_part_is_a_link(part: str, small_site: Copy, tmp_path: Path, read: list[str]) -> None:
    """A link in the place of any file or folder is named, and nothing behind it is opened."""
    content = small_site("small")
    elsewhere = (content / part).rename(tmp_path / "elsewhere")
    (content / part).symlink_to(elsewhere, target_is_directory=elsewhere.is_dir())
    told = problems_of(content)
    assert f"{part}:1:1: file: is " in told
    assert "is a link" in told or "is not a regular file" in told
    assert [path for path in read if str(elsewhere) in path] == []


def test_a_link_beside_the_parts_is_not_walked(small_site: Copy, tmp_path: Path) -> None:
    """A folder that leads elsewhere is named, and not what is in it."""
    content = small_site("small")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/secret.md").write_text("Secret.", "utf-8")
    (content / "more").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    assert problems_of(content) == "more:1:1: file: is a symbolic link — replace it with the files that it points to\n"


def test_words_about_the_archive_are_plain_files(small_site: Copy) -> None:
    """A README may stand beside the parts; a folder or a link of that name passes nothing over."""
    content = small_site("small")
    (content / "README.md").write_text("About.", "utf-8")
    assert problems_of(content) == ""
    (content / "README").mkdir()
    (content / "README/2020-01-01-x.md").write_text("Lost.", "utf-8")
    (content / "LICENSE.txt").symlink_to(content / "README.md")
    told = problems_of(content)
    assert "LICENSE.txt:1:1: file: is a symbolic link — replace it with the files that it points to\n" in told
    assert "README/2020-01-01-x.md:1:1: file: does not belong here" in told


def test_the_content_folder_is_no_link(small_site: Copy, tmp_path: Path) -> None:
    """What was reviewed is what is built: the folder itself leads nowhere else."""
    (tmp_path / "linked").symlink_to(small_site("small"), target_is_directory=True)
    assert "linked:1:1: file: is a symbolic link — use the folder that it points to\n" in problems_of(
        tmp_path / "linked"
    )


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "place",
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
@pytest.mark.parametrize("sort", ["pipe", "socket"])
def test_pipes_and_sockets_are_not_waited_for(
    place: str, sort: str, small_site: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody ever writes to them; wherever they stand they are named, and nothing hangs."""
    content = small_site("small")
    (content / place).parent.mkdir(exist_ok=True)
    (content / place).unlink(missing_ok=True)
    monkeypatch.chdir((content / place).parent)  # the address of a socket may not be long
    if sort == "pipe":
        os.mkfifo((content / place).name)
    else:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind((content / place).name)
    assert any(
        f"{place}:1:1: file: {what}" in problems_of(content)
        for what in ("is not a regular file", "does not belong here")
    )


@pytest.mark.timeout(20)
def test_what_takes_a_file_s_place_is_not_opened(small_site: Copy, tmp_path: Path) -> None:
    """A file that became a pipe or a link after it was found is an error, not a wait or a leak."""
    content = small_site("small")
    folder = scan(content, [])
    place = content / f"{STEM}.md"
    place.unlink()
    os.mkfifo(place)
    with pytest.raises(OSError, match="is not a regular file"):
        folder.read(f"{STEM}.md")
    place.unlink()
    (tmp_path / "secret").write_text("Secret.", "utf-8")
    place.symlink_to(tmp_path / "secret")
    with pytest.raises(OSError, match=r"symbolic link|links"):
        folder.read(f"{STEM}.md")


def test_a_huge_file_is_read_only_so_far(tmp_path: Path) -> None:
    """A file of a gigabyte, most of it a hole, is not taken into memory."""
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
    unicodedata.normalize("NFD", "é.png"): "its name has separate accents (it is not in Unicode NFC form)",
    "a\x00b.png": "its name contains the control character U+0000",
    "a\x1b[31m.png": "its name contains the control character U+001B",
    "gnp.\u202eexe.png": "its name contains the hidden character U+202E",
    "l\u0430mp.png": "its name mixes two scripts in the word 'l\u0430mp': U+0430 looks like 'a'",
    "a" * (MAX_NAME_BYTES + 1): f"its name is longer than {MAX_NAME_BYTES} bytes",
    "\udcff.png": "its name is not UTF-8",
}


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_names_that_some_system_can_t_have(name: str) -> None:
    """Each is named with what is wrong with it, in one line that can be printed."""
    found = list(check_file_names([f"{STEM}/{name}"]))
    assert [problem.what for problem in found] == [NAMES[name]]
    assert all(str(problem).isprintable() for problem in found)


@pytest.mark.parametrize(
    "name", ["a.png", "Karte der Küste.png", "خريطة.pdf", "console.png", "a-b_c (2).csv", "auxiliary.png"]
)
def test_names_that_every_system_has(name: str) -> None:
    assert list(check_file_names([f"{STEM}/{name}"])) == []


@pytest.mark.parametrize(
    ("one", "other"), [("a.png", "A.png"), ("straße.png", "STRASSE.png"), ("\ufb01.png", "fi.png"), ("é.png", "É.png")]
)
def test_names_that_are_one_on_some_systems(one: str, other: str) -> None:
    """By case or by the form of their letters; the message names the other."""
    (found,) = check_file_names([f"{STEM}/{one}", f"{STEM}/{other}"])
    assert found.what.startswith("some systems take its name and '")
    assert list(check_file_names([f"{STEM}/{one}", f"reports/2020/2020-01-02-other/{other}"])) == []


def test_a_name_that_is_not_text_is_told(small_site: Copy) -> None:
    """A file whose name is bytes of no encoding is named, and what names it can be printed."""
    content = small_site("small")
    (content / STEM).mkdir()
    Path(os.fsdecode(os.fsencode(content / STEM) + b"/\xff.png")).write_bytes(b"x")
    problems: list[Problem] = []
    scan(content, problems)
    assert [problem.what for problem in problems] == ["its name is not UTF-8"]
    assert str(problems[0]).encode()


def test_a_report_beside_itself(small_site: Copy) -> None:
    """A report whose name differs only by case is refused for its name; it can't take the other's place."""
    content = small_site("small")
    (content / "reports/2020/2020-01-01-First-Light.md").write_text(HEAD.replace("01-02", "01-01"), "utf-8")
    told = problems_of(content)
    assert "the file's name '2020-01-01-First-Light' is not a report's name" in told
