"""Staging: a site comes into its place whole or not at all, and only where it may."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from plugins.engine.publish.manifest import read_manifest, write_manifest
from plugins.engine.publish.staging import Staging, StagingError, publish_folder
from plugins.engine.render.macro_cache import MacroCache
from plugins.pages.outputs import Copy, File
from tests.site_pages import neighbour_names

NO_PAGES: Any = SimpleNamespace(macro_cache=MacroCache(), template_digests={"": b""})
"""Stands for a renderer where no page is made."""


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Return where a site is to stand; nothing is there yet."""
    return tmp_path / "room" / "site"


@pytest.fixture
def staging(target: Path) -> Iterator[Staging]:
    """Yield a site in the making."""
    made = Staging(target)
    yield made
    made.discard()


def built(target: Path, **files: str) -> None:
    """Put a site with such files in place."""
    staging = Staging(target)
    for name, text in files.items():
        staging.add(File(f"{name}.html", text.encode()))
    commit(staging)
    staging.discard()


def commit(staging: Staging, siteurl: str = "") -> None:
    """Make what was staged, all of it anew, and put it in place."""
    staging.commit(staging.write(NO_PAGES, None, "", 1).files, siteurl=siteurl, drafts=False)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by their path, the manifest aside."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in files if not f.name.startswith(".sitrep-")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("reports/a/", "reports/a/index.html"),
        ("reports/a/", "reports/A/"),
        ("straße/", "STRASSE/"),
        (unicodedata.normalize("NFC", "grönhafen/"), unicodedata.normalize("NFD", "grönhafen/")),
        ("a.txt", "A.TXT"),
    ],
    ids=["index", "case", "case folded", "Unicode form", "files"],
)
def test_a_collision_names_both(one: str, other: str, staging: Staging) -> None:
    """Two outputs that any file system would put into one place are an error that names both."""
    staging.add(File(one, b"1"))
    with pytest.raises(StagingError) as error:
        staging.add(Copy(other, Path("from/there")))
    assert f"the generated file {one}" in str(error.value)
    assert "the file from/there" in str(error.value)
    assert "rename one of the two" in str(error.value)


def test_what_is_staged_is_what_stands_there(staging: Staging, target: Path, tmp_path: Path) -> None:
    """After the commit the target holds what was added, copied files too, and nothing else."""
    source = tmp_path / "lamp.png"
    source.write_bytes(b"\x89PNG")
    staging.add(File("", b"home"))
    staging.add(File("data/x.json", b"{}"))
    staging.add(Copy("reports/a/lamp.png", source))
    assert not target.exists()
    commit(staging, "https://host.example")
    assert contents(target) == {"index.html": b"home", "data/x.json": b"{}", "reports/a/lamp.png": b"\x89PNG"}


def test_a_new_site_replaces_the_old_one_whole(target: Path) -> None:
    """What is no longer made is no longer there."""
    built(target, one="1", two="2")
    built(target, two="3")
    assert contents(target) == {"two.html": b"3"}


def test_a_failure_leaves_the_old_site_as_it_was(target: Path) -> None:
    """Until the commit, and without one, the old site stays, and no trace of the new one is left beside it."""
    built(target, one="1")
    staging = Staging(target)
    staging.add(File("two.html", b"2"))
    with pytest.raises(StagingError):
        staging.add(File("TWO.html", b"2"))
    assert contents(target) == {"one.html": b"1"}
    staging.discard()
    assert neighbour_names(target) == ["site"]


def test_an_interrupted_build_is_swept_away(target: Path) -> None:
    """What a killed build left behind is gone after the next one; other things beside the target stay."""
    left = target.parent / ".sitrep-site-killed"
    left.mkdir(parents=True)
    (left / "x").write_text("x", "utf-8")
    precious = target.parent / "precious.txt"
    precious.write_text("mine", "utf-8")
    built(target, one="1")
    assert neighbour_names(target) == ["precious.txt", "site"]


def test_an_empty_folder_is_free(target: Path) -> None:
    """An empty folder at the target is no obstacle."""
    target.mkdir(parents=True)
    built(target, one="1")
    assert contents(target) == {"one.html": b"1"}


@pytest.mark.parametrize("name", ["notes.txt", ".sitrep-manifest.json"])
def test_a_foreign_folder_is_refused(name: str, target: Path) -> None:
    """A folder that no build made is not touched, nor is one with a manifest that is not ours."""
    target.mkdir(parents=True)
    (target / name).write_text("{}", "utf-8")
    with pytest.raises(StagingError, match="was not built by this program"):
        Staging(target)
    assert [path.name for path in target.iterdir()] == [name]


def test_a_folder_that_became_foreign_is_refused(target: Path) -> None:
    """What somebody put there while the site was made is not thrown away."""
    staging = Staging(target)
    staging.add(File("one.html", b"1"))
    target.mkdir()
    (target / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(StagingError):
        commit(staging)
    staging.discard()
    assert contents(target) == {"notes.txt": b"mine"}


def test_a_link_or_a_file_is_no_target(target: Path, tmp_path: Path) -> None:
    """A link is not followed and a file is not replaced."""
    target.parent.mkdir()
    target.symlink_to(tmp_path, target_is_directory=True)
    with pytest.raises(StagingError, match="is not a folder"):
        Staging(target)
    target.unlink()
    target.write_text("mine", "utf-8")
    with pytest.raises(StagingError, match="is not a folder"):
        Staging(target)
    assert target.read_text("utf-8") == "mine"


def test_a_swap_that_fails_puts_the_old_site_back(target: Path, tmp_path: Path) -> None:
    """If the new site cannot be moved in, the old one stands where it stood."""
    built(target, one="1")
    gone = target.parent / ".room" / "site"
    gone.parent.mkdir()
    with pytest.raises(OSError, match="No such file"):
        publish_folder(gone, target)
    assert contents(target) == {"one.html": b"1"}


def test_the_manifest_lists_every_file(target: Path) -> None:
    """The manifest says what a site was made for and gives the digest of each of its files, itself aside."""
    built(target, one="1")
    manifest = read_manifest(target)
    assert manifest
    assert (manifest.siteurl, manifest.drafts) == ("", False)
    assert manifest.files == {"one.html": "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "other-1", "siteurl": "", "drafts": false, "files": {}}'])
def test_a_manifest_that_is_not_ours(text: str, tmp_path: Path) -> None:
    """A damaged or foreign manifest counts as none."""
    write_manifest(tmp_path, {}, siteurl="", drafts=False)
    (tmp_path / ".sitrep-manifest.json").write_text(text, "utf-8")
    assert read_manifest(tmp_path) is None
