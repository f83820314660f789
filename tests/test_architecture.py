"""What the house is built like, held to by reading its files; nothing is imported but the paths of the site.

Each check is a function from a file's text to its faults, so that each can be shown to find what it is there to find.
"""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plugins.archive import urls
from plugins.archive.files import folder

ROOT = Path(__file__).resolve().parents[1]
SENTENCE = 3
"""Words that a test's name has at least, if it stands for a docstring."""
PLUGINS = sorted(path.stem for path in (ROOT / "plugins").glob("*.py") if path.stem != "__init__")
"""The Pelican plugins: the modules that stand in `plugins/` itself."""
VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}
LONGEST = {"plugins": 250, "tests": 400}
"""Lines that a module has at the most."""
ADAPTERS = ("pelican", "jinja2", "subprocess", "plugins.engine", "plugins.commands", *(f"plugins.{p}" for p in PLUGINS))
OURS = {
    value
    for name, value in vars(urls).items()
    if name.isupper() and isinstance(value, str) and value and not (ROOT / "theme/templates" / value).exists()
}
"""The paths that `urls.py` spells, such as `reports/`; what is the name of a template too can't be told apart."""
IN_TEMPLATES = (
    (r"\|\s*(sort|groupby|dictsort|unique|strftime|batch|sum)\b", "sorts or groups"),
    (r"\b(article|page)\.metadata\b", "reads metadata"),
    (r"\bstrftime\b", "writes a date"),
    (r"""(?:href|src|action)=["']/""", "spells a path"),
)

Check = Callable[[str, str], Iterator[str]]


def files(folder: str, pattern: str = "*.py") -> list[Path]:
    """Return the files of a folder of the checkout, those of fixture sites aside."""
    return [path for path in sorted((ROOT / folder).rglob(pattern)) if "sites" not in path.parts]


def faults(check: Check, paths: list[Path]) -> list[str]:
    """Return what a check finds in files, each with its file."""
    named = ((path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in paths)
    return [f"{name}: {fault}" for name, text in named for fault in check(name, text)]


def imports(text: str) -> Iterator[str]:
    """List the modules that a module imports, also within its functions."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def below(module: str, package: str) -> bool:
    """Tell whether a module is a package or stands in it."""
    return module == package or module.startswith(f"{package}.")


def impure(name: str, text: str) -> Iterator[str]:
    """The domain and the pages import nothing that does."""
    banned = ADAPTERS if name.startswith("plugins/pages") else (*ADAPTERS, "plugins.pages")
    yield from {f"imports {package}" for module in imports(text) for package in banned if below(module, package)}


def entangled(name: str, text: str) -> Iterator[str]:
    """A Pelican plugin imports no other, and no command."""
    banned = ("plugins.commands", *(f"plugins.{p}" for p in PLUGINS))
    yield from {f"imports {package}" for module in imports(text) for package in banned if below(module, package)}


def commanding(name: str, text: str) -> Iterator[str]:
    """Only the verbs, the commands themselves and tests import commands."""
    yield from {f"imports {module}" for module in imports(text) if below(module, "plugins.commands")}


def configured(name: str, text: str) -> Iterator[str]:
    """Pelican's configuration imports nothing of ours."""
    yield from {f"imports {module}" for module in imports(text) if below(module, "plugins")}


def unkempt(name: str, text: str) -> Iterator[str]:
    """A module says what it holds, is no longer than allowed, and is named for a thing."""
    if not (ast.get_docstring(ast.parse(text)) or "").strip():
        yield "has no docstring"
    length, most = len(text.splitlines()), LONGEST["tests" if name.startswith("tests/") else "plugins"]
    if length > most:
        yield f"has {length} lines, more than {most}"
    if vague := VAGUE & set(re.split(r"[/_.]", name)):
        yield f"is named {vague.pop()}"


def spelling_paths(name: str, text: str) -> Iterator[str]:
    """A path of the site stands in `urls.py` alone, as a whole or as the beginning of a longer one."""
    tree = ast.parse(text)
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        word = node.value.lstrip("/")
        begun = id(node) in parts and any(path.endswith("/") and word.startswith(path) for path in OURS)
        if word in OURS or begun:
            yield f"line {node.lineno} spells the path '{node.value}'"


def deciding(name: str, text: str) -> Iterator[str]:
    """A template prints: it does not sort, group, read metadata or spell a path."""
    for pattern, fault in IN_TEMPLATES:
        yield from (f"{fault}: {match[0]}" for match in re.finditer(pattern, text))


def unescaped(name: str, text: str) -> Iterator[str]:
    """Only the bodies that our own parser rendered are printed as HTML."""
    for line in text.splitlines():
        if re.search(r"\|\s*safe\b", line) and not re.search(r"\bpiece\.html\s*\|\s*safe\b", line):
            yield f"prints unescaped: {line.strip()}"


def unpromising(name: str, text: str) -> Iterator[str]:
    """A test says what it promises, in its docstring or in a name that is a sentence."""
    tests = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef))
    for test in tests:
        silent = not ast.get_docstring(test) and test.name.count("_") < SENTENCE
        if test.name.startswith("test_") and silent:
            yield f"{test.name} does not say what it promises"


