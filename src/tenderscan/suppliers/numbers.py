"""Numbers of registers as people call them."""

from tenderscan.record import Identifier

_REGISTERS = {
    "GB-COH": "company",
    "GB-CHC": "charity",
    "GB-SC": "Scottish charity",
    "GB-NIC": "Northern Ireland charity",
    "GB-VAT": "VAT",
}


def number_in_words(identifier: Identifier) -> str:
    """A number with what it is: "company 01234567"; of a register without a name here its scheme."""
    return f"{_REGISTERS.get(identifier.scheme, identifier.scheme)} {identifier.id}"
