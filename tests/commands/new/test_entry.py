"""The new-actor, new-region and new-source commands: a valid entry in its place, or a plain refusal."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from plugins.archive.archive import load_archive, read_registry
from plugins.archive.files.folder import scan
from plugins.archive.model.entries import Actor, Name, Region, Source
from plugins.archive.model.registry import Registry
from plugins.archive.urls import Urls
from plugins.commands import schemas
from plugins.commands.new.entry import new_entry, run
from plugins.commands.new.questions import Question

Copy = Callable[[str], Path]


def registry_of(content: Path) -> Registry:
    """Return the registry of an archive, which must be in order."""
    load_archive(content, Urls())
    return read_registry(scan(content, []), [])


def bytes_of(content: Path) -> dict[Path, bytes]:
    """Return every file of a folder."""
    return {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}


def test_a_new_actor(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """An actor is added with its id made of its name, its parent by name, and all its names."""
    content = small_site("small")
    given = {"name": "Søfart Łodz", "kind": "organisation", "parent": "Port Authority", "alias": ["SL", "Sofart"]}
    assert run("actor", content=content, given=given) == 0
    assert capsys.readouterr().out == f"{content / 'registry/actors.yaml'}: sofart-lodz\n"
    made = registry_of(content).actors["sofart-lodz"]
    names = (Name("SL"), Name("Sofart"))
    assert made == Actor(
        id="sofart-lodz", name="Søfart Łodz", kind="organisation", parent="harbour-office", names=names
    )


def test_a_new_region(small_site: Copy) -> None:
    """A region is added below the one around it; its id is made of both."""
    content = small_site("small")
    assert run("region", content=content, given={"name": "West Bay", "kind": "town", "parent": "Northland"}) == 0
    assert run("region", content=content, given={"name": "Sea"}) == 0
    regions = registry_of(content).regions
    assert regions["northland/west-bay"] == Region(id="northland/west-bay", name="West Bay", kind="town")
    assert list(regions).index("northland/west-bay") < list(regions).index("sea")


def test_a_new_source(small_site: Copy) -> None:
    """A source is added to a registry, and to one that has no file yet."""
    content = small_site("small")
    (content / "registry/sources.yaml").unlink(missing_ok=True)
    (content / "reports/2020/2020-01-01-first-light.md").write_text(
        "---\ntitle: First\ndate: 2020-01-01\nregion: northland\nsummary: It is light.\n---\n\nText.\n", "utf-8"
    )
    given = {"name": "Gazette", "kind": "publisher", "url": "https://example.org/", "text": "A paper: daily."}
    assert run("source", content=content, given=given) == 0
    assert registry_of(content).sources["gazette"] == Source(
        id="gazette", name="Gazette", kind="publisher", url="https://example.org/", text="A paper: daily."
    )


def test_an_id_of_ones_own(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """A name without a Latin letter needs an id, and is told so."""
    content = small_site("small")
    assert run("actor", content=content, given={"name": "حرس"}) == 2
    assert capsys.readouterr().err == "Error: --id: is missing — give one\n"
    assert run("actor", content=content, given={"name": "حرس", "id": "guard"}) == 0
    assert registry_of(content).actors["guard"].name == "حرس"
    assert run("region", content=content, given={"name": "Bay", "id": "northland/the-bay"}) == 0
    assert registry_of(content).regions["northland/the-bay"].parent == "northland"


@pytest.mark.parametrize(
    ("kind", "given", "message"),
    [
        ("actor", {}, "--name: is missing — give one"),
        (
            "actor",
            {"name": "Port authority"},
            "--name: 'Port authority' is a name of 'harbour-office' already — use that",
        ),
        ("actor", {"name": "Harbour-Office"}, "--name: 'Harbour-Office' is a name of 'harbour-office' already"),
        ("actor", {"name": "X", "alias": ["Y", "port authority"]}, "--alias: 'port authority' is a name of"),
        ("actor", {"name": "X", "id": "harbour-office"}, "--id: 'harbour-office' is the id of Harbour Office already"),
        ("actor", {"name": "X", "id": "An Id"}, "--id: 'An Id' is not an id"),
        (
            "actor",
            {"name": "X", "kind": "organization"},
            "--kind: 'organization' is not an allowed value — did you mean 'org",
        ),
        (
            "actor",
            {"name": "X", "parent": "harbor-ofice"},
            "--parent: 'harbor-ofice' is not in the registry — did you mean",
        ),
        ("actor", {"name": "X\u202e"}, "--name: contains the hidden character U+202E"),
        ("source", {"name": "X", "url": "example.org"}, "--url: 'example.org' is not a web address"),
        ("region", {"name": "Northland"}, "--name: 'Northland' is a name of 'northland' already"),
        (
            "region",
            {"name": "X", "parent": "northland", "id": "x"},
            "--id: 'x' is not within northland — begin it with",
        ),
        ("region", {"name": "X", "id": "sea/x"}, "region.id: the region around it: 'sea' is not in the registry"),
        ("region", {"name": "Page", "parent": "northland"}, "--id: 'northland/page' is not a region's id"),
    ],
)
def test_what_cannot_be_added(
    kind: str, given: dict[str, str | Sequence[str]], message: str, small_site: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the registry has already, or can't have, is refused with what to do, and no file changes."""
    content = small_site("small")
    before = bytes_of(content)
    assert run(kind, content=content, given=given) in (1, 2)  # type: ignore[arg-type]  # a word of EntryKind
    (said,) = capsys.readouterr().err.splitlines()
    assert message in said
    assert bytes_of(content) == before


