"""The architecture: which package may import which, how large files are, and what templates may do.

Each rule is a function from a file to its faults, so that each can be shown to find what it looks for.
"""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from plugins.archive import urls
from plugins.archive.files import folder

ROOT = Path(__file__).resolve().parents[1]
PELICAN_PLUGINS = tuple(sorted(path.stem for path in (ROOT / "plugins").glob("*.py") if path.stem != "__init__"))
"""The modules of `plugins/` itself."""
LAYERS: dict[str, tuple[tuple[str, ...], ...]] = {
    "plugins": (("archive",), ("importers", "pages"), ("engine",), PELICAN_PLUGINS, ("commands",)),
    "plugins.archive": (
        ("digest", "entry_kinds", "limits"),
        ("problems", "text", "urls"),
        ("schema", "images", "siteurl"),
        ("body",),
        ("model",),
        ("files", "merging"),
        ("geometry",),
        ("checks",),
        ("editing",),
        ("document",),
        ("archive",),
        ("diff", "json_schema"),
    ),
    "plugins.pages": (
        ("body_sections", "outputs", "phrases", "view_models", "weeks"),
        ("date_index", "labels"),
        ("charts", "fingerprints", "maps"),
        ("context",),
        ("lists", "social_cards"),
        ("report", "timeline"),
        ("search",),
        ("entry",),
        ("site",),
    ),
    "plugins.engine": (
        ("links", "processes", "progress", "temporary_folder"),
        ("command_process",),
        ("workers",),
        ("cache",),
        ("assets", "render"),
        ("images", "publish"),
        ("search",),
        ("options",),
        ("prepare",),
        ("build",),
        ("pelican",),
    ),
    "plugins.commands": (
        ("environment", "host_names"),
        ("atomic_write", "browser", "local_server"),
        ("build", "schemas", "task_options"),
        ("check",),
        (
            "changes",
            "deploy",
            "dev",
            "explain",
            "import_csv",
            "import_ged",
            "measure",
            "new",
            "registry",
            "serve",
        ),
    ),
}
"""The parts of each package from the ground up: a part imports only from layers before its own."""
BANNED: dict[str, tuple[str, ...]] = {
    **{f"plugins/{name}/": ("pelican", "jinja2", "subprocess") for name in ("archive", "importers", "pages")},
    "benchmarks/": ("plugins.commands",),
    "pelican.conf.py": ("plugins",),
}
"""Modules that the files below a path never import."""
VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}
MAX_LINES = {"plugins": 250, "tests": 400}
MAX_FUNCTION_LINES = 40
MAX_MODULES = 14
"""Modules in one folder, `__init__.py` not counted."""
MIN_UNDERSCORES = 3
"""Underscores in the name of a test that needs no docstring."""
SITE_PATHS = {
    value
    for name, value in vars(urls).items()
    if name.isupper() and isinstance(value, str) and value and not (ROOT / "theme/templates" / value).exists()
}
"""The paths in `urls.py`, such as `reports/`, except those that are also the name of a template."""
TEMPLATE_RULES = (
    (r"\|\s*(sort|groupby|dictsort|unique|strftime|batch|sum)\b", "sorts or groups"),
    (r"\b(article|page)\.metadata\b", "reads metadata"),
    (r"\bstrftime\b", "formats a date"),
    (r"""(?:href|src|action)=["']/""", "contains a path"),
)

Rule = Callable[[str, str], Iterator[str]]


def files(directory: str, pattern: str = "*.py") -> list[Path]:
    """Return the files below a directory, without the fixture sites."""
    return [path for path in sorted((ROOT / directory).rglob(pattern)) if "sites" not in path.parts]


