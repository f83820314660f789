"""Support box: it shows the support settings on the right pages, with a QR code of the address."""

import io
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
import resvg_py
import segno
from PIL import Image

from plugins.archive.model.site import Support, SupportAddress, SupportLink, load_site
from plugins.archive.problems import Problem
from plugins.commands.build import build, make_options
from plugins.pages.site.support import QUIET_ZONE, qr_code, support_box
from plugins.pages.view_models import Link, SupportBox

ADDRESS = "DE02 1203 0000 0000 2020 51"
SETTINGS = f"""
support:
  text: "Servers cost money. <b>Thank you.</b>"
  link: {{text: Give, url: "https://example.org/give?a=1&b=2"}}
  address: {{label: Bank account (IBAN), value: "{ADDRESS}"}}
"""


@dataclass
class Built:
    """A built site."""

    output: Path

    def page(self, path: str) -> str:
        return (self.output / path / "index.html").read_text("utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return a built site with support settings."""
    workspace = tmp_path_factory.mktemp("support")
    content = Path(shutil.copytree(Path(__file__).parents[2] / "sites/valid/lighthouses", workspace / "content"))
    site = content / "site.yaml"
    site.write_text(site.read_text("utf-8") + SETTINGS, "utf-8")
    assert build(make_options(content, workspace / "output", "", search=False)) == 0
    return Built(workspace / "output")


def pixels(svg: str) -> list[list[bool]]:
    """Return the modules of a rendered QR code, true for dark ones."""
    size = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])  # type: ignore[index]  # a code without a size fails here
    drawn = Image.open(io.BytesIO(resvg_py.svg_to_bytes(svg_string=svg, width=size, height=size))).convert("L")
    return [[drawn.getpixel((x, y)) < 128 for x in range(size)] for y in range(size)]  # type: ignore[operator]


def test_qr_code_encodes_the_address(built: Built) -> None:
    """The page shows the QR code of the address, module for module, black on white with its quiet zone."""
    svg = re.search(r'<svg class="support-code".*?</svg>', built.page(""), re.DOTALL)
    assert svg
    shown = pixels(svg[0].replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1))
    expected = [
        [bool(dark) for dark in row] for row in segno.make(ADDRESS, micro=False, error="m").matrix_iter(border=4)
    ]
    assert shown == expected
    assert (
        qr_code(ADDRESS).size
        == len(expected)
        == len(segno.make(ADDRESS, micro=False, error="m").matrix) + 2 * QUIET_ZONE
    )


def test_box_is_on_home_and_own_pages_only(built: Built) -> None:
    """Home and the archive's own pages have the box; other pages link to it."""
    assert 'id="support"' in built.page("")
    assert 'id="support"' in built.page("about")
    assert 'id="support"' not in built.page("reports")
    assert '<a href="/#support">Support</a>' in built.page("reports")


def test_settings_are_shown_as_text(built: Built) -> None:
    """The settings are escaped; the address is also shown as text next to its code."""
    page = built.page("")
    assert "Servers cost money. &lt;b&gt;Thank you.&lt;/b&gt;" in page
    assert f'<code dir="ltr">{ADDRESS}</code>' in page
    assert 'href="https://example.org/give?a=1&amp;b=2"' in page


def test_site_without_support_settings_has_no_box() -> None:
    assert support_box(None) is None


def test_link_and_address_are_optional() -> None:
    give = SupportLink("Give", "https://example.org/")
    mail = SupportAddress("E-mail", "help@example.org")
    assert support_box(Support("Help us.")) == SupportBox("Help us.", None, "", "", None)
    assert support_box(Support("Help us.", link=give)) == SupportBox(
        "Help us.", Link(give.text, give.url), "", "", None
    )
    assert support_box(Support("Help us.", address=mail)) == SupportBox(
        "Help us.", None, mail.label, mail.value, qr_code(mail.value)
    )


@pytest.mark.parametrize(
    ("support", "error"),
    [
        ("{}", "support.text: is missing"),
        ("{text: x, adress: {label: l, value: v}}", "support.adress: is not a known key — did you mean 'address'?"),
        ("{text: x, link: {text: y, url: 'javascript:a()'}}", "support.link.url: 'javascript:a()' is not a web addr"),
        ("{text: x, address: {value: v}}", "support.address.label: is missing"),
        ("{text: x, address: {label: l, value: " + "v" * 301 + "}}", "support.address.value: is longer than 300"),
    ],
)
def test_errors_name_the_key(support: str, error: str) -> None:
    """Invalid settings are rejected with the key of the error."""
    problems: list[Problem] = []
    text = f"name: N\ndescription: D\nlang: en\nsupport: {support}\n"
    assert load_site("site.yaml", text, problems) is None
    assert error in "\n".join(map(str, problems))
