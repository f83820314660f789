"""Scripts are published as one bundle per entry point, with all modules that it imports."""

from pathlib import Path

import pytest

from plugins.engine.assets.scripts import ScriptError, bundle_scripts

MODULES = {
    "site.js": 'addEventListener("load", () => import("./page.js"));\n',
    "page.js": 'import { one } from "./page/one.js";\nimport { two } from "./shared/two.js";\n\none(two);\n',
    "page/one.js": 'import { two } from "../shared/two.js";\n\nexport function one(a) {\n  return a + two;\n}\n',
    "shared/two.js": "// Why.\nexport const two = 2;\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of modules."""
    for name, text in MODULES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_bundle_contains_each_imported_module_once_and_in_order(folder: Path) -> None:
    bundles = bundle_scripts(folder)
    assert list(bundles) == ["page.js", "site.js"]
    assert bundles["site.js"].decode() == 'addEventListener("load",()=>import("./page.js"));\n'
    page = bundles["page.js"].decode()
    assert not any(word in page for word in ("import", "export", "Why"))
    assert page.count("=2;") == 1
    assert page.index("=2;") < page.index("function") < page.index("one(two);")


def test_bundle_contains_no_module_of_another_entry_point(folder: Path) -> None:
    (folder / "page/three.js").write_text("export const three = 3;\n", "utf-8")
    (folder / "other.js").write_text('import { three } from "./page/three.js";\n\nthree();\n', "utf-8")
    bundles = bundle_scripts(folder)
    assert b"three" not in bundles["page.js"]
    assert b"two" not in bundles["other.js"]


def test_circular_imports_are_joined(folder: Path) -> None:
    (folder / "shared/two.js").write_text('import { one } from "../page/one.js";\nexport const two = () => one;\n')
    assert bundle_scripts(folder)["page.js"].count(b"=()=>") == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("export const one = 3;\nexport const two = 2;\n", r"two modules define one"),
        ("function* one() {}\nexport const two = 2;\n", r"two modules define one"),
        ('import { three } from "./three.js";\nexport const two = 2;\n', r"shared/three\.js, which does not exist"),
        ('import { last } from "../page.js";\nexport const two = last;\n', r"imports the entry point page\.js"),
        ('import * as other from "../page/one.js";\nexport const two = 2;\n', r"'import \* as other .*' is not supp"),
        ('import { one as other } from "../page/one.js";\nexport const two = 2;\n', r"'import .* as other .*'"),
        ('import "../page/one.js";\nexport const two = 2;\n', r"'import .*' is not supported"),
        ("export default 2;\n", r"'export default 2;' is not supported"),
        ('export const two = () => import("./one.js");\n', r"'import\(\"\./one\.js\"\);' imports no entry point"),
        ('export const two = (name) => import("./" + name);\n', r"imports no entry point"),
        ("export const two = `a ${`b  c`}`;\n", r"nests a template in a template"),
    ],
)
def test_unsupported_modules_are_rejected(folder: Path, text: str, message: str) -> None:
    """Names defined twice, missing modules and other forms of imports and exports end the build."""
    (folder / "shared/two.js").write_text(text, "utf-8")
    with pytest.raises(ScriptError, match=message):
        bundle_scripts(folder)
