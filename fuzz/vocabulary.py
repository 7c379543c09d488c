"""Words a reader knows, taken from its own source: what the fuzzer could not find by chance in a bounded time."""

import ast
import inspect
import re
from collections.abc import Iterable, Iterator
from types import ModuleType

_LONGEST = 48
_QUALIFIED = re.compile(r"\{[^{}]{1,120}\}[\w.-]{1,60}")
"""Name of an XML element or attribute as lxml has it: "{http://…}name"."""


def words(modules: Iterable[ModuleType]) -> tuple[str, ...]:
    """Short strings in the source of `modules`, docstrings aside; a string of several words counts as each of them."""
    found: dict[str, None] = {}
    for module in modules:
        for constant in _constants(ast.parse(inspect.getsource(module))):
            parts = constant.split() if len(constant) > _LONGEST or " " in constant else [constant]
            found.update(dict.fromkeys(part for part in parts if 0 < len(part) <= _LONGEST))
    return tuple(found)


def qualified_names(modules: Iterable[ModuleType]) -> tuple[str, ...]:
    """Names of XML elements and attributes that `modules` hold in their constants."""
    found: dict[str, None] = {}
    for module in modules:
        for value in vars(module).values():
            found.update(dict.fromkeys(text for text in _strings(value, 3) if _QUALIFIED.fullmatch(text)))
    return tuple(found)


def dictionary(entries: Iterable[str]) -> str:
    """The words as a dictionary file of libFuzzer."""
    lines = []
    for entry in entries:
        escaped = "".join(f"\\x{byte:02x}" for byte in entry.encode("utf-8", "replace"))
        lines.append(f'"{escaped}"')
    return "\n".join(lines) + "\n"


def _constants(tree: ast.Module) -> Iterator[str]:
    docstrings = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in docstrings:
            if isinstance(node.value, str):
                yield node.value
            elif isinstance(node.value, bytes):
                yield node.value.decode("latin-1")


def _strings(value: object, depth: int) -> Iterator[str]:
    """Strings in a constant and in the collections it is made of."""
    if isinstance(value, str):
        yield value
    elif depth and isinstance(value, dict):
        for pair in value.items():
            yield from _strings(pair, depth - 1)
    elif depth and isinstance(value, (tuple, list, set, frozenset)):
        for entry in value:
            yield from _strings(entry, depth - 1)
