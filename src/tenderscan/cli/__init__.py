"""The command line: declares, calls, prints. One module a command."""

import sys


def main() -> None:
    """Entry point of `tenderscan`."""
    from tenderscan.cli.app import run

    sys.exit(run(sys.argv[1:]))
