"""Modules and functions stay small enough to be read; names do not hide what is inside."""

import ast
from pathlib import Path

import pytest

LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
"""Lines with signature, without docstring."""
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}


def modules(repository: Path) -> list[Path]:
    found = sorted((repository / "src").rglob("*.py"))
    assert len(found) > 30
    return found


def test_no_module_is_longer_than_the_budget(repository: Path) -> None:
    found = {str(path.relative_to(repository)): path.read_text(encoding="utf-8") for path in modules(repository)}
    lengths = {name: len(text.splitlines()) for name, text in found.items()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_the_budget(repository: Path) -> None:
    long = {}
    for path in modules(repository):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.end_lineno is not None:
                docstring = ast.get_docstring(node, clean=False)
                length = node.end_lineno - node.lineno + 1 - len((docstring or "").splitlines())
                if length > LONGEST_FUNCTION:
                    long[f"{path.relative_to(repository)}:{node.name}"] = length
    assert long == {}


def test_no_name_says_nothing(repository: Path) -> None:
    assert [path for path in modules(repository) if path.stem in BANNED_NAMES] == []


@pytest.mark.parametrize("package", ["tenderscan.readers", "tenderscan.cli.app", "tenderscan.search"])
def test_heavy_libraries_are_not_loaded_by_importing_a_package(package: str) -> None:
    import subprocess
    import sys

    heavy = "{'spacy', 'pypdfium2', 'pdfplumber', 'docx', 'sqlalchemy', 'whoosh', 'numpy'}"
    program = f"import sys, {package}; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
