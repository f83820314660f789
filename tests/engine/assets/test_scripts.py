"""Scripts as they are published: one for each purpose, with all that it needs, or none at all."""

from pathlib import Path

import pytest

from plugins.engine.assets.scripts import ScriptError, scripts, shortened

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


def test_scripts_are_joined_with_what_they_import(folder: Path) -> None:
    """What a script imports later is in one more, with each module that it needs once, before those that need it."""
    found = scripts(folder, ["site.js"])
    assert list(found) == ["site.js", "more.js"]
    led = 'addEventListener("load",()=>import("./more.js").then((more)=>more.run["later.js"]()));\n'
    assert found["site.js"].decode() == led
    more = found["more.js"].decode()
    assert "import" not in more
    assert more.count("export") == 1
    assert "Why" not in more
    assert more.count("=2;") == 1
    assert more.index("=2;") < more.index("function") < more.index('export const run={"later.js":()=>{')


def test_names_are_short_where_none_else_sees_them() -> None:
    """What is a part of something or said in a text keeps its name; the rest is renamed everywhere, to what is new."""
    text = "function adding(a){return used(a);}const used=adding;const b={part};const part=1;const told=2;say(`told`);"
    short = shortened(text, {"adding", "used", "part", "told"})
    assert short == "function c(a){return d(a);}const d=c;const b={part};const part=1;const told=2;say(`told`);"


def test_what_a_pattern_or_a_text_within_a_text_says_is_no_name() -> None:
    """A regular expression finds what it found, and what stands in a text's code as a text is left alone."""
    text = 'const mark=1;const told=2;const other=/<\\/?mark>/;say(`${other?"told":other}`);'
    kept = 'const mark=1;const told=2;const a=/<\\/?mark>/;say(`${a?"told":a}`);'
    assert shortened(text, {"mark", "told", "other"}) == kept
    assert shortened("const mark=6;x=y/mark/2;return/mark/;", {"mark"}) == "const mark=6;x=y/mark/2;return/mark/;"
    assert shortened("const half=6;x=y/half/2;", {"half"}) == "const a=6;x=y/a/2;"


def test_no_short_name_is_a_word_of_the_language() -> None:
    """However many names there are, none becomes `do`, `if` or `in`."""
    names = [f"name{number}" for number in range(900)]
    short = shortened(" ".join(names), set(names)).split()
    assert len({*short}) == len(names)
    assert {*short}.isdisjoint({"do", "if", "in"})


def test_modules_that_need_each_other_are_joined(folder: Path) -> None:
    """A circle of imports ends."""
    (folder / "two.js").write_text('import { one } from "./one.js";\nexport const two = () => one;\n', "utf-8")
    assert scripts(folder, ["site.js"])["more.js"].count(b"=()=>") == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("export const one = 3;\nexport const two = 2;\n", r"two modules name something one"),
        ('import { three } from "./three.js";\nexport const two = 2;\n', r"three\.js is imported and not there"),
        ('import * as other from "./one.js";\nexport const two = 2;\n', "'import \\* as other .*' can't be joined"),
        ("export default 2;\n", "'export default 2;' can't be joined"),
        ('import { one as other } from "./one.js";\nexport const two = 2;\n', "'import .* as other .*'"),
        ("export const two = 'one';\n", "a text stands between ' and '"),
        ("function* one() {}\nexport const two = 2;\n", "two modules name something one"),
        ('export const two = () => import("./one.js");\n', r"one\.js is imported late by what is late itself"),
        ('export const two = (name) => import("./" + name);\n', "leads to no script that is published"),
        ('import "./one.js";\nexport const two = 2;\n', "'import .*' can't be joined"),
        ('import { last } from "./later.js";\nexport const two = last;\n', r"two\.js imports from later\.js"),
    ],
)
def test_what_can_not_be_joined_is_an_error(folder: Path, text: str, message: str) -> None:
    """Two things of one name, a module that is not there, and forms of imports not known here end the build."""
    (folder / "two.js").write_text(text, "utf-8")
    with pytest.raises(ScriptError, match=message):
        scripts(folder, ["site.js"])
