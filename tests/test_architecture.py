"""The shape of the package, read from its own imports."""

from __future__ import annotations

import ast
import importlib
import re
import sys
from functools import cache
from pathlib import Path

import pytest

from jdih.cli import COMMANDS
from tests import trees

PACKAGE = trees.ROOT / "scripts" / "jdih"

LAYERS = (
    {"__main__"},
    {"cli"},
    {"commands", "demo"},
    {"publication"},
    {"repository", "forge", "register", "website", "paper", "report", "resources"},
    {"rules"},
    {"reading"},
    {"workflow"},
    {"model", "errors", "hands", "arguments", "job_log", "pace", "program"},
)
"""From top to bottom; a module imports its own layer and those below, never one above."""

PURE = {"model", "rules", "workflow"}
"""Layers that touch no file, network, clock or environment."""

IMPURE = {"os", "pathlib.Path", "subprocess", "socket", "urllib.request", "http.client", "tempfile",
          "shutil", "io", "time", "random", "secrets"}  # fmt: skip

DOORS = {
    "asn1crypto": {"jdih.paper.signed"},  # pyHanko's own
    "babel": {"jdih.website.wording"},
    "comrak": {"jdih.reading.markdown"},
    "cryptography": {"jdih.repository.sshsig"},
    "git": {"jdih.repository.git"},
    "git_filter_repo": {"jdih.repository.rewriting"},
    "holidays": {"jdih.workflow.working_time"},
    "github": {"jdih.forge.api"},
    "icalendar": {"jdih.reading.calendar_file"},
    "jinja2": {"jdih.website.templates"},
    "jsonschema_rs": {"jdih.reading.schema"},
    "markupsafe": {"jdih.website.templates"},  # Jinja's own
    # The plugin that `mkdocs build` finds, and the two that run MkDocs from here.
    "mkdocs": {"jdih.website.plugin", "jdih.website.builder", "jdih.website.preview"},
    # What a document says, and whole pages that are moved into another document.
    "nh3": {"jdih.reading.markdown", "jdih.website.relocation"},
    "pagefind_bin": {"jdih.website.pagefind"},
    "PIL": {"jdih.reading.image"},
    "publicsuffixlist": {"jdih.reading.text_length"},
    "pyhanko": {"jdih.paper.signed"},
    "pyhanko_certvalidator": {"jdih.paper.signed"},
    "python_calamine": {"jdih.reading.table"},
    "regex": {"jdih.reading.text_length"},
    # What the GitHub client raises; and what people attach lies beside its interface.
    "requests": {"jdih.forge.api", "jdih.forge.assets"},
    "rfc8785": {"jdih.workflow.digest"},
    "rich": {"jdih.pace"},
    "typst": {"jdih.paper.typesetter"},
    "urllib3": {"jdih.forge.assets"},  # what `requests` raises while a body is read
    "yaml": {"jdih.reading.strict_yaml"},
    "zxingcpp": {"jdih.website.qr"},
}
"""Third-party library → the modules that may import it. One each, or the reason stands here."""


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in sorted(PACKAGE.rglob("*.py"))}


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


@cache
def imports(name: str) -> frozenset[str]:
    """Return the full names of all modules that `name` imports, wherever in the file."""
    found: set[str] = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            module = str(node.module)
            inner = {f"{module}.{alias.name}" for alias in node.names}
            modules = {one for one in inner if one in MODULES}
            found |= inner if module == "pathlib" else modules
            if len(modules) < len(inner):
                found.add(module)
    return frozenset(found)


def layer(name: str) -> int:
    part = name.split(".")[1] if "." in name else "errors"
    return next(number for number, parts in enumerate(LAYERS) if part in parts)


def own(name: str) -> set[str]:
    return {found for found in imports(name) if found in MODULES}


@pytest.mark.parametrize("name", MODULES)
def test_imports_point_down(name: str) -> None:
    upward = {found for found in own(name) if layer(found) < layer(name)}
    assert upward == set()


def test_no_circle() -> None:
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join((*path[path.index(name) :], name))
        if name not in done:
            for found in sorted(own(name) - {name}):
                visit(found, (*path, name))
            done.add(name)

    for name in MODULES:
        visit(name, ())


def third_party(name: str) -> set[str]:
    tops = {found.split(".")[0] for found in imports(name)}
    return {top for top in tops if top != "jdih" and top not in sys.stdlib_module_names}


@pytest.mark.parametrize("library", sorted(DOORS))
def test_each_library_has_one_door(library: str) -> None:
    users = {name for name in MODULES if library in third_party(name)}
    assert users == DOORS[library]


def test_no_library_goes_around_the_table() -> None:
    assert {library for name in MODULES for library in third_party(name)} <= set(DOORS)


@pytest.mark.parametrize(
    "name", [name for name in MODULES if "." in name and name.split(".")[1] in PURE]
)
def test_pure_layers_touch_nothing_outside(name: str) -> None:
    assert imports(name) & IMPURE == set()
    calls = {
        f"{getattr(node.func.value, 'id', '')}.{node.func.attr}"
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert calls & {"datetime.now", "datetime.today", "date.today", "datetime.utcnow"} == set()
    names = {
        node.func.id
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert names & {"open", "input", "print", "eval", "exec"} == set()


@pytest.mark.parametrize("name", MODULES)
def test_the_program_ends_in_one_place(name: str) -> None:
    assert "sys.exit" not in MODULES[name].read_text(encoding="utf-8") or name == "jdih.__main__"


@pytest.mark.parametrize("name", MODULES)
def test_modules_are_short_and_say_what_they_are(name: str) -> None:
    assert len(MODULES[name].read_text(encoding="utf-8").splitlines()) <= 300
    assert ast.get_docstring(tree(name))
    assert not {"utils", "helpers", "manager", "handler", "misc"} & set(name.split("."))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_whole(name: str) -> None:
    assert f"jdih.commands.{name}" in MODULES, "no module"
    module = importlib.import_module(f"jdih.commands.{name}")
    assert module.EXAMPLES.startswith("  jdih ")
    assert callable(module.configure)
    assert callable(module.run)
    assert f"``jdih {name}" in str(module.__doc__)
    assert COMMANDS[name]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_tests(name: str) -> None:
    assert (trees.ROOT / "tests" / "commands" / f"test_{name}.py").is_file()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_the_readme(name: str) -> None:
    readme = (trees.ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"`jdih {name}\b", readme)


def test_every_module_of_commands_is_a_command() -> None:
    modules = {name.split(".")[2] for name in MODULES if name.startswith("jdih.commands.")}
    assert modules == set(COMMANDS)
