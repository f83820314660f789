"""Staging: a site is published completely or not at all, and only to a folder of its own."""

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
"""A renderer for sites without pages."""


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Return an output folder that does not exist yet."""
    return tmp_path / "parent" / "site"


@pytest.fixture
def staging(output: Path) -> Iterator[Staging]:
    """Yield the staging of a site."""
    staging = Staging(output)
    yield staging
    staging.discard()


def publish(output: Path, **files: str) -> None:
    """Publish a site with these files."""
    staging = Staging(output)
    for name, text in files.items():
        staging.add(File(f"{name}.html", text.encode()))
    commit(staging)
    staging.discard()


def commit(staging: Staging, siteurl: str = "") -> None:
    """Write all outputs, and publish them."""
    staging.commit(staging.write(NO_PAGES, None, "", 1).files, siteurl=siteurl, drafts=False)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder by path, without the manifest."""
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
def test_path_collision_names_both_outputs(one: str, other: str, staging: Staging) -> None:
    """Two outputs with the same path on any file system are an error."""
    staging.add(File(one, b"1"))
    with pytest.raises(StagingError) as error:
        staging.add(Copy(other, Path("from/there")))
    assert f"the generated file {one}" in str(error.value)
    assert "the file from/there" in str(error.value)
    assert "rename one of the two" in str(error.value)


def test_published_site_has_the_added_files(staging: Staging, output: Path, tmp_path: Path) -> None:
    """It has what was added, including copied files, and nothing else."""
    source = tmp_path / "lamp.png"
    source.write_bytes(b"\x89PNG")
    staging.add(File("", b"home"))
    staging.add(File("data/x.json", b"{}"))
    staging.add(Copy("reports/a/lamp.png", source))
    assert not output.exists()
    commit(staging, "https://host.example")
    assert contents(output) == {"index.html": b"home", "data/x.json": b"{}", "reports/a/lamp.png": b"\x89PNG"}


def test_new_site_replaces_the_old_one(output: Path) -> None:
    """Files that were removed from the outputs are gone."""
    publish(output, one="1", two="2")
    publish(output, two="3")
    assert contents(output) == {"two.html": b"3"}


def test_failed_build_leaves_the_old_site(output: Path) -> None:
    """The old site is unchanged until the new one is published, and no files of a failed build are left."""
    publish(output, one="1")
    staging = Staging(output)
    staging.add(File("two.html", b"2"))
    with pytest.raises(StagingError):
        staging.add(File("TWO.html", b"2"))
    assert contents(output) == {"one.html": b"1"}
    staging.discard()
    assert neighbour_names(output) == ["site"]


def test_leftovers_of_a_killed_build_are_removed(output: Path) -> None:
    """Other files next to the output stay."""
    left = output.parent / ".sitrep-site-killed"
    left.mkdir(parents=True)
    (left / "x").write_text("x", "utf-8")
    precious = output.parent / "precious.txt"
    precious.write_text("mine", "utf-8")
    publish(output, one="1")
    assert neighbour_names(output) == ["precious.txt", "site"]


def test_empty_folder_can_be_an_output(output: Path) -> None:
    """An existing empty folder is replaced."""
    output.mkdir(parents=True)
    publish(output, one="1")
    assert contents(output) == {"one.html": b"1"}


@pytest.mark.parametrize("name", ["notes.txt", ".sitrep-manifest.json"])
def test_folder_with_other_files_is_rejected(name: str, output: Path) -> None:
    """A folder without a valid manifest is not touched."""
    output.mkdir(parents=True)
    (output / name).write_text("{}", "utf-8")
    with pytest.raises(StagingError, match="was not built by this program"):
        Staging(output)
    assert [path.name for path in output.iterdir()] == [name]


def test_folder_that_got_other_files_is_rejected(output: Path) -> None:
    """Files that were added during the build are not lost."""
    staging = Staging(output)
    staging.add(File("one.html", b"1"))
    output.mkdir()
    (output / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(StagingError):
        commit(staging)
    staging.discard()
    assert contents(output) == {"notes.txt": b"mine"}


def test_link_or_file_is_rejected(output: Path, tmp_path: Path) -> None:
    """A link is not followed, and a file is not replaced."""
    output.parent.mkdir()
    output.symlink_to(tmp_path, target_is_directory=True)
    with pytest.raises(StagingError, match="is not a folder"):
        Staging(output)
    output.unlink()
    output.write_text("mine", "utf-8")
    with pytest.raises(StagingError, match="is not a folder"):
        Staging(output)
    assert output.read_text("utf-8") == "mine"


def test_failed_swap_restores_the_old_site(output: Path, tmp_path: Path) -> None:
    """The old site is published if the new one can't be moved."""
    publish(output, one="1")
    gone = output.parent / ".parent" / "site"
    gone.parent.mkdir()
    with pytest.raises(OSError, match="No such file"):
        publish_folder(gone, output)
    assert contents(output) == {"one.html": b"1"}


def test_manifest_lists_every_file(output: Path) -> None:
    """It has the options of the site and the digest of each file except itself."""
    publish(output, one="1")
    manifest = read_manifest(output)
    assert manifest
    assert (manifest.siteurl, manifest.drafts) == ("", False)
    assert manifest.files == {"one.html": "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": "other-1", "siteurl": "", "drafts": false, "files": {}}'])
def test_invalid_manifest_counts_as_missing(text: str, tmp_path: Path) -> None:
    """A damaged manifest, or one of another format, is not used."""
    write_manifest(tmp_path, {}, siteurl="", drafts=False)
    (tmp_path / ".sitrep-manifest.json").write_text(text, "utf-8")
    assert read_manifest(tmp_path) is None
