"""Fixture sites: valid ones load, and each invalid one gives exactly its expected messages."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.archive.archive import Archive, load_archive
from plugins.archive.problems import ArchiveError
from plugins.archive.urls import Urls

SITES = Path(__file__).resolve().parents[1] / "sites"
INVALID = sorted(path.name for path in (SITES / "invalid").iterdir())
FAULTY = "reports/2020/2020-01-02-faulty.md"
FRONT_MATTER = "---\ntitle: Faulty\ndate: 2020-01-02\nregion: northland\nsummary: A report with a fault.\n---\n\n"

Copy = Callable[[str], Path]


def problems_of(content: Path) -> str:
    """Return the messages about a content folder, one per line; empty if it is valid."""
    try:
        load_archive(content, Urls())
    except ArchiveError as error:
        return f"{error}\n"
    return ""


def lay_over(content: Path, site: Path) -> None:
    """Change a copy of the small site: remove the files in `without.txt`, then add the files of an invalid site."""
    without = site / "without.txt"
    for name in without.read_text("utf-8").split() if without.is_file() else ():
        (content / name).unlink()
    for source in sorted(path for path in (site / "content").rglob("*") if path.is_file()):
        target = content / source.relative_to(site / "content")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())


@pytest.mark.parametrize(
    ("name", "reports", "events"), [("minimal", 1, 0), ("small", 1, 1), ("lighthouses", 3, 8)], ids=str
)
def test_valid_site(name: str, reports: int, events: int) -> None:
    """A valid archive loads, without its drafts and withdrawn reports."""
    catalogue = load_archive(SITES / "valid" / name, Urls()).catalogue
    assert (len(catalogue.reports), len(catalogue.events)) == (reports, events)


@pytest.mark.parametrize("name", INVALID)
def test_invalid_site(name: str, small_site: Copy) -> None:
    """An invalid site gives exactly the expected messages, in the order of files and lines."""
    content = small_site("small")
    lay_over(content, SITES / "invalid" / name)
    assert problems_of(content) == (SITES / "invalid" / name / "expected.txt").read_text("utf-8")


def test_messages_have_the_documented_form() -> None:
    """Each expected message is `path:line:column: field: what is wrong — what to do`."""
    for name in INVALID:
        for message in (SITES / "invalid" / name / "expected.txt").read_text("utf-8").splitlines():
            position, field, text = message.split(": ", 2)
            path, line, column = position.rsplit(":", 2)
            assert path, message
            assert field, message
            assert int(line) >= 1, message
            assert int(column) >= 1, message
            assert all(part.strip() for part in text.split(" — ")), message
            assert text.count(" — ") == 1, message


def test_all_problems_in_one_run() -> None:
    """One run reports the problems of all files, and several problems of one file."""
    expected = (SITES / "invalid/errors-everywhere/expected.txt").read_text("utf-8").splitlines()
    paths = [line.split(":", 1)[0] for line in expected]
    assert len(set(paths)) == 6
    assert paths.count(FAULTY) >= 5
    assert paths == sorted(paths)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (FRONT_MATTER.encode() + b"Caf\xe9.\n", f"{FAULTY}:8:1: file: is not UTF-8 — save it with the encoding UTF-8"),
        (
            FRONT_MATTER.encode("utf-16"),
            f"{FAULTY}:1:1: file: is not UTF-8 — save it with the encoding UTF-8",
        ),
        (
            FRONT_MATTER.encode() + b"Text.\nA \0 byte.\n",
            f"{FAULTY}:9:3: file: contains the control character U+0000 — remove it, or save the file as plain text",
        ),
        (
            FRONT_MATTER.encode() + b"\x1b[31mred\n",
            f"{FAULTY}:8:1: file: contains the control character U+001B — remove it, or save the file as plain text",
        ),
    ],
    ids=["latin-1", "utf-16", "nul", "escape"],
)
def test_bytes_that_are_not_utf_8_text(data: bytes, message: str, small_site: Copy) -> None:
    """A file that is not UTF-8 text is reported at the first invalid byte."""
    content = small_site("small")
    (content / FAULTY).write_bytes(data)
    assert problems_of(content) == f"{message}\n"


@pytest.mark.parametrize("ending", ["\r\n", "\r"], ids=["CRLF", "CR"])
def test_line_ends_and_byte_order_mark(ending: str, small_site: Copy) -> None:
    """A byte order mark and other line ends do not change the lines in messages."""
    content = small_site("small")
    text = (FRONT_MATTER + "See [this](gone.md).\n").replace("\n", ending)
    (content / FAULTY).write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert problems_of(content).startswith(f"{FAULTY}:8:5: body: the link leads to reports/2020/gone.md")


def test_symbolic_links_and_pipes_are_rejected(small_site: Copy, tmp_path: Path) -> None:
    """Links and pipes are reported, and not opened, in every folder."""
    content = small_site("small")
    secret = tmp_path / "secret.md"
    secret.write_text(FRONT_MATTER + "Secret.\n", "utf-8")
    (content / FAULTY).symlink_to(secret)
    (content / "reports/2020/linked").symlink_to(tmp_path, target_is_directory=True)
    (content / "reports/2020/2020-01-01-first-light").mkdir()
    (content / "reports/2020/2020-01-01-first-light/lamp.png").symlink_to(secret)
    os.mkfifo(content / "pages/waiting.md")
    assert problems_of(content).splitlines() == [
        f"{path}:1:1: file: is not a regular file — replace it with the file itself"
        for path in (
            "pages/waiting.md",
            "reports/2020/2020-01-01-first-light/lamp.png",
            FAULTY,
            "reports/2020/linked",
        )
    ]


@pytest.mark.parametrize("name", ["site.yaml", "registry", "pages", "reports"])
def test_symbolic_link_at_the_top_is_rejected(name: str, small_site: Copy, tmp_path: Path) -> None:
    """The files and folders at the top are not links, which could point to content that was not reviewed."""
    content = small_site("small")
    elsewhere = (content / name).rename(tmp_path / "elsewhere")
    (content / name).symlink_to(elsewhere, target_is_directory=elsewhere.is_dir())
    assert f"{name}:1:1: file: is a symbolic link — replace it with its target\n" in problems_of(content)


def test_hidden_and_info_files_are_allowed(small_site: Copy) -> None:
    """Hidden files of editors and systems, a README and a licence are allowed."""
    content = small_site("small")
    for name in (".DS_Store", "reports/.gitkeep", "reports/2020/.first.md.swp", "README.md", "LICENSE", "LICENSE.md"):
        (content / name).write_text("Ignored.\n", "utf-8")
    assert problems_of(content) == ""


def test_deeply_nested_yaml_is_reported(small_site: Copy) -> None:
    """Two hundred thousand brackets do not crash the parser, even after as many closing ones in quotes."""
    content = small_site("small")
    deep = "[" * 200_000
    for text in (f"tags: {deep}", f'note: "{"]" * 200_000}"\ntags: {deep}', "tags:\n  " + "- " * 200_000):
        (content / FAULTY).write_text(FRONT_MATTER.replace("title:", f"{text}\ntitle:", 1), "utf-8")
        assert "yaml: is nested more than 32 levels deep — use fewer levels" in problems_of(content)


def test_drafts_are_checked_but_not_included(small_site: Copy) -> None:
    """Drafts are included only on demand, but always checked."""
    content = small_site("small")
    draft = FRONT_MATTER.replace("summary:", "status: draft\nsummary:")
    (content / FAULTY).write_text(draft + "Text.\n", "utf-8")

    def stems(loaded: Archive) -> list[str]:
        return [report.stem for report in loaded.catalogue.reports]

    assert stems(load_archive(content, Urls())) == ["2020-01-01-first-light"]
    assert stems(load_archive(content, Urls(), drafts=True)) == ["2020-01-01-first-light", "2020-01-02-faulty"]
    (content / FAULTY).write_text(draft.replace("northland", "nowhere") + "Text.\n", "utf-8")
    assert f"{FAULTY}:4:9: region[1]: 'nowhere' is not in the registry" in problems_of(content)


def test_scalars_are_not_converted(small_site: Copy) -> None:
    """Values such as `NO`, `12:30`, `017` and `1e3` are read as text."""
    content = small_site("small")
    for word in ("NO", "12:30", "017", "1e3", "null", "~", "2020-01-02", "0x1F", "true"):
        (content / FAULTY).write_text(FRONT_MATTER.replace("Faulty", word) + "Text.\n", "utf-8")
        loaded = load_archive(content, Urls())
        assert loaded.catalogue.reports[-1].title == word
