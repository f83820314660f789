"""GitHub workflows, issue forms and git hooks: their permissions, and that their commands work."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from invoke.collection import Collection
from invoke.parser import Parser

import tasks
from plugins.commands.dev import pre_commit
from plugins.commands.dev.quality import lint_commands
from tests.checkouts import ROOT, commit, copy_project, git, install_venv, isolated_environment

WORKFLOWS = {path.name: path for path in sorted((ROOT / ".github/workflows").iterdir())}
USES = re.compile(r"uses: (?P<action>[\w./-]+)@(?P<pin>\S+)(?P<comment>.*)")
TASKS = Collection.from_module(tasks)


def load(path: Path) -> Any:
    """Load a YAML file of GitHub, in which the key `on` is a string, not a Boolean."""
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)


def jobs(name: str) -> dict[str, Any]:
    return dict(load(WORKFLOWS[name])["jobs"])


def steps(name: str) -> Iterator[dict[str, Any]]:
    for job in jobs(name).values():
        yield from job["steps"]


def task_calls(text: str) -> Iterator[list[str]]:
    """Yield the arguments of each call of tasks.py in a text."""
    for call in re.findall(r"python3 tasks\.py ([^`\n>|&;]*)", text):
        yield shlex.split(call, comments=True)


def parse_error(words: list[str]) -> str:
    """Return Invoke's error for these arguments; empty if they are valid."""
    if words == ["--list"]:
        return ""
    try:
        Parser(contexts=TASKS.to_contexts()).parse_argv(words)
    except Exception as error:  # Invoke's parser raises exceptions without a common type
        return str(error)
    return ""


def zizmor(folder: Path) -> int:
    """Audit the workflows of a folder as `inv lint` does; return the exit code."""
    (command,) = [command for command in lint_commands(fix=False) if command[0].endswith("zizmor")]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True).returncode


def test_actions_are_pinned() -> None:
    """Each action is pinned by a full commit hash with its release in a comment, the same in all workflows."""
    found = {
        (match["action"], match["pin"], match["comment"])
        for path in WORKFLOWS.values()
        for match in USES.finditer(path.read_text("utf-8"))
    }
    assert len(found) >= 6
    assert len({action for action, _, _ in found}) == len(found)
    for action, pin, comment in found:
        assert re.fullmatch(r"[0-9a-f]{40}", pin), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action


def test_pull_requests_have_no_privileges() -> None:
    """Changes from forks only run on `pull_request`, with a read-only token and without secrets."""
    workflow = load(WORKFLOWS["pull-request.yml"])
    assert list(workflow["on"]) == ["pull_request"]
    assert [job["permissions"] for job in workflow["jobs"].values()] == [{"contents": "read"}] * 2
    assert not re.search(r"\bsecrets\.|toJSON\(secrets", WORKFLOWS["pull-request.yml"].read_text("utf-8"))


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflows_have_limits(name: str) -> None:
    """Workflows have no permissions, no endless jobs, and no concurrent runs; each job has its own permissions."""
    workflow = load(WORKFLOWS[name])
    assert workflow["permissions"] == {}
    assert {"group", "cancel-in-progress"} <= workflow["concurrency"].keys()
    for job in workflow["jobs"].values():
        assert int(job["timeout-minutes"]) <= 60
        assert job["permissions"]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_shell_commands_contain_no_expressions(name: str) -> None:
    """No expression is inserted into a shell command, and checkouts store no credentials."""
    for step in steps(name):
        assert "${{" not in step.get("run", "")
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


def test_the_deploy_job_runs_no_code_of_the_repository() -> None:
    """Only `main` is published; the job with the right to deploy runs a single action, and no cache is used."""
    workflow = load(WORKFLOWS["publish.yml"])
    assert workflow["on"]["push"] == {"branches": ["main"]}
    build, deploy = workflow["jobs"]["build"], workflow["jobs"]["deploy"]
    assert build["if"] == "github.ref == 'refs/heads/main'"
    assert build["permissions"] == {"contents": "read", "pages": "read"}
    assert (deploy["needs"], deploy["permissions"]) == ("build", {"pages": "write", "id-token": "write"})
    assert [step["uses"].partition("@")[0] for step in deploy["steps"]] == ["actions/deploy-pages"]
    assert not any("cache" in step.get("with", {}) for step in build["steps"])


@pytest.mark.parametrize("name", ["workflows/pull-request.yml", "workflows/publish.yml", "pull_request_template.md"])
def test_called_tasks_exist(name: str) -> None:
    """Workflows and templates call existing tasks with existing flags."""
    calls = list(task_calls((ROOT / ".github" / name).read_text("utf-8")))
    assert calls
    assert [words for words in calls if parse_error(words)] == []


def test_unknown_tasks_and_flags_are_errors() -> None:
    """The test above can fail: unknown tasks and flags are detected."""
    assert parse_error(["chekc"])
    assert parse_error(["check", "--colour", "red"])


def test_zizmor_has_no_findings() -> None:
    """The audit of the workflows, and of the settings of Dependabot and pre-commit, has no findings."""
    assert zizmor(ROOT) == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  pull_request:", "  pull_request_target:"),
        ("permissions: {}", "permissions: write-all"),
        ("@3d3c42e5aac5ba805825da76410c181273ba90b1", "@v7"),
        ("run: .ci/run", 'run: echo "${{ github.event.pull_request.title }}"'),
    ],
)
def test_zizmor_finds_defects(old: str, new: str, tmp_path: Path) -> None:
    """Dangerous changes of the workflows are findings."""
    text = WORKFLOWS["pull-request.yml"].read_text("utf-8")
    assert old in text
    folder = tmp_path / ".github/workflows"
    folder.mkdir(parents=True)
    (folder / "pull-request.yml").write_text(text.replace(old, new), "utf-8")
    assert zizmor(tmp_path) != 0


