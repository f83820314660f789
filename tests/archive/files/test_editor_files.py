"""Files of editors: passed over by the scan, the watcher and the stamps of the content alike."""

import os
from pathlib import Path

import pytest

from plugins.archive.files.editor_files import is_editor_file
from plugins.archive.files.folder import scan
from plugins.archive.problems import Problem
from plugins.commands.serve.serve import is_watched
from plugins.engine.cache.content_stamps import content_files

EDITOR_FILES = [
    ".#2018-04-01-x.md", "#2018-04-01-x.md#", "._2018-04-01-x.md", "2018-04-01-x.md~", "2018-04-01-x.md.~1~",
    ".2018-04-01-x.md.swp", ".2018-04-01-x.md.swx", ".2018-04-01-x.md.un~", ".2018-04-01-x.md.kate-swp", "4913", "5036",
    "2018-04-01-x.md___jb_tmp___", ".goutputstream-ABC123", ".~lock.table.ods#", "~$table.xlsx", ".DS_Store",
    "Thumbs.db", "desktop.ini", ".nfs000123", ".fuse_hidden0001",
]  # fmt: skip
OTHER_FILES = ["2018-04-01-x.md", "2018-04-01-x.md.orig", "x.md.bak", "4914", "2018", "٤٩١٣", "photo~1.png", "a#b.png"]


@pytest.mark.parametrize("name", EDITOR_FILES)
@pytest.mark.parametrize("folder", ["", "reports/2018", "reports/2018/2018-04-01-x", "pages", "registry", "boundaries"])
def test_files_of_editors_are_passed_over(folder: str, name: str, tmp_path: Path) -> None:
    """As files and as the dangling links of Emacs."""
    (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    for make in (lambda file: file.write_bytes(b"\0\5\26\7"), lambda file: os.symlink("me@host.1:1", file)):
        make(tmp_path / folder / name)
        problems: list[Problem] = []
        found = scan(tmp_path, problems)
        assert (problems, found.reports, found.pages, found.attachments) == ([], (), (), frozenset())
        assert list(content_files(tmp_path)) == []
        assert not is_watched(str(tmp_path / folder / name), (tmp_path,))
        (tmp_path / folder / name).unlink()


@pytest.mark.parametrize("name", OTHER_FILES)
def test_other_files_are_not(name: str, tmp_path: Path) -> None:
    assert not is_editor_file(name)
    assert is_watched(str(tmp_path / name), (tmp_path,))


def test_hidden_and_compiled_files_are_not_watched(tmp_path: Path) -> None:
    """The folders above the content do not matter."""
    content = tmp_path / ".hidden/content"
    assert is_watched(str(content / "site.yaml"), (content,))
    for path in (".git/index", "reports/.x.md", "__pycache__/x.pyc"):
        assert not is_watched(str(content / path), (content,))
