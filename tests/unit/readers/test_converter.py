"""The converter: found, missing, in time and without anything left behind."""

import contextlib
import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import pytest

from tenderscan.errors import ConverterMissing, FileDamaged, LimitExceeded, MemoryExceeded, TimeExceeded
from tenderscan.readers import converter, effort
from tenderscan.readers.converter import VARIABLE, Task, convert
from tenderscan.settings import Limits
from tests.build_docx import docx, p, relationship

TASK = Task("letter.doc", "doc", "MS Word 97", "docx")
needs_converter = pytest.mark.skipif(
    converter.find() is None, reason="no LibreOffice: install it, or name its program in TENDERSCAN_SOFFICE"
)
needs_shell = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in program is a shell script")


def stand_in(folder: Path, script: str) -> Path:
    """A program that behaves as the script says."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for temporary files that nobody else uses."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nothing"))
    assert converter.version() is None
    with pytest.raises(ConverterMissing, match=r"(?s)letter\.doc.*Install LibreOffice") as caught:
        convert(b"x", TASK, Limits())
    assert len(caught.value.message.splitlines()) == 2


def test_not_on_the_path_nor_in_the_usual_places(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert converter.find() is None
    program = tmp_path / "Applications/LibreOffice.app/Contents/MacOS/soffice"
    program.parent.mkdir(parents=True)
    program.write_text("")
    assert (converter.find(), converter.version()) == (program, "LibreOffice")
    other = tmp_path / "elsewhere" / "soffice"
    (tmp_path / "elsewhere").mkdir()
    other.write_text("")
    (other.parent / "bootstrap.ini").write_text("[Bootstrap]\r\nProductKey=LibreOffice 24.8\r\nUserInstallation=x\r\n")
    monkeypatch.setenv(VARIABLE, str(other))
    assert (converter.find(), converter.version()) == (other, "LibreOffice 24.8")


@needs_shell
def test_a_program_that_cannot_be_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "soffice"
    path.write_bytes(b"\x7fELF no more")
    path.chmod(0o755)
    monkeypatch.setenv(VARIABLE, str(path))
    with pytest.raises(ConverterMissing, match=r"(?s)letter\.doc.*cannot be started"):
        convert(b"x", TASK, Limits())


@needs_shell
def test_nothing_made_is_a_damaged_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, temporary: Path) -> None:
    monkeypatch.setenv(VARIABLE, str(stand_in(tmp_path, "exit 1")))
    with pytest.raises(FileDamaged, match=r"letter\.doc"):
        convert(b"x", TASK, Limits())
    assert list(temporary.iterdir()) == []


@needs_shell
def test_what_is_made_is_bounded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, temporary: Path) -> None:
    script = "mkdir made && head -c 5000 /dev/zero > made/source.docx"
    monkeypatch.setenv(VARIABLE, str(stand_in(tmp_path, script)))
    assert convert(b"x", TASK, Limits()) == bytes(5000)
    with pytest.raises(LimitExceeded, match=r"letter\.doc"):
        convert(b"x", TASK, Limits(bytes=4999))
    assert list(temporary.iterdir()) == []


@needs_shell
def test_all_processes_are_ended_when_time_is_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, temporary: Path
) -> None:
    numbers = tmp_path / "numbers"
    monkeypatch.setenv(
        VARIABLE, str(stand_in(tmp_path, f'echo $$ > "{numbers}"; sleep 61 & echo $! >> "{numbers}"; wait'))
    )
    began = time.monotonic()
    with effort.bounded("letter.doc", Limits(seconds=1)), pytest.raises(TimeExceeded, match=r"letter\.doc"):
        convert(b"x", TASK, Limits())
    assert time.monotonic() - began < 10
    started = [int(line) for line in numbers.read_text().split()]
    assert len(started) == 2
    assert [number for number in started if psutil.pid_exists(number) and _runs(number)] == []
    assert list(temporary.iterdir()) == []


@needs_shell
@pytest.mark.parametrize("script", ["exit 1", "exec sleep 0.6", "mkdir made && echo x > made/source.docx"])
def test_what_outlives_the_program_is_ended(
    script: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, temporary: Path
) -> None:
    number = tmp_path / "number"
    monkeypatch.setenv(VARIABLE, str(stand_in(tmp_path, f'sleep 61 & echo $! > "{number}"; {script}')))
    with contextlib.suppress(FileDamaged):
        convert(b"x", TASK, Limits())
    assert not _runs(int(number.read_text()))
    assert list(temporary.iterdir()) == []


TIMES = [(Limits(), 54.5), (Limits(seconds=3_300), 300.0), (Limits(seconds=20), 20.0)]


@needs_shell
@pytest.mark.parametrize(("limits", "expected"), TIMES)
def test_time_follows_the_limits(
    limits: Limits, expected: float, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[float] = []

    def expire(_tree: object, allowed: float, *_: object) -> None:
        asked.append(allowed)
        raise subprocess.TimeoutExpired("soffice", allowed)

    monkeypatch.setattr(converter, "_wait", expire)
    monkeypatch.setenv(VARIABLE, str(stand_in(tmp_path, "sleep 61")))
    with pytest.raises(TimeExceeded, match="--allow seconds="):
        convert(b"x", TASK, limits)
    assert asked == [pytest.approx(expected, abs=0.1)]


def test_a_folder_that_stays_is_reported(
    monkeypatch: pytest.MonkeyPatch, temporary: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
    monkeypatch.setattr(converter, "_LOOK", 0.0)
    monkeypatch.setattr(converter, "find", lambda: Path(sys.executable))
    with pytest.raises(FileDamaged):
        convert(b"x", TASK, Limits())
    (left,) = temporary.iterdir()
    assert f"{left} could not be removed" in caplog.text


def _runs(number: int) -> bool:
    try:
        return psutil.Process(number).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@needs_shell
def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VARIABLE, str(stand_in(tmp_path, "sleep 61")))
    with pytest.raises(MemoryExceeded, match=r"letter\.doc"):
        convert(b"x", TASK, Limits(memory=1000))


@needs_shell
def test_runs_in_a_place_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    said = 'echo "$@"; echo "$HOME $TMPDIR $https_proxy"; pwd; cat profile/user/*.xcu'
    script = f"mkdir made && {{ {said}; }} > made/source.docx"
    monkeypatch.setenv(VARIABLE, str(stand_in(tmp_path, script)))
    made = convert(b"x", TASK, Limits()).decode()
    arguments, places, folder, settings = made.split("\n")
    assert "--headless" in arguments
    assert "--infilter=MS Word 97" in arguments
    assert f"-env:UserInstallation={Path(folder).as_uri()}/profile" in arguments
    assert places == f"{folder} {folder} http://127.0.0.1:9"
    assert os.environ["HOME"] not in made
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true' in settings


@needs_converter
def test_real_program_fetches_nothing(temporary: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/picture.png"
        picture = (
            '<w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><a:graphic><a:graphicData uri="http://schemas.'
            'openxmlformats.org/drawingml/2006/picture"><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/'
            '2006/picture"><pic:blipFill><a:blip r:link="rId9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r>"
        )
        content = docx(p("text", picture), relationships=relationship("rId9", "image", url, external=True))
        made = convert(content, Task("a.docx", "docx", "MS Word 2007 XML", "doc"), Limits())
        assert made.startswith(b"\xd0\xcf\x11\xe0")
        with pytest.raises(TimeoutError):
            server.accept()
    assert list(temporary.iterdir()) == []
