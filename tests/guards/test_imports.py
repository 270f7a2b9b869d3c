"""Imports run one way: web, api, events → http, services → domain; services → store, aws, documents."""

import ast
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.support.imports import imports_of

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted((ROOT / "chalicelib").rglob("*.py"))
NEVER_SHIPPED = {"ops", "local", "samples", "stages", "tests", "bench", "infra", "fonts"}
BESIDE = sorted(p for folder in NEVER_SHIPPED - {"tests"} for p in (ROOT / folder).rglob("*.py"))
LAYERS = {
    "domain",
    "services",
    "store",
    "aws",
    "documents",
    "importing",
    "http",
    "web",
    "api",
    "events",
}
# What each layer may import of the others; modules beside the layers (errors, settings…) are free
# for all but the domain.
ALLOWED = {
    "domain": {"domain"},
    "store": {"domain", "store"},
    "aws": {"domain", "aws"},
    "documents": {"domain", "documents"},
    "importing": {"domain", "store", "importing"},
    "services": {"domain", "store", "aws", "documents", "importing", "services"},
    "http": {"domain", "services", "http"},
    # Siblings at the edge: what pages and JSON share is in http.
    "api": {"domain", "services", "http", "api"},
    "web": {"domain", "services", "http", "web"},
    # A message's visibility is the handler's to change: it shapes the reply to the queue.
    "events": {"domain", "services", "aws", "events"},
}
# Beside the layers, and free for all but the domain: what these import must be free itself.
BESIDE_LAYERS = {
    "errors",
    "logs",
    "metrics",
    "settings",
    "settings_reader",
    "templating",
    "wording",
    "zone_names",
}


def _layer(path: Path) -> str:
    return path.relative_to(ROOT / "chalicelib").parts[0].removesuffix(".py")


@cache
def _imported(path: Path) -> set[str]:
    return {name for found in imports_of(path) for name in found.readings}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    layer = _layer(path)
    ours = {name.split(".")[1] for name in _imported(path) if name.startswith("chalicelib.")}
    if layer in LAYERS:
        assert ours & LAYERS <= ALLOWED[layer]
    else:
        assert layer in {*BESIDE_LAYERS, "__init__"}, "a new layer: say what it may import"
        assert ours & LAYERS <= {"domain"}
    if layer == "domain":
        assert ours <= {"domain"}


def _hidden_imports(tree: ast.AST) -> list[str]:
    """Imports that no other guard sees: relative ones, and those whose name is worked out."""
    names = {"__import__", "import_module", "run_module", "run_path", "exec_module"}
    called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    relative = [n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.level]
    taken = {name for call in called if (name := call.split(".")[-1]) in names}
    return [*sorted(taken), *("." * node.level + (node.module or "") for node in relative)]


@pytest.mark.parametrize("path", [*SHIPPED, *BESIDE], ids=lambda path: str(path.relative_to(ROOT)))
def test_an_import_says_its_whole_name(path: Path) -> None:
    assert _hidden_imports(ast.parse(path.read_text())) == []


@pytest.mark.parametrize(
    "code",
    [
        "from . import b",
        "from ..store import people",
        "importlib.import_module('chalicelib.store')",
        "def f():\n    return __import__('chalicelib.store')",
    ],
)
def test_a_hidden_import_is_found(code: str) -> None:
    assert _hidden_imports(ast.parse(code))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_settings_and_what_logs_and_counts_read_the_environment(path: Path) -> None:
    """A setting that is read elsewhere is neither checked at the start nor in the document."""
    names = {
        ast.unparse(n)
        for n in ast.walk(ast.parse(path.read_text()))
        if isinstance(n, ast.Attribute)
    }
    if path.name not in {"settings.py", "logs.py", "metrics.py"}:
        assert not names & {"os.environ", "os.getenv"}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_ships_imports_nothing_that_does_not(path: Path) -> None:
    roots = {name.split(".")[0] for name in _imported(path)}
    assert not roots & {*NEVER_SHIPPED, "moto", "typer", "rich"}


# Of the packages that never ship, the floors below all others: what they may import of the rest.
FLOORS = {"stages": {"stages"}, "samples": {"samples"}, "ops": {"ops", "stages"}}


@pytest.mark.parametrize("path", BESIDE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_tool_takes_anything_from_the_tests(path: Path) -> None:
    roots = {name.split(".")[0] for name in _imported(path)}
    assert "tests" not in roots
    floor = path.relative_to(ROOT).parts[0]
    if floor in FLOORS:
        assert roots & NEVER_SHIPPED <= FLOORS[floor]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_aws_holds_a_boto3_client(path: Path) -> None:
    if _layer(path) != "aws":
        assert not any(name.split(".")[0] == "boto3" for name in _imported(path))


# What a cold start can do without, and where it may be imported instead: inside the function that uses it.
LATER = (
    "PIL",
    "chalicelib.documents.certificate",
    "chalicelib.importing.people.registrations_file",
    "chalicelib.importing.schedule.read",
    "chalicelib.importing.schedule.sheet",
    "email_validator",
    "jinja2",
    "icalendar",
    "lxml",
    "pydantic",
    "pydantic_core",
    "reportlab",
    "webauthn",
    "xhtml2pdf",
    "xlsxwriter",
    "zxcvbn",
)


def test_the_app_loads_only_what_every_start_needs() -> None:
    program = (
        "from stages.test import take_settings; take_settings();"
        f"import sys, app; print([n for n in {LATER} if n in sys.modules])"
    )
    done = subprocess.run(  # a fresh interpreter: this one may have rendered already
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_ops_needs_no_setting_before_it_knows_which_portal_is_meant() -> None:
    """`--local` and `--stack` bring the settings; the store reads them when it is imported."""
    bare = {"PATH": os.environ["PATH"]}
    code = (
        "import ops.cli, sys; sys.exit(any(m.startswith('chalicelib.store') for m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=bare, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()[-500:]
