"""What the docs must name: every command and option, every error code; and that their figures have a command."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

from tenderscan import errors
from tenderscan.cli.app import app


def commands() -> Iterator[tuple[str, Any]]:
    """Each command with its name; Typer's own classes, which have no public type."""
    for name, command in vars(typer.main.get_command(app))["commands"].items():
        inner = vars(command).get("commands")
        if inner is None:
            yield name, command
        else:
            yield from ((f"{name} {part}", inner[part]) for part in inner)


def error_classes(
    base: type[errors.TenderscanError] = errors.TenderscanError,
) -> Iterator[type[errors.TenderscanError]]:
    yield base
    for child in base.__subclasses__():
        yield from error_classes(child)


def test_every_command_and_option_is_in_the_reference(repository: Path) -> None:
    text = (repository / "docs" / "commands.md").read_text(encoding="utf-8")
    missing = []
    for name, command in commands():
        section = re.search(rf"^## `tenderscan {re.escape(name)}.*?(?=^## |\Z)", text, re.M | re.S)
        if section is None:
            missing.append(name)
            continue
        options = [option for parameter in command.params for option in parameter.opts if option.startswith("--")]
        missing += [f"{name} {option}" for option in options if f"`{option}" not in section.group()]
    assert missing == []


def test_every_command_has_an_example_in_its_help() -> None:
    assert [name for name, command in commands() if "Example: tenderscan " not in (command.epilog or "")] == []


def test_every_error_code_is_documented_with_its_exit_code(repository: Path) -> None:
    text = (repository / "docs" / "errors.md").read_text(encoding="utf-8")
    classes = list(error_classes())
    assert len(classes) > 20
    assert [kind.code for kind in classes if f"| `{kind.code}` |" not in text] == []
    assert len({kind.code for kind in classes}) == len(classes)
    tree = errors.__doc__ or ""
    assert [kind.__name__ for kind in classes if f"{kind.__name__} " not in tree] == []


def test_every_error_survives_pickling() -> None:
    import pickle

    for kind in error_classes():
        copy = pickle.loads(pickle.dumps(kind("what, which file, the way out")))
        assert (type(copy), copy.message) == (kind, "what, which file, the way out")


def test_links_between_the_docs_lead_somewhere(repository: Path) -> None:
    pages = [*repository.glob("*.md"), *(repository / "docs").glob("*.md"), *(repository / "models").glob("*.md")]
    broken = []
    for page in pages:
        for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in link and not (page.parent / link).exists():
                broken.append(f"{page.name}: {link}")
    assert broken == []
