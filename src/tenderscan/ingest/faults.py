"""A fault of the program that comes to light in one file is told like any other problem of a file: the run goes on."""

from tenderscan.errors import InternalFault


def internal_fault(name: str, fault: Exception) -> InternalFault:
    """What to say of a file in which `fault` was raised; `name` is shown."""
    return InternalFault(
        f"{name} could not be read because of a fault in tenderscan ({type(fault).__name__}: {fault}).\n"
        "Please report it; -v shows where it happened."
    )
