"""Publish and deploy: a production build, put in its place whole, and nowhere else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.commands import build, deploy, publish
from tests.site_pages import file_contents

Copy = Callable[[str], Path]
SMALL = Path(__file__).resolve().parents[1] / "sites/valid/small"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """Return a small site, published."""
    output = tmp_path_factory.mktemp("published") / "output"
    assert publish.run(content=SMALL, output=output, siteurl="https://host.example/archive/") == 0
    return output


def test_a_site_is_copied_whole(site: Path, tmp_path: Path) -> None:
    """What was published stands at the target, file for file, and nothing is left beside it."""
    target = tmp_path / "www" / "archive"
    assert deploy.run(to="directory", target=str(target), output=site) == 0
    assert file_contents(target) == file_contents(site)
    assert [path.name for path in target.parent.iterdir()] == ["archive"]


def test_a_later_deploy_takes_the_place_of_an_earlier(site: Path, tmp_path: Path) -> None:
    """What is no longer published is gone after the next deploy."""
    target = tmp_path / "archive"
    assert deploy.run(to="directory", target=str(target), output=site) == 0
    (target / "left.html").write_text("old", "utf-8")
    assert deploy.run(to="directory", target=str(target), output=site) == 0
    assert file_contents(target) == file_contents(site)


def test_a_foreign_folder_is_left_alone(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that holds something else is refused, and stays what it was."""
    target = tmp_path / "home"
    target.mkdir()
    (target / "precious.txt").write_text("mine", "utf-8")
    assert deploy.run(to="directory", target=str(target), output=site) == 1
    assert "no build of this program made it" in capsys.readouterr().err
    assert file_contents(target) == {"precious.txt": b"mine"}
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_drafts_are_not_deployed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A build with drafts is for its author's eyes and is refused."""
    output = tmp_path / "output"
    build.build_site(build.make_options(SMALL, output, "", search=False, drafts=True))
    assert deploy.run(to="directory", target=str(tmp_path / "www"), output=output) == 1
    assert "holds drafts — run 'inv publish --siteurl …' first" in capsys.readouterr().err
    assert not (tmp_path / "www").exists()


def test_only_a_site_is_deployed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that no build made is no site."""
    (tmp_path / "output").mkdir()
    assert deploy.run(to="directory", target=str(tmp_path / "www"), output=tmp_path / "output") == 1
    assert "holds no site" in capsys.readouterr().err


def test_an_unknown_place(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A kind of place that is not known is refused with those that are."""
    assert deploy.run(to="moon", target=str(tmp_path / "www"), output=site) == 2
    assert "use --to directory" in capsys.readouterr().err


@pytest.mark.parametrize("siteurl", ["", "host.example", "ftp://host.example/", "https://", "https://h.example/?x=1"])
def test_publishing_needs_an_address(siteurl: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a whole address nothing is published."""
    assert publish.run(content=SMALL, output=tmp_path / "output", siteurl=siteurl) == 2
    assert "say where the site will stand" in capsys.readouterr().err
    assert not (tmp_path / "output").exists()


def test_what_is_published_knows_its_address(site: Path) -> None:
    """Canonical links, feeds and the sitemap carry the whole address; drafts and their marks are absent."""
    files = file_contents(site)
    assert b'href="https://host.example/archive/reports/"' in files["reports/index.html"]
    assert b"<loc>https://host.example/archive/reports/</loc>" in files["sitemap.xml"]
    assert b"https://host.example/archive/reports/2020-01-01-first-light/" in files["feeds/reports.atom"]
