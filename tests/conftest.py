"""Fixtures every test may use: the real development files, golden files, a clean environment."""

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

REPOSITORY = Path(__file__).resolve().parents[1]

# How fast or busy a machine is, is no property of the program: what it costs is tested by ratios of processor time.
settings.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any-machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


@pytest.fixture(scope="session")
def repository() -> Path:
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of real development files, which are not part of the repository."""
    named = os.environ.get("TENDERSCAN_SHARED")
    folder = Path(named) if named else REPOSITORY.parent / "shared" / "data" / "dev"
    if not folder.is_dir():
        pytest.skip("no real files: set TENDERSCAN_SHARED to a folder that holds them")
    return folder


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the library or the settings of whoever runs it, or recognises text unless it asks for it."""
    for name in ("TENDERSCAN_LIBRARY", "TENDERSCAN_ALLOW"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TENDERSCAN_OCR", "off")
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing calls anywhere."""

    def refuse(_socket: socket.socket, address: object) -> None:
        raise AssertionError(f"a connection to {address} was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, Any, str], None]:
    """Compare a JSON value with the one under a key of a golden file, which `--update-golden` writes (with `-n 0`)."""

    def check(path: Path, value: Any, key: str) -> None:
        kept = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        if request.config.getoption("--update-golden"):
            kept[key] = value
            lines = [f"{json.dumps(one, ensure_ascii=False)}: {json.dumps(kept[one])}" for one in sorted(kept)]
            path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8", newline="\n")
        assert key in kept, f"{path} has no {key}: write it with --update-golden and read it before you commit it"
        assert value == kept[key]

    return check
