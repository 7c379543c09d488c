"""Pictures that stand in the text of a message: which they are, and which are too small to be read."""

import io
import re
import warnings
from collections.abc import Callable, Iterable
from urllib.parse import unquote

from tenderscan.errors import FileProblem
from tenderscan.readers.mail.letter import Body

_REFERENCE = re.compile(r"cid:([^\"'\s>)]{1,300})", re.IGNORECASE)
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "DIB", "GIF", "WEBP")
_LOGO = 20_000
"""Pixels below which a picture is a logo, an icon or a line: 200 by 100. A pasted price has more."""


def shown_in(bodies: Iterable[Body]) -> frozenset[str]:
    """Identifiers of the pictures that the texts of a message show, as `bare_id` writes them."""
    return frozenset(bare_id(unquote(match)) for body in bodies for match in _REFERENCE.findall(body.html or ""))


def bare_id(content_id: str) -> str:
    """The identifier of a part of a message, to be compared."""
    return content_id.strip().strip("<>").strip().casefold()


def is_logo(load: Callable[[], bytes]) -> bool:
    """Whether a picture is too small to hold a text; False where its size cannot be told, so that it is looked at."""
    try:
        content = load()
    except FileProblem:
        return False
    from PIL import Image  # loaded only where there is a picture

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(content), formats=_FORMATS) as image:  # which reads its head alone
                width, height = image.size
        except Exception:  # noqa: BLE001 - a border: decoders of untrusted bytes raise what they like
            return False
    return width * height < _LOGO
