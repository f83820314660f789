"""The form's comparison of names: never less strict than that of the program."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from plugins.archive.json_schema import report_schema
from plugins.archive.model.entries import Actor, Name
from plugins.archive.model.registry import Registry
from plugins.archive.text.name_keys import identity_key

PAIRS = json.loads((Path(__file__).parents[2] / "archive/text/name_pairs.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def call(root: Path, browser: Browser) -> Callable[[str, object], Any]:
    """Return a function that calls an exported function of the script with an argument, on a blank page."""
    source = (root / "theme/static/js/contribute/name_key.js").read_text("utf-8")
    code = "([s, f, x]) => import('data:text/javascript,' + encodeURIComponent(s)).then((m) => [x].flat().map(m[f]))"
    page = browser.new_page()
    return lambda name, argument: page.evaluate(code, [source, name, argument])


def test_names_have_equal_keys_only_if_they_are_one_name(call: Callable[[str, object], Any]) -> None:
    """All pairs of names that the program tells apart, and the common forms of one name."""
    for kind in ("different", "equal"):
        for one, other, reason in PAIRS[kind]:
            keys = call("identityKey", [one, other])
            assert (keys[0] == keys[1]) == (kind == "equal"), reason
    for one, other, _ in PAIRS["equal in other forms"]:
        keys = call("identityKey", [one, other])
        assert [identity_key(key) for key in keys] == [identity_key(one)] * 2


def test_names_of_the_schema_are_read_back(call: Callable[[str, object], Any]) -> None:
    """A part of a name that has brackets or commas is not another name."""
    names = ['The "Tigers" (Homs)', "Army, 5th Division", "Tigers", "\\n", "نمور"]
    actor = Actor(id="tigers", name=names[0], names=tuple(map(Name, names[1:])))
    schema = report_schema(Registry(actors={"tigers": actor}))
    (text,) = schema["definitions"]["actor"]["enumDescriptions"]
    assert call("splitNames", text) == [names]
