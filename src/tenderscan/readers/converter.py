"""The converter: LibreOffice, where it is installed, turns Office files of before 2007 into those that are read here.

It runs in a folder of its own with a profile of its own, without a window, without macros and with no way to the
network, and is ended with everything it started when its time is up. Nothing of it stays behind.
"""

import contextlib
import logging
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psutil

from tenderscan.errors import ConverterMissing, FileDamaged, LimitExceeded, MemoryExceeded, TimeExceeded
from tenderscan.readers import effort
from tenderscan.settings import MEBIBYTE, Limits

log = logging.getLogger(__name__)

VARIABLE = "TENDERSCAN_SOFFICE"
"""Environment variable that names the program, where it is in none of the usual places; nothing else is tried then."""
_LONGEST, _SHARE = 54.0, 11
"""Seconds that one conversion may take, or this part of all the seconds that reading a file may take, where that is
more; long documents take some ten, and what is made has to be read as well."""
_LOOK = 0.25
"""Seconds between two looks at a running conversion."""
_TRIES = 8
_ON_PATH = ("soffice", "libreoffice")
_FOLDERS: dict[str, tuple[str, ...]] = {
    "win32": (r"{ProgramFiles}\LibreOffice\program", r"{ProgramFiles(x86)}\LibreOffice\program"),
    "darwin": ("/Applications/LibreOffice.app/Contents/MacOS", "{HOME}/Applications/LibreOffice.app/Contents/MacOS"),
}
_OTHER_FOLDERS = ("/usr/lib/libreoffice/program", "/opt/libreoffice/program", "/usr/lib64/libreoffice/program")
# Where the program says which version it is, seen from its folder: Linux, Windows, macOS.
_ABOUT = ("bootstraprc", "bootstrap.ini", "../Resources/bootstraprc")
_PRODUCT = re.compile(r"^ProductKey=(LibreOffice[\w. -]*)", re.MULTILINE)
# Nothing in the file is run, and nothing it points to is fetched: links are never updated, and all requests go to a
# proxy that is not there.
_SETTINGS: tuple[tuple[str, str, str], ...] = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be converted into what.

    Attributes:
        name: of the file, for messages.
        ending: of the format it has, such as "doc".
        filter: LibreOffice's name of that format, such as "MS Word 97": it must not guess, since it would read
            rubbish as plain text.
        wanted: ending of the format to make, such as "docx".
    """

    name: str
    ending: str
    filter: str
    wanted: str


def version() -> str | None:
    """Name and version of the converter, such as "LibreOffice 7.4"; None where there is none."""
    program = find()
    return None if program is None else _version(program)


def find() -> Path | None:
    """The program, where it is installed."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named) if Path(named).is_file() else None
    for name in _ON_PATH:
        found = shutil.which(name)
        if found:
            return Path(found)
    program = "soffice.com" if sys.platform == "win32" else "soffice"
    places = (Path(folder) / program for folder in _folders())
    return next((place for place in places if place.is_file()), None)


def convert(content: bytes, task: Task, limits: Limits) -> bytes:
    """The bytes of the file in the wanted format.

    Raises:
        ConverterMissing: LibreOffice is not installed.
        FileDamaged: it cannot read the file.
        LimitExceeded: what it makes of the file is larger than a file may be.
        TimeExceeded: it took too long.
    """
    program = find()
    if program is None:
        raise ConverterMissing(
            f"{task.name} is a .{task.ending} file, which is read with the help of LibreOffice; it is not installed.\n"
            f"Install LibreOffice, or name its program in {VARIABLE}; or save the file as .{task.wanted}."
        )
    effort.check()
    with _place() as place:
        _write_profile(place / "profile" / "user")
        (place / f"source.{task.ending}").write_bytes(content)
        _run(_command(program, place, task), place, task, limits)
        made = place / "made" / f"source.{task.wanted}"
        if not made.is_file() or not made.stat().st_size:
            raise FileDamaged(
                f"{task.name} cannot be read by LibreOffice: it is damaged, or of a kind that is not known.\n"
                f"Open it in the program it was made with and save it as .{task.wanted}."
            )
        if made.stat().st_size > limits.bytes:
            raise LimitExceeded(
                f"{task.name} becomes too large when it is converted to .{task.wanted}. Split the file."
            )
        return made.read_bytes()


