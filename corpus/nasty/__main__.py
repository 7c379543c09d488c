"""`python -m corpus.nasty [FOLDER]`: write the nasty files, by default into `build/nasty`."""

import sys
from pathlib import Path

from corpus.nasty.build import EXPECTED, expected, write


def main() -> None:
    """Build and say what was built; `--expected` only writes down what is expected."""
    if sys.argv[1:] == ["--expected"]:
        (Path(__file__).parent / EXPECTED).write_text(expected(), encoding="utf-8", newline="\n")
        return
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("build") / "nasty"
    sys.stdout.write(f"{write(target)} files in {target}\n")


if __name__ == "__main__":
    main()