def test_the_correction_form() -> None:
    """The form asks for address, error and source; links on report pages fill in the field `report`."""
    form = load(ROOT / ".github/ISSUE_TEMPLATE/correction.yml")
    assert form["name"]
    assert form["description"]
    fields = {field["id"]: field for field in form["body"] if field["type"] != "markdown"}
    assert list(fields) == ["report", "wrong", "source"]
    assert fields["report"]["type"] == "input"
    for field in fields.values():
        assert field["attributes"]["label"]
        assert field["validations"] == {"required": "true"}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project with an environment."""
    copy = copy_project(tmp_path_factory.mktemp("checkout") / "sitrep")
    install_venv(copy)
    return copy


@pytest.fixture
def project(checkout: Path) -> Iterator[Path]:
    """Yield the copy; afterwards, undo all changes."""
    yield checkout
    git(checkout, "reset", "--quiet", "--hard", "main")
    git(checkout, "clean", "--quiet", "--force", "-d")


def write_report(project: Path) -> Path:
    """Write a new report, made from an existing one; return its file."""
    source = project / "content/reports/2018/2018-04-30-ucdp-digest-syria.md"
    text = re.sub(r"(?m)^imported:.*\n", "", source.read_text("utf-8"))
    file = source.with_name("2018-04-30-another-day.md")
    file.write_text(re.sub(r"(?m)^title:.*$", "title: Another day", text), "utf-8")
    return file


def test_the_content_job_passes(project: Path, tmp_path: Path) -> None:
    """Each command of the job passes for a valid change, which the summary and the preview contain."""
    git(project, "switch", "--quiet", "--create", "change")
    write_report(project)
    commit(project)
    git(project, "switch", "--quiet", "--detach", "main")
    git(project, "merge", "--quiet", "--no-ff", "--message=Merge", "change")
    page = tmp_path / "summary.md"
    environment = {**isolated_environment(tmp_path), "GITHUB_STEP_SUMMARY": str(page)}
    for step in jobs("pull-request.yml")["content"]["steps"]:
        if command := step.get("run"):
            done = subprocess.run(
                ["bash", "-e", "-o", "pipefail", "-c", command], cwd=project, env=environment, capture_output=True
            )
            assert done.returncode == 0, f"{command}: {done.stdout.decode()}{done.stderr.decode()}"
    text = page.read_text("utf-8")
    assert "**added** Another day — `/reports/2018-04-30-another-day/`" in text
    assert text.rstrip().splitlines()[-3] == "## Preview"
    assert (project / "preview/reports/2018-04-30-another-day/index.html").is_file()


def test_the_hooks_are_valid_and_local() -> None:
    """The settings of pre-commit are valid, and each hook calls an existing command of this project."""
    command = [sys.executable, "-m", "pre_commit", "validate-config"]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0
    (repository,) = load(ROOT / ".pre-commit-config.yaml")["repos"]
    assert repository["repo"] == "local"
    for declared in repository["hooks"]:
        python, flag, module, kind = declared["entry"].split()
        assert (python, flag, module, declared["language"]) == ("python3", "-m", pre_commit.__name__, "system")
        for command in pre_commit.check_commands(kind, ["x.md"]):
            assert command[2] in ("invoke", "ruff")
            assert command[2] == "ruff" or not parse_error(command[5:])


def test_hooks_stop_invalid_commits(project: Path, tmp_path: Path) -> None:
    """With the hooks, git rejects invalid reports and registries, formats code, and accepts a valid commit."""
    environment = isolated_environment(tmp_path)

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)

    identity = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    assert run("python3", "tasks.py", "hooks").returncode == 0
    report, code = write_report(project), project / "plugins/archive/text/spelling.py"
    good = report.read_text("utf-8")
    report.write_text(re.sub(r"(?m)^date:.*$", "date: yesterday", good), "utf-8")
    code.write_text(code.read_text("utf-8") + "\n\n\n\nSPACES  =  1\n", "utf-8")
    git(project, "add", "--all")
    rejected = run("git", *identity, "commit", "--message=Bad")
    assert rejected.returncode == 1
    assert "2018-04-30-another-day.md:" in rejected.stdout + rejected.stderr
    report.write_text(good, "utf-8")
    registry = project / "content/registry/actors.yaml"
    registry.write_text(registry.read_text("utf-8").replace("- id: syrian-arab-army", "- id: other-army"), "utf-8")
    git(project, "add", "--all")
    rejected = run("git", *identity, "commit", "--message=Bad")
    assert (
        "2018-04-23-western-syria-last-pockets.md:" in rejected.stdout + rejected.stderr
    )  # it names the renamed actor
    git(project, "checkout", "--quiet", "HEAD", "content/registry")
    assert code.read_text("utf-8").endswith("\n\nSPACES = 1\n")
    git(project, "add", "--all")
    accepted = run("git", *identity, "commit", "--message=Good")
    (project / ".git/hooks/pre-commit").unlink()
    assert accepted.returncode == 0, accepted.stdout + accepted.stderr
