"""Log lines for people, on stderr."""

import logging

from tenderscan.cli.console import printable

_NOISY = ("pdfminer", "whoosh", "docx", "filelock", "watchfiles")
"""Libraries whose own debugging says nothing to our users."""


class PrintableFormatter(logging.Formatter):
    """Lets nothing from a file name or a document steer the terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, printable."""
        return printable(super().format(record))


def set_up_log(*, verbose: bool) -> None:
    """Warnings, and with `verbose` everything."""
    handler = logging.StreamHandler()
    handler.setFormatter(PrintableFormatter())
    logging.basicConfig(level=logging.DEBUG if verbose else logging.WARNING, handlers=[handler], force=True)
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