def test_no_archive_is_begun_by_a_slip(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistyped folder is not made."""
    assert run("actor", content=tmp_path / "contnet", given={"name": "X"}) == 2
    assert "there is no folder" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_every_fault_at_once(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """All that is wrong with the flags is said in one run."""
    given = {"kind": "x", "parent": "nobody", "id": "No"}
    assert run("actor", content=small_site("small"), given=given) == 2
    assert [line.split(":")[1] for line in capsys.readouterr().err.splitlines()] == [
        *(" --name", " --kind", " --parent", " --id")
    ]


def test_regions_of_one_name_in_different_places(small_site: Copy) -> None:
    """A town may have the name of its province: a region's name is its own among those beside it."""
    content = small_site("small")
    assert run("region", content=content, given={"name": "Northland", "parent": "northland"}) == 0
    assert "northland/northland" in registry_of(content).regions
    assert run("region", content=content, given={"name": "Almondhaven", "parent": "northland"}) == 2


def test_what_stands_in_the_file_stays(small_site: Copy) -> None:
    """Comments, order and spacing of the file are kept to the byte."""
    content = small_site("small")
    file = content / "registry/actors.yaml"
    before = b"# Actors.\r\n\r\n" + file.read_bytes().replace(b"\n", b"\r\n") + b"\r\n# More to come.\r\n"
    file.write_bytes(before)
    assert run("actor", content=content, given={"name": "Guard"}) == 0
    assert file.read_bytes() == before + b"- id: guard\r\n  name: Guard\r\n"


def test_a_registry_in_brackets_is_left_alone(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is one line of brackets is not rewritten."""
    content = small_site("small")
    file = content / "registry/actors.yaml"
    file.write_text("[{id: harbour-office, name: Harbour Office}]\n", "utf-8")
    assert run("actor", content=content, given={"name": "Guard"}) == 2
    assert "begin each of its entries with '- id: …'" in capsys.readouterr().err
    assert file.read_text("utf-8") == "[{id: harbour-office, name: Harbour Office}]\n"


def test_a_file_that_ends_is_not_added_to(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """Where what is added would not be read as an entry, nothing is written."""
    content = small_site("small")
    file = content / "registry/actors.yaml"
    before = file.read_bytes() + b"...\n"
    file.write_bytes(before)
    assert run("actor", content=content, given={"name": "Guard"}) in (1, 2)
    assert capsys.readouterr().err
    assert file.read_bytes() == before


def test_schemas_learn_of_the_entry(small_site: Copy) -> None:
    """Where editors have schemas of the archive, the new id completes at once; where not, none are made."""
    content = small_site("small")
    assert run("actor", content=content, given={"name": "Guard"}) == 0
    assert not schemas.schema_dir(content).exists()
    schemas.run(content=content)
    assert run("actor", content=content, given={"name": "Watch"}) == 0
    report = json.loads((schemas.schema_dir(content) / "report.json").read_text("utf-8"))
    assert report["definitions"]["actor"]["enum"] == ["harbour-office", "guard", "watch"]


def test_only_what_is_missing_is_asked(small_site: Copy) -> None:
    """A person is asked for what no flag said, region first, with the id made of the answers as the default."""
    content = small_site("small")
    answers = {"parent": "Northland", "kind": "town", "alias": "The Bay, Bay Town", "text": ""}
    asked: list[Question] = []

    def ask(question: Question) -> str:
        asked.append(question)
        return answers.get(question.key, question.default)

    assert new_entry("region", content, {"name": ["Bay"]}, ask).endswith("regions.yaml: northland/bay")
    assert [question.key for question in asked] == ["parent", "kind", "alias", "text", "id"]
    assert asked[-1].default == "northland/bay"
    assert [option.value for option in asked[1].options][:2] == ["country", "governorate"]
    made = registry_of(content).regions["northland/bay"]
    assert (made.kind, made.names) == ("town", (Name("The Bay"), Name("Bay Town")))
