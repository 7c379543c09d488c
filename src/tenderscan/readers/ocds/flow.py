"""From bytes to a document: the releases of a file one after the other, then what the file says about itself."""

from typing import Any

from tenderscan.document import Document, Properties, Source
from tenderscan.readers.notices.labelled import Labelled, tidy
from tenderscan.readers.notices.stated import day_of
from tenderscan.readers.ocds.flat import FlatWriter
from tenderscan.readers.ocds.packages import Json, package_in
from tenderscan.readers.ocds.release import ReleaseWriter, title_of
from tenderscan.settings import Limits


def read_ocds(content: bytes, source: Source, limits: Limits) -> Document:
    """The document in the bytes of open contracting data.

    Raises:
        FileDamaged: this is no valid JSON, or nested without end.
        LimitExceeded: it has more characters than the limits allow.
    """
    package = package_in(content, source.name)
    out = Labelled(source, limits)
    writer = ReleaseWriter(out)
    for release in package.releases:
        writer.write(release)
    flat = FlatWriter(out, writer.part)
    for record in package.flat:
        flat.write(record)
    writer.about(package.about)
    for code, message in package.remarks:
        out.notice(code, message)
    return out.finish(_properties(package.about, package.releases))


def _properties(about: Json, releases: tuple[Json, ...]) -> Properties:
    """Title of the only procurement there is; the publisher, and the day of publication."""
    titles = {title_of(release) for release in releases}
    publisher = about.get("publisher")
    name = publisher.get("name") if isinstance(publisher, dict) else publisher
    published = about.get("publishedDate") or (releases[0].get("date") if len(releases) == 1 else None)
    return Properties(
        title=(titles.pop() or None) if len(titles) == 1 else None,
        author=(tidy(name) or None) if isinstance(name, str) else None,
        created=_iso(published),
    )


def _iso(stated: Any) -> str | None:
    return day.iso if isinstance(stated, str) and (day := day_of(stated)) else None