CHECKS: dict[str, tuple[Check, list[Path], str]] = {
    "impure": (impure, [*files("plugins/archive"), *files("plugins/pages")], "from plugins.engine import staging"),
    "entangled": (
        entangled,
        [ROOT / f"plugins/{name}.py" for name in PLUGINS],
        "def f():\n    import plugins.timeline",
    ),
    "commanding": (
        commanding,
        [path for path in files("plugins") if "commands" not in path.parts],
        "from plugins.commands.build import run",
    ),
    "configured": (configured, [ROOT / "pelican.conf.py"], "import plugins.archive.urls"),
    "unkempt": (unkempt, [*files("plugins"), *files("tests"), ROOT / "tasks.py"], "import sys\n"),
    "spelling_paths": (
        spelling_paths,
        [path for path in files("plugins") if path not in {ROOT / "plugins/archive/urls.py"}],
        'link = f"/reports/{stem}/"',
    ),
    "deciding": (deciding, files("theme", "*.html"), '<a href="/reports/">{{ x|sort }}</a>'),
    "unescaped": (unescaped, files("theme", "*.html"), "{{ view.title|safe }}"),
    "unpromising": (unpromising, files("tests", "test_*.py"), "def test_it():\n    assert True\n"),
}


@pytest.mark.parametrize("name", CHECKS)
def test_the_house_is_in_order(name: str) -> None:
    """No file does what the design says that it never does."""
    check, paths, _ = CHECKS[name]
    assert paths, "there is nothing to check"
    assert faults(check, paths) == []


@pytest.mark.parametrize("name", CHECKS)
def test_each_check_can_fail(name: str) -> None:
    """A check that finds nothing in a sample made to be faulty would prove nothing."""
    check, _, sample = CHECKS[name]
    assert list(check("plugins/archive/sample.py", sample))


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (impure, "import jinja2.sandbox"),
        (impure, "from plugins.pages.labels import Labels"),
        (impure, "def f():\n    import subprocess"),
        (impure, "from plugins import reports"),
        (unkempt, '"""A noun."""\n' + "\n" * 250),
        (spelling_paths, 'path = "timeline/"'),
        (spelling_paths, 'href = "/timeline/"'),
        (spelling_paths, 'name = "sitemap.xml"'),
        (deciding, "{{ article.metadata.title }}"),
        (deciding, "{% for a, b in rows|groupby('x') %}"),
        (deciding, "{{ date.strftime('%Y') }}"),
    ],
    ids=str,
)
def test_checks_see_through_disguises(check: Check, text: str) -> None:
    """The checks find what they are there for in each of its forms."""
    assert list(check("plugins/archive/sample.py", text))


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (impure, "import msgspec\nfrom plugins.archive import urls"),
        (spelling_paths, 'words = "reports and events"\nkind = "reports"'),
        (deciding, '<a href="{{ link.href }}">{{ rows|length }}</a>'),
        (unescaped, "{{ piece.html|safe }}"),
    ],
    ids=str,
)
def test_checks_let_pass_what_is_in_order(check: Check, text: str) -> None:
    """The checks find nothing where nothing is."""
    assert list(check("plugins/archive/sample.py", text)) == []


def test_vague_names_are_found() -> None:
    """A module that is named for nothing is a fault, wherever the word stands in its name."""
    for name in ("plugins/pages/utils.py", "plugins/archive/date_helpers.py", "plugins/managers/x.py"):
        assert any("is named" in fault for fault in unkempt(name, '"""A noun."""\n'))


def test_pelican_loads_every_plugin() -> None:
    """Every Pelican plugin stands in the configuration, and nothing else does."""
    tree = ast.parse((ROOT / "pelican.conf.py").read_text("utf-8"))
    assigned = {
        t.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for t in node.targets
        if isinstance(t, ast.Name)
    }
    assert sorted(ast.literal_eval(assigned["PLUGINS"])) == [f"plugins.{name}" for name in PLUGINS]


def test_content_folders_are_spelled_in_one_place() -> None:
    """The folders of the content, which look like paths of the site, are named in `folder.py`."""
    assert (folder.REPORTS, folder.PAGES, folder.REGISTRY) == ("reports", "pages", "registry")
