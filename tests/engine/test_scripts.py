"""Scripts as they are published: one for each purpose, with all that it needs, or none at all."""

from pathlib import Path

import pytest

from plugins.engine.scripts import ScriptError, scripts

MODULES = {
    "site.js": 'addEventListener("load", () => import("./later.js"));\n',
    "later.js": 'import { one } from "./one.js";\nimport { two } from "./two.js";\n\none(two);\n',
    "one.js": 'import { two } from "./two.js";\n\nexport function one(given) {\n  return given + two;\n}\n',
    "two.js": "// Why.\nexport const two = 2;\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of modules."""
    for name, text in MODULES.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_a_script_is_joined_with_what_it_imports(folder: Path) -> None:
    """Each module stands in it once, before those that need it; what is imported later is a script of its own."""
    found = scripts(folder, ["site.js"])
    assert list(found) == ["later.js", "site.js"]
    assert found["site.js"].decode() == 'addEventListener("load",()=>import("./later.js"));\n'
    later = found["later.js"].decode()
    assert "import" not in later
    assert "export" not in later
    assert "Why" not in later
    assert later.count("const two=2") == 1
    assert later.index("const two") < later.index("function one") < later.index("one(two)")


def test_modules_that_need_each_other_are_joined(folder: Path) -> None:
    """A circle of imports ends."""
    (folder / "two.js").write_text('import { one } from "./one.js";\nexport const two = () => one;\n', "utf-8")
    assert scripts(folder, ["later.js"])["later.js"].count(b"const two") == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("export const one = 3;\nexport const two = 2;\n", r"later\.js: two modules name something one"),
        ('import { three } from "./three.js";\nexport const two = 2;\n', r"three\.js is imported and not there"),
        ('import * as other from "./one.js";\nexport const two = 2;\n', "'import \\* as other .*' can't be joined"),
        ("export default 2;\n", "'export default 2;' can't be joined"),
    ],
)
def test_what_can_not_be_joined_is_an_error(folder: Path, text: str, message: str) -> None:
    """Two things of one name, a module that is not there, and forms of imports not known here end the build."""
    (folder / "two.js").write_text(text, "utf-8")
    with pytest.raises(ScriptError, match=message):
        scripts(folder, ["later.js"])
