"""tenderscan: read, tag, search and prove tender and contract documents."""

__version__ = "0.1.0"
