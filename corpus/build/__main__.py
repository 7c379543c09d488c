"""`python -m corpus.build [FOLDER]`: write every sample and `expected.jsonl`, by default into `corpus/`."""

import io
import json
import sys
from pathlib import Path

import pypdfium2

from corpus.build import pdf, word
from corpus.build.model import Pack, Sample
from corpus.build.packs import load
from corpus.build.submission import build_submission
from corpus.build.truth import check, expected

CORPUS = Path(__file__).resolve().parents[1]


def build(target: Path) -> int:
    """Write all samples below `target`.

    Returns:
        How many documents were written.
    """
    rows = []
    for pack in load():
        for sample in pack.samples:
            rows.append(_write(target, pack, sample))
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    build_submission(target)
    (target / "expected.jsonl").write_text(text, encoding="utf-8", newline="\n")
    return len(rows)


def _write(target: Path, pack: Pack, sample: Sample) -> dict[str, object]:
    check(sample)
    path = target / "packs" / sample.file
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".docx":
        path.write_bytes(word.write(sample))
        return expected(sample, pack, None)
    data = pdf.write(sample)
    path.write_bytes(data)
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    try:
        return expected(sample, pack, len(document))
    finally:
        document.close()


def main() -> None:
    """Build and say what was built."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    sys.stdout.write(f"{build(target)} documents in {target}\n")


if __name__ == "__main__":
    main()
