"""The `new-actor`, `new-region` and `new-source` commands: they add a valid entry, or change nothing."""

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


def load_registry(content: Path) -> Registry:
    """Return the registry of an archive, which must be valid."""
    load_archive(content, Urls())
    return read_registry(scan(content, []), [])


def file_contents(content: Path) -> dict[Path, bytes]:
    """Return the bytes of all files of a folder."""
    return {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}


def test_a_new_actor(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """An actor is added with an id made from its name, its parent, found by name, and all other names."""
    content = small_site("small")
    given = {"name": "Søfart Łodz", "kind": "organisation", "parent": "Port Authority", "alias": ["SL", "Sofart"]}
    assert run("actor", content=content, given=given) == 0
    assert capsys.readouterr().out == f"{content / 'registry/actors.yaml'}: sofart-lodz\n"
    made = load_registry(content).actors["sofart-lodz"]
    names = (Name("SL"), Name("Sofart"))
    assert made == Actor(
        id="sofart-lodz", name="Søfart Łodz", kind="organisation", parent="harbour-office", names=names
    )


def test_a_new_region(small_site: Copy) -> None:
    """A region is added after the others of its parent; its id consists of both."""
    content = small_site("small")
    assert run("region", content=content, given={"name": "West Bay", "kind": "town", "parent": "Northland"}) == 0
    assert run("region", content=content, given={"name": "Sea"}) == 0
    regions = load_registry(content).regions
    assert regions["northland/west-bay"] == Region(id="northland/west-bay", name="West Bay", kind="town")
    assert list(regions).index("northland/west-bay") < list(regions).index("sea")


def test_a_new_source(small_site: Copy) -> None:
    """A source is added even if the registry has no file for sources."""
    content = small_site("small")
    (content / "registry/sources.yaml").unlink(missing_ok=True)
    (content / "reports/2020/2020-01-01-first-light.md").write_text(
        "---\ntitle: First\ndate: 2020-01-01\nregion: northland\nsummary: It is light.\n---\n\nText.\n", "utf-8"
    )
    given = {"name": "Gazette", "kind": "publisher", "url": "https://example.org/", "text": "A paper: daily."}
    assert run("source", content=content, given=given) == 0
    assert load_registry(content).sources["gazette"] == Source(
        id="gazette", name="Gazette", kind="publisher", url="https://example.org/", text="A paper: daily."
    )


def test_an_explicit_id(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """A name without letters and digits needs an explicit id."""
    content = small_site("small")
    assert run("actor", content=content, given={"name": "🔥"}) == 2
    assert capsys.readouterr().err == "Error: --id: is missing — give one\n"
    assert run("actor", content=content, given={"name": "🔥", "id": "guard"}) == 0
    assert load_registry(content).actors["guard"].name == "🔥"
    assert run("actor", content=content, given={"name": "حرس"}) == 0
    assert load_registry(content).actors["hrs"].name == "حرس"
    assert run("region", content=content, given={"name": "Bay", "id": "northland/the-bay"}) == 0
    assert load_registry(content).regions["northland/the-bay"].parent == "northland"


@pytest.mark.parametrize(
    ("kind", "given", "message"),
    [
        ("actor", {}, "--name: is missing — give one"),
        (
            "actor",
            {"name": "Port authority"},
            "--name: 'Port authority' is already a name of 'harbour-office' — use that",
        ),
        ("actor", {"name": "Harbour-Office"}, "--name: 'Harbour-Office' is already a name of 'harbour-office'"),
        ("actor", {"name": "X", "alias": ["Y", "port authority"]}, "--alias: 'port authority' is already a name of"),
        ("actor", {"name": "X", "id": "harbour-office"}, "--id: 'harbour-office' is already the id of Harbour Office"),
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
        ("region", {"name": "Northland"}, "--name: 'Northland' is already a name of 'northland'"),
        (
            "region",
            {"name": "X", "parent": "northland", "id": "x"},
            "--id: 'x' is not within northland — begin it with",
        ),
        ("region", {"name": "X", "id": "sea/x"}, "region.id: its parent region: 'sea' is not in the registry"),
        ("region", {"name": "Page", "parent": "northland"}, "--id: 'northland/page' is not a region's id"),
    ],
)
def test_invalid_entries(
    kind: str, given: dict[str, str | Sequence[str]], message: str, small_site: Copy, capsys: pytest.CaptureFixture[str]
) -> None:
    """A duplicate or invalid entry is an error with a remedy, and no file changes."""
    content = small_site("small")
    before = file_contents(content)
    assert run(kind, content=content, given=given) in (1, 2)  # type: ignore[arg-type]  # an EntryKind
    (line,) = capsys.readouterr().err.splitlines()
    assert message in line
    assert file_contents(content) == before


def test_a_missing_folder_is_not_created(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistyped content folder is an error."""
    assert run("actor", content=tmp_path / "contnet", given={"name": "X"}) == 2
    assert "does not exist" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_all_errors_are_printed_at_once(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """All invalid flags are printed in one run."""
    given = {"kind": "x", "parent": "nobody", "id": "No"}
    assert run("actor", content=small_site("small"), given=given) == 2
    assert [line.split(":")[1] for line in capsys.readouterr().err.splitlines()] == [
        *(" --name", " --kind", " --parent", " --id")
    ]


def test_regions_with_different_parents_may_share_a_name(small_site: Copy) -> None:
    """A town may have the name of its province; a name must only be unique among siblings."""
    content = small_site("small")
    assert run("region", content=content, given={"name": "Northland", "parent": "northland"}) == 0
    assert "northland/northland" in load_registry(content).regions
    assert run("region", content=content, given={"name": "Almondhaven", "parent": "northland"}) == 2


def test_the_rest_of_the_file_is_preserved(small_site: Copy) -> None:
    """Comments, order and spacing of the file do not change by a byte."""
    content = small_site("small")
    file = content / "registry/actors.yaml"
    before = b"# Actors.\r\n\r\n" + file.read_bytes().replace(b"\n", b"\r\n") + b"\r\n# More to come.\r\n"
    file.write_bytes(before)
    assert run("actor", content=content, given={"name": "Guard"}) == 0
    assert file.read_bytes() == before + b"- id: guard\r\n  name: Guard\r\n"


def test_a_flow_sequence_is_not_rewritten(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that consists of a YAML flow sequence is an error."""
    content = small_site("small")
    file = content / "registry/actors.yaml"
    file.write_text("[{id: harbour-office, name: Harbour Office}]\n", "utf-8")
    assert run("actor", content=content, given={"name": "Guard"}) == 2
    assert "begin each of its entries with '- id: …'" in capsys.readouterr().err
    assert file.read_text("utf-8") == "[{id: harbour-office, name: Harbour Office}]\n"


def test_a_document_end_marker_is_an_error(small_site: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    """If the added text would not be read as an entry, nothing is written."""
    content = small_site("small")
    file = content / "registry/actors.yaml"
    before = file.read_bytes() + b"...\n"
    file.write_bytes(before)
    assert run("actor", content=content, given={"name": "Guard"}) in (1, 2)
    assert capsys.readouterr().err
    assert file.read_bytes() == before


def test_schemas_are_updated(small_site: Copy) -> None:
    """Existing schemas for editors gain the new id; missing schemas are not created."""
    content = small_site("small")
    assert run("actor", content=content, given={"name": "Guard"}) == 0
    assert not schemas.schema_dir(content).exists()
    schemas.run(content=content)
    assert run("actor", content=content, given={"name": "Watch"}) == 0
    report = json.loads((schemas.schema_dir(content) / "report.json").read_text("utf-8"))
    assert report["definitions"]["actor"]["enum"] == ["harbour-office", "guard", "watch"]


def test_only_missing_values_are_prompted(small_site: Copy) -> None:
    """Missing values are prompted for, the parent first; the default id is made from the answers."""
    content = small_site("small")
    answers = {"parent": "Northland", "kind": "town", "alias": "The Bay, Bay Town", "text": ""}
    questions: list[Question] = []

    def prompt(question: Question) -> str:
        questions.append(question)
        return answers.get(question.key, question.default)

    assert new_entry("region", content, {"name": ["Bay"]}, prompt).endswith("regions.yaml: northland/bay")
    assert [question.key for question in questions] == ["parent", "kind", "alias", "text", "id"]
    assert questions[-1].default == "northland/bay"
    assert [suggestion.value for suggestion in questions[1].suggestions][:2] == ["country", "governorate"]
    made = load_registry(content).regions["northland/bay"]
    assert (made.kind, made.names) == ("town", (Name("The Bay"), Name("Bay Town")))