@contextmanager
def _place() -> Iterator[Path]:
    """A folder for one conversion. Where a scanner for viruses or the like holds a file, it is tried several times."""
    place = Path(tempfile.mkdtemp(prefix="tenderscan-"))
    try:
        yield place
    finally:
        for _ in range(_TRIES):
            shutil.rmtree(place, ignore_errors=True)
            if not place.exists():
                break
            time.sleep(_LOOK)
        else:
            log.warning("%s could not be removed. Delete it: it holds a copy of a file that was converted.", place)


def _folders() -> Iterator[str]:
    """Usual folders of the program on this system."""
    for folder in _FOLDERS.get(sys.platform, _OTHER_FOLDERS):
        with contextlib.suppress(KeyError):  # the variable is not set, so there is no such folder
            yield folder.format_map(os.environ)


@cache
def _version(program: Path) -> str:
    folder = program.resolve().parent
    for name in _ABOUT:
        with contextlib.suppress(OSError):
            said = _PRODUCT.search((folder / name).read_text(encoding="utf-8", errors="replace"))
            if said:
                return said.group(1).strip()
    return "LibreOffice"


def _write_profile(folder: Path) -> None:
    """The settings of a profile nobody has used before."""
    folder.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>"
        for path, name, value in _SETTINGS
    )
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )


def _command(program: Path, place: Path, task: Task) -> list[str]:
    return [
        str(program),
        f"-env:UserInstallation={(place / 'profile').as_uri()}",
        *("--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        f"--infilter={task.filter}",
        *("--convert-to", task.wanted, "--outdir", str(place / "made")),
        str(place / f"source.{task.ending}"),
    ]


def _run(command: list[str], place: Path, task: Task, limits: Limits) -> None:
    """Run the program until it ends or its time is up; what it says is of no use, and thrown away."""
    allowed = max(0.0, min(max(_LONGEST, limits.seconds / _SHARE), limits.seconds, effort.seconds_left()))
    environment = dict(os.environ) | {
        **dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP"), str(place)),
        **dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "ALL_PROXY"), "http://127.0.0.1:9"),
    }
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=place,
            env=environment,
            start_new_session=True,
        )
    except OSError as error:
        raise ConverterMissing(
            f"{task.name} is read with the help of LibreOffice, and {command[0]} cannot be started: {error.strerror}.\n"
            "Install LibreOffice anew, or save the file as "
            f".{task.wanted}."
        ) from error
    tree = _Tree(process)
    try:
        _wait(tree, allowed, task, limits)
    except subprocess.TimeoutExpired as error:
        raise TimeExceeded(
            f"{task.name} was not converted by LibreOffice within {allowed:,.0f} seconds.\n"
            f"Save it as .{task.wanted} in the program it was made with, or allow more: --allow seconds=3600."
        ) from error
    finally:
        tree.end()


def _wait(tree: "_Tree", allowed: float, task: Task, limits: Limits) -> None:
    """Wait for the end of the process, looking now and then whether it takes too much."""
    until = time.monotonic() + allowed
    while True:
        held = tree.held()
        try:
            tree.process.wait(timeout=max(0.0, min(_LOOK, until - time.monotonic())))
        except subprocess.TimeoutExpired:
            if time.monotonic() >= until:
                raise
            effort.check()
            if held > limits.memory:
                raise MemoryExceeded(
                    f"{task.name} takes more memory than {limits.memory / MEBIBYTE:,.0f} MB while LibreOffice converts "
                    f"it.\nSave it as .{task.wanted} in the program it was made with, or allow more: --allow memory=4G."
                ) from None
        else:
            return


class _Tree:
    """A process with all that it started, which may outlive it: the program is but a script that starts another."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self.process = process
        # those seen at any look; psutil tells them from others that have got their number since
        self._seen: dict[psutil.Process, None] = {}

    def held(self) -> int:
        """Bytes of memory that they hold together."""
        self._look()
        held = 0
        for each in self._seen:
            with contextlib.suppress(psutil.Error):
                held += each.memory_info().rss
        return held

    def end(self) -> None:
        """End them all, whatever state they are in."""
        self._look()
        if sys.platform != "win32":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)  # the process leads a group of its own
        for each in self._seen:
            with contextlib.suppress(psutil.Error):
                each.kill()
        psutil.wait_procs(list(self._seen), timeout=5)
        self.process.wait()

    def _look(self) -> None:
        try:
            if self.process.poll() is None:
                first = psutil.Process(self.process.pid)
                self._seen |= dict.fromkeys([first, *first.children(recursive=True)])
        except psutil.Error:
            return
