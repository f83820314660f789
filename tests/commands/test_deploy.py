"""The `publish` and `deploy` commands: a production build, and its copy in another folder."""

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.commands import build, deploy
from tests.site_pages import file_contents

Copy = Callable[[str], Path]
SMALL = Path(__file__).resolve().parents[1] / "sites/valid/small"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """Return a small published site."""
    output = tmp_path_factory.mktemp("published") / "output"
    assert build.publish(SMALL, output, "https://host.example/archive/") == 0
    return output


def test_a_site_is_copied_whole(site: Path, tmp_path: Path) -> None:
    """The target has all files of the site, and no temporary folder is left next to it."""
    target = tmp_path / "www" / "archive"
    assert deploy.run(to="directory", target=str(target), output=site) == 0
    assert file_contents(target) == file_contents(site)
    assert [path.name for path in target.parent.iterdir()] == ["archive"]


def test_a_deployment_replaces_the_last_one(site: Path, tmp_path: Path) -> None:
    """Files of the last deployment that are not in the site are removed."""
    target = tmp_path / "archive"
    assert deploy.run(to="directory", target=str(target), output=site) == 0
    (target / "left.html").write_text("old", "utf-8")
    assert deploy.run(to="directory", target=str(target), output=site) == 0
    assert file_contents(target) == file_contents(site)


def test_a_foreign_folder_is_not_replaced(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder with other files is an error and stays unchanged."""
    target = tmp_path / "home"
    target.mkdir()
    (target / "precious.txt").write_text("mine", "utf-8")
    assert deploy.run(to="directory", target=str(target), output=site) == 1
    assert "was not built by this program" in capsys.readouterr().err
    assert file_contents(target) == {"precious.txt": b"mine"}
    assert [path.name for path in tmp_path.iterdir()] == ["home"]


def test_drafts_are_not_deployed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A build with drafts is an error."""
    output = tmp_path / "output"
    build.build_site(build.make_options(SMALL, output, "", search=False, drafts=True))
    assert deploy.run(to="directory", target=str(tmp_path / "www"), output=output) == 1
    assert "contains drafts — run 'inv publish --siteurl …' first" in capsys.readouterr().err
    assert not (tmp_path / "www").exists()


def test_only_a_site_is_deployed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without a built site is an error."""
    (tmp_path / "output").mkdir()
    assert deploy.run(to="directory", target=str(tmp_path / "www"), output=tmp_path / "output") == 1
    assert "does not contain a site" in capsys.readouterr().err


def test_an_unknown_kind_of_target(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown kind of target is an error that names the known one."""
    assert deploy.run(to="moon", target=str(tmp_path / "www"), output=site) == 2
    assert "use --to directory" in capsys.readouterr().err


@pytest.mark.parametrize("siteurl", ["", "host.example", "ftp://host.example/", "https://", "https://h.example/?x=1"])
def test_publishing_needs_an_address(siteurl: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a complete web address, nothing is published."""
    assert build.publish(SMALL, tmp_path / "output", siteurl) == 2
    assert " — give that of the site: https://" in capsys.readouterr().err
    assert not (tmp_path / "output").exists()


def test_a_published_site_has_absolute_addresses(site: Path) -> None:
    """Canonical links, the sitemap and feeds have absolute addresses."""
    files = file_contents(site)
    assert b'href="https://host.example/archive/reports/"' in files["reports/index.html"]
    assert b"<loc>https://host.example/archive/reports/</loc>" in files["sitemap.xml"]
    assert b"https://host.example/archive/reports/2020-01-01-first-light/" in files["feeds/reports.atom"]
