"""Text recognition (OCR): reading pictures of text.

`choice` finds an engine, `port` says what one is, `upright` makes a picture ready, `reading` orders the steps, `layout`
makes a page of what was recognised, and `notices` says what of it is to be said. Nothing heavy is loaded before the
first picture is read.
"""

from tenderscan.readers.ocr.choice import engine, version, way_out

__all__ = ["engine", "version", "way_out"]
