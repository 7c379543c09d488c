"""Numbers and errors as both binary forms of a workbook, XLS and XLSB, store them."""

import struct

ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
"""Values of cells with an error (2.5.10)."""


def rk(number: int) -> float:
    """A number of 30 bits (2.5.217): an integer or the upper half of a double, perhaps in hundredths."""
    if number & 2:
        value = float((number if number < 1 << 31 else number - (1 << 32)) >> 2)
    else:
        (value,) = struct.unpack("<d", struct.pack("<II", 0, number & 0xFFFFFFFC))
    return value / 100 if number & 1 else value
