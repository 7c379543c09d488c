"""`python -m tenderscan`."""

from tenderscan.cli import main

main()