def faults(rule: Rule, paths: list[Path]) -> list[str]:
    """Return what a rule finds in files, each fault with its file."""
    texts = ((path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in paths)
    return [f"{name}: {fault}" for name, text in texts for fault in rule(name, text)]


def imports(text: str) -> Iterator[str]:
    """Yield the modules and names that a module imports, including imports inside functions."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_below(module: str, package: str) -> bool:
    """Return whether a module is a package or inside it."""
    return module == package or module.startswith(f"{package}.")


def banned_imports(name: str, text: str) -> Iterator[str]:
    """A file imports nothing that is banned for its folder."""
    banned = {module for path, modules in BANNED.items() if name.startswith(path) for module in modules}
    yield from {f"imports {package}" for module in imports(text) for package in banned if is_below(module, package)}


def benchmark_imports(name: str, text: str) -> Iterator[str]:
    """Only the commands that measure import benchmarks."""
    if not name.startswith("plugins/commands/measure/"):
        yield from {f"imports {module}" for module in imports(text) if is_below(module, "benchmarks")}


def part_of(module: str, package: str) -> str:
    """Return the first name of a module's path below a package, or an empty string for a module outside it."""
    return module.removeprefix(f"{package}.").partition(".")[0] if module.startswith(f"{package}.") else ""


def upward_imports(name: str, text: str) -> Iterator[str]:
    """A part of a package imports only from the layers below it."""
    this = name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    for package, layers in LAYERS.items():
        level = {part: number for number, layer in enumerate(layers) for part in layer}
        own = part_of(this, package)
        if not own:
            continue
        if own not in level:
            yield f"{own} is in no layer of {package}"
            continue
        other = {part for module in imports(text) if (part := part_of(module, package)) in level and part != own}
        yield from (f"imports {package}.{part}" for part in sorted(other) if level[part] >= level[own])


def module_faults(name: str, text: str) -> Iterator[str]:
    """A module has a docstring, a clear name and a bounded length."""
    if not (ast.get_docstring(ast.parse(text)) or "").strip():
        yield "has no docstring"
    length, most = len(text.splitlines()), MAX_LINES["tests" if name.startswith("tests/") else "plugins"]
    if length > most:
        yield f"has {length} lines, more than {most}"
    if vague := VAGUE & set(re.split(r"[/_.]", name)):
        yield f"is named {vague.pop()}"


def long_functions(name: str, text: str) -> Iterator[str]:
    """No function has more than 40 lines."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MAX_FUNCTION_LINES:
                yield f"{node.name} has {length} lines, more than {MAX_FUNCTION_LINES}"


def literal_paths(name: str, text: str) -> Iterator[str]:
    """A path of the site is written in `urls.py` alone, whole or as the start of a longer one."""
    tree = ast.parse(text)
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        word = node.value.lstrip("/")
        starts = id(node) in parts and any(path.endswith("/") and word.startswith(path) for path in SITE_PATHS)
        if word in SITE_PATHS or starts:
            yield f"line {node.lineno} contains the path '{node.value}'"


def template_logic(name: str, text: str) -> Iterator[str]:
    """A template prints: it does not sort, group, read metadata or contain a path."""
    for pattern, fault in TEMPLATE_RULES:
        yield from (f"{fault}: {match[0]}" for match in re.finditer(pattern, text))


def unescaped_output(name: str, text: str) -> Iterator[str]:
    """Only bodies that the renderer made are printed as HTML."""
    for line in text.splitlines():
        if re.search(r"\|\s*safe\b", line) and not re.search(r"\bsection\.html\s*\|\s*safe\b", line):
            yield f"prints unescaped: {line.strip()}"


def unclear_tests(name: str, text: str) -> Iterator[str]:
    """A test states its promise in its docstring, or in a name that is a sentence."""
    tests = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef))
    for test in tests:
        short = not ast.get_docstring(test) and test.name.count("_") < MIN_UNDERSCORES
        if test.name.startswith("test_") and short:
            yield f"{test.name} does not state a promise"


RULES: dict[str, tuple[Rule, list[Path], str]] = {
    "banned_imports": (
        banned_imports,
        [*files("plugins"), *files("benchmarks"), ROOT / "pelican.conf.py"],
        "def f():\n    import subprocess",
    ),
    "benchmark_imports": (benchmark_imports, [*files("plugins"), ROOT / "tasks.py"], "from benchmarks import corpus"),
    "upward_imports": (upward_imports, files("plugins"), "def f():\n    from plugins.archive.model import report"),
    "module_faults": (module_faults, [*files("plugins"), *files("tests"), ROOT / "tasks.py"], "import sys\n"),
    "long_functions": (
        long_functions,
        [*files("plugins"), *files("benchmarks"), ROOT / "tasks.py"],
        "def f():\n" + "    f()\n" * MAX_FUNCTION_LINES,
    ),
    "literal_paths": (
        literal_paths,
        [path for path in files("plugins") if path != ROOT / "plugins/archive/urls.py"],
        'link = f"/reports/{stem}/"',
    ),
    "template_logic": (template_logic, files("theme", "*.html"), '<a href="/reports/">{{ x|sort }}</a>'),
    "unescaped_output": (unescaped_output, files("theme", "*.html"), "{{ view.title|safe }}"),
    "unclear_tests": (unclear_tests, files("tests", "test_*.py"), "def test_it():\n    assert True\n"),
}


@pytest.mark.parametrize("name", RULES)
def test_every_file_follows_the_rules(name: str) -> None:
    """No file breaks a rule."""
    rule, paths, _ = RULES[name]
    assert paths, "there is nothing to check"
    assert faults(rule, paths) == []


@pytest.mark.parametrize("name", RULES)
def test_each_rule_can_fail(name: str) -> None:
    """A rule finds a fault in a sample that breaks it."""
    rule, _, sample = RULES[name]
    assert list(rule("plugins/archive/schema/sample.py", sample))


@pytest.mark.parametrize(
    ("rule", "name", "text"),
    [
        (banned_imports, "plugins/pages/lists.py", "import jinja2.sandbox"),
        (banned_imports, "benchmarks/corpus.py", "from plugins.commands.measure import bench"),
        (banned_imports, "pelican.conf.py", "import plugins.archive.urls"),
        (upward_imports, "plugins/archive/urls.py", "from plugins.pages.labels import Labels"),
        (upward_imports, "plugins/archive/urls.py", "from plugins import reports"),
        (upward_imports, "plugins/timeline.py", "import plugins.reports"),
        (upward_imports, "plugins/engine/build.py", "from plugins.commands.build import run"),
        (upward_imports, "plugins/archive/schema/reader.py", "from plugins.archive.images import png"),
        (upward_imports, "plugins/archive/unknown/part.py", '"""A part."""'),
        (module_faults, "plugins/archive/sample.py", '"""A noun."""\n' + "\n" * 250),
        (module_faults, "plugins/pages/utils.py", '"""A noun."""\n'),
        (module_faults, "plugins/archive/date_helpers.py", '"""A noun."""\n'),
        (module_faults, "plugins/managers/x.py", '"""A noun."""\n'),
        (literal_paths, "plugins/archive/sample.py", 'path = "timeline/"'),
        (literal_paths, "plugins/archive/sample.py", 'href = "/timeline/"'),
        (literal_paths, "plugins/archive/sample.py", 'name = "sitemap.xml"'),
        (template_logic, "theme/templates/x.html", "{{ article.metadata.title }}"),
        (template_logic, "theme/templates/x.html", "{% for a, b in rows|groupby('x') %}"),
        (template_logic, "theme/templates/x.html", "{{ date.strftime('%Y') }}"),
    ],
)
def test_rules_find_every_form_of_a_fault(rule: Rule, name: str, text: str) -> None:
    """A rule finds its fault in each form that it can take."""
    assert list(rule(name, text))


@pytest.mark.parametrize(
    ("rule", "name", "text"),
    [
        (banned_imports, "plugins/archive/diff.py", "import msgspec\nfrom plugins.archive import urls"),
        (upward_imports, "plugins/archive/model/report.py", "from plugins.archive.schema.reader import Reader"),
        (literal_paths, "plugins/archive/diff.py", 'words = "reports and events"\nkind = "reports"'),
        (template_logic, "theme/templates/x.html", '<a href="{{ link.href }}">{{ rows|length }}</a>'),
        (unescaped_output, "theme/templates/x.html", "{{ section.html|safe }}"),
    ],
)
def test_rules_accept_correct_files(rule: Rule, name: str, text: str) -> None:
    """A rule finds nothing in a file that follows it."""
    assert list(rule(name, text)) == []


def import_graph() -> Mapping[str, set[str]]:
    """Return the modules of the project, each with those that it imports."""
    paths = [*files("plugins"), *files("benchmarks")]
    texts = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path.read_text("utf-8")
        for path in paths
    }
    return {name: {module for module in imports(text) if module in texts} - {name} for name, text in texts.items()}


def test_no_modules_import_each_other() -> None:
    """The imports of the project have no circle, not even one through an import inside a function."""
    graph = import_graph()
    packages = {name for name in graph if any(is_below(other, name) and other != name for other in graph)}
    modules = {name: found - packages for name, found in graph.items() if name not in packages}
    try:
        TopologicalSorter(modules).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


@pytest.mark.parametrize("package", LAYERS)
def test_layers_name_existing_parts_once(package: str) -> None:
    """Every name in the table is a module or a sub-package, and has one place."""
    names = Counter(name for layer in LAYERS[package] for name in layer)
    path = ROOT / package.replace(".", "/")
    missing = [name for name in names if not ((path / name).is_dir() or (path / f"{name}.py").exists())]
    assert (missing, [name for name, count in names.items() if count > 1]) == ([], [])


@pytest.mark.parametrize("directory", ["plugins", "benchmarks"])
def test_folders_are_small(directory: str) -> None:
    """No folder has more modules than a reader can survey."""
    counts = Counter(path.parent.relative_to(ROOT).as_posix() for path in files(directory) if path.stem != "__init__")
    assert {name: count for name, count in counts.items() if count > MAX_MODULES} == {}


def test_pelican_loads_every_plugin() -> None:
    """The configuration names every Pelican plugin and no other."""
    tree = ast.parse((ROOT / "pelican.conf.py").read_text("utf-8"))
    assigned = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    assert sorted(ast.literal_eval(assigned["PLUGINS"])) == [f"plugins.{name}" for name in PELICAN_PLUGINS]


def test_content_folders_have_one_definition() -> None:
    """The folders of the content, which look like paths of the site, are named in `folder.py`."""
    assert (folder.REPORTS, folder.PAGES, folder.REGISTRY) == ("reports", "pages", "registry")
