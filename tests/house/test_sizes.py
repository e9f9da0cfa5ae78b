"""Files that fit the eye: a module over 400 lines or a function over 60 wants to be two."""

import ast
from pathlib import Path

MODULES = sorted(
    path
    for folder in ("cop_tracker", "obligations", "providers", "script")
    for path in Path(folder).rglob("*.py")
    if "migrations" not in path.parts
)
# A table of cases reads like data and may be longer.
TESTS = sorted(Path("tests").rglob("*.py"))


def test_no_module_is_longer_than_400_lines():
    assert [str(p) for p in MODULES if len(p.read_text().splitlines()) > 400] == []
    assert [str(p) for p in TESTS if len(p.read_text().splitlines()) > 800] == []


def test_no_function_is_longer_than_60_lines():
    long = [
        f"{path}:{node.lineno} {node.name}"
        for path in [*MODULES, *TESTS]
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno >= 60
    ]

    assert long == []


def test_no_template_is_longer_than_160_lines():
    templates = Path("templates").rglob("*.html")

    assert [str(p) for p in templates if len(p.read_text().splitlines()) > 160] == []
