"""From bytes to releases: packages of releases or records, single ones, lists of them, one a line."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tenderscan.errors import FileDamaged
from tenderscan.readers import effort
from tenderscan.readers.encoding.decoding import decode, remarks

Json = dict[str, Any]
"""An object of the file; numbers in it are strings, as they are written."""
_COMPILED = "compiledRelease"
_AWARDED = ("awardedsupplier", "awardedvalue")


@dataclass(frozen=True, slots=True)
class Package:
    """What a file holds.

    Attributes:
        about: what it says about itself besides its releases, such as its publisher.
        releases: in the order of the file.
        flat: records of one level, as lists of awards have them.
        remarks: codes and messages of notices about the encoding.
    """

    about: Json
    releases: tuple[Json, ...]
    flat: tuple[Json, ...] = ()
    remarks: tuple[tuple[str, str], ...] = ()


def package_in(content: bytes, name: str) -> Package:
    """The releases in the bytes of a file; `name` is for messages.

    Raises:
        FileDamaged: this is no valid JSON, or nested without end.
    """
    about: Json = {}
    releases: list[Json] = []
    flat: list[Json] = []
    decoded = decode(content)
    for value in _values(decoded.text, name):
        effort.check()
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict) and not _is_release(part):
                lists, rest = _parted(part)
                flat += lists
                about = about or rest
            if isinstance(part, dict):
                releases += _releases(part)
    return Package(about, tuple(releases), tuple(flat), tuple(remarks(decoded)))


def _values(text: str, name: str) -> Iterator[Any]:
    """The one value of a JSON file, or those of a file with one a line."""
    try:
        try:
            yield _loaded(text)
        except json.JSONDecodeError as error:
            # a second value behind the first: perhaps one a line
            if not error.msg.startswith("Extra data"):
                raise
            for line in text.split("\n"):
                if line.strip():
                    yield _loaded(line)
    except (ValueError, RecursionError) as error:
        raise FileDamaged(
            f"{name} is cut off or damaged: it is no valid JSON. Fetch it again from where it came."
        ) from error


def _loaded(text: str) -> Any:
    """The value of a JSON text; numbers stay as they are written, so that nothing is rounded and none is too long."""
    return json.loads(text, parse_float=str, parse_int=str, parse_constant=str)


def _releases(part: Json) -> list[Json]:
    """The releases in a package or record, or the release itself; of a record its latest state, where it has one."""
    if isinstance(part.get("records"), list):
        return [release for record in part["records"] if isinstance(record, dict) for release in _of_record(record)]
    if isinstance(part.get("releases"), list) or _COMPILED in part:
        return _of_record(part)
    return [part] if _is_release(part) else []


def _is_release(part: Json) -> bool:
    return "ocid" in part and not {"releases", "records", _COMPILED} & part.keys()


def flat_key(key: str) -> str:
    """A name of a field without what only spelling makes of it: "awarded_supplier" and "awardedSupplier" are one."""
    return key.replace("_", "").replace(" ", "").lower()


def _is_flat(record: Any) -> bool:
    """Whether this is a record of an award or opportunity."""
    return isinstance(record, dict) and any(flat_key(key).startswith(_AWARDED) for key in record)


def _parted(part: Json) -> tuple[list[Json], Json]:
    """The flat records in an object, and what else it holds but releases and records."""
    if _is_flat(part):
        return [part], {}
    flat: list[Json] = []
    rest: Json = {}
    for key, value in part.items():
        if key in ("releases", "records", _COMPILED):
            continue
        # Contracts Finder wraps each record: {"score": 1, "item": {…}}
        found = [_unwrapped(each) for each in value] if isinstance(value, list) else []
        if found and any(map(_is_flat, found)):
            flat += [each for each in found if isinstance(each, dict)]
        else:
            rest[key] = value
    return flat, rest


def _unwrapped(record: Any) -> Any:
    return record["item"] if isinstance(record, dict) and isinstance(record.get("item"), dict) else record


def _of_record(record: Json) -> list[Json]:
    compiled = record.get(_COMPILED)
    if isinstance(compiled, dict):
        return [compiled]
    releases = record.get("releases")
    return [release for release in releases if isinstance(release, dict)] if isinstance(releases, list) else [record]
