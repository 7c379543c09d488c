"""Reads `packs.toml` and the content files into packs."""

import tomllib
from pathlib import Path
from typing import Any

from corpus.build.markup import read
from corpus.build.model import DASH, Look, Pack, Party, Sample

DATA = Path(__file__).with_name("packs.toml")


def load() -> tuple[Pack, ...]:
    """All packs, in the order of the file."""
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return tuple(_pack(row, data["service"]) for row in data["packs"])


def _pack(row: dict[str, Any], service: dict[str, str]) -> Pack:
    facts = {**service, **row["facts"], "council": row["buyer"], "slug": row["slug"]}
    suppliers = []
    for number, party in enumerate(row["suppliers"], start=1):
        suppliers.append(Party(party["name"], party.get("number", ""), party.get("short", "")))
        facts[f"s{number}"] = party["name"]
        facts[f"s{number}_no"] = party.get("number", "")
        facts[f"s{number}_short"] = party.get("short", party["name"])
        facts[f"s{number}_address"] = party.get("address", "")
    look = Look(row["look"]["font"], row["look"]["colour"], tuple(row["look"]["address"]))
    return Pack(
        slug=row["slug"],
        buyer=row["buyer"],
        buyers=tuple(row.get("buyers", [row["buyer"]])),
        suppliers=tuple(suppliers),
        others=(service["service"], *row.get("others", [])),
        discrepancies=tuple((entry["text"], tuple(entry["in"])) for entry in row["discrepancies"]),
        samples=tuple(_sample(document, row, look, facts) for document in row["documents"]),
    )


def _sample(document: dict[str, Any], row: dict[str, Any], look: Look, facts: dict[str, str]) -> Sample:
    title = document["title"]
    name = document.get("name", title)
    letterhead = document.get("letterhead", row["buyer"])
    address = tuple(document["address"]) if "address" in document else look.address
    flags = frozenset([*row["flags"], *document.get("flags", [])])
    return Sample(
        file=f"{row['slug']}/{name}.{document['format']}",
        type=document["type"],
        title=title if title.endswith(row["subject"]) else f"{title}: {row['subject']}",
        author=letterhead,
        layout=document.get("layout", "report"),
        header=f"{title.split(':')[0]}{DASH}{row['subject']}",
        reference=facts["ref"],
        created=document.get("created", row["created"]),
        letterhead=letterhead,
        look=Look(look.font, document.get("colour", look.colour), address),
        blocks=read(document["source"], {**facts, "title": title}, flags),
    )
