"""One target under libFuzzer, in a process of its own: `python -m fuzz.one_target TARGET FOLDER [libFuzzer options]`.

Faults are written down and the run goes on; what kills the process (a crash in a library, a hang inside of one, memory)
is written down by libFuzzer.
"""

import os
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from random import Random
from types import ModuleType

import atheris

from fuzz.findings import keep, of_error
from fuzz.watch import ALLOWED, TooSlow, timed

MODULES = {
    "docx": ("docx", "embedded", "packed", "core_properties"),
    "ods": ("ods", "sheets", "packed"),
    "odt": ("odt", "packed"),
    "pptx": ("pptx", "embedded", "packed"),
    "xls": ("xls", "sheets"),
    "xlsx": ("xlsx", "sheets", "embedded", "packed"),
}
"""Modules whose words a target's dictionary holds, where that is not the reader's own alone."""
_SLOWED = 2.0
"""Counting what is executed takes its time too: so much longer may an input take here."""


def loaded(names: tuple[str, ...]) -> list[ModuleType]:
    """The modules and what lies in them, all of our own package counted by libFuzzer as it is executed."""
    modules = []
    with atheris.instrument_imports(include=["tenderscan"]):
        for name in names:
            module = import_module(f"tenderscan.readers.{name}")
            modules.append(module)
            for inner in iter_modules(getattr(module, "__path__", ()), f"{module.__name__}."):
                modules.append(import_module(inner.name))
    return modules


def watched(check: Callable[[bytes], None], folder: Path) -> Callable[[bytes], None]:
    """The check, bounded in time and memory, with its faults written down."""

    def run(content: bytes) -> None:
        try:
            timed(check, content, _SLOWED * ALLOWED)
        except (Exception, TooSlow) as error:  # noqa: BLE001 - whatever comes out is a finding
            finding = of_error(error)
            if keep(folder, finding, content):
                sys.stderr.write(f"FINDING {finding.name} {finding.what}\n")

    return run


def main() -> None:
    """Fuzz until libFuzzer has had its time."""
    name, folder, *options = sys.argv[1:]
    os.environ |= {"TENDERSCAN_OCR": "off", "TENDERSCAN_SOFFICE": os.devnull}
    # before anything else of ours is imported: only what is imported now is counted
    modules = loaded(MODULES.get(name, (name,)))
    from fuzz.mutate import Means
    from fuzz.targets import TARGETS
    from fuzz.vocabulary import dictionary, qualified_names, words

    target, place = TARGETS[name], Path(folder)
    known, names = words(modules), qualified_names(modules)
    (place / "words.dict").write_text(dictionary(dict.fromkeys((*known, *target.words))), encoding="utf-8")
    _write_seeds(place / "seeds", target.seeds())
    (place / "corpus").mkdir(parents=True, exist_ok=True)

    def mutated(content: bytes, max_size: int, seed: int) -> bytes:
        def havoc(raw: bytes) -> bytes:
            return bytes(atheris.Mutate(raw, max(max_size - len(content) + len(raw), len(raw) + 64)))

        means = Means(Random(seed), havoc, (*known, *target.words), names, max_size - len(content))
        try:
            changed = target.mutate(content, means)
        except RecursionError:  # so deep by now that it can be neither copied nor written
            changed = havoc(content)
        return changed if len(changed) <= max_size else content[:max_size]

    arguments = [sys.argv[0], str(place / "corpus"), str(place / "seeds"), *options]
    arguments += [f"-dict={place / 'words.dict'}", f"-artifact_prefix={place / 'killers'}{os.sep}"]
    (place / "killers").mkdir(exist_ok=True)
    atheris.Setup(arguments, watched(target.check(), place / "findings"), custom_mutator=mutated)
    atheris.Fuzz()


def _write_seeds(folder: Path, seeds: "list[bytes]") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (folder / f"{number:03}").write_bytes(seed)


if __name__ == "__main__":
    main()
