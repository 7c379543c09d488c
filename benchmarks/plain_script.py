"""The script that a developer would write without this program: pdfplumber, a spaCy entity model, Whoosh; one process.

    python -m benchmarks.plain_script FILE_OR_FOLDER… [--every N] [--ner-only] [--json]

For every page `extract_text()` and `extract_tables()`, entities of the text, and a page as a document of a Whoosh index
with the default analyser and writer, committed at the end. Files are only read as far as PDF; the time to load the
libraries and the model is not counted. With `--every N` only every N-th file is done, because it is slow.

The entity model that everybody takes (`en_core_web_sm`) is a download of its own, so a pipeline of the same layers and
sizes is built here and not trained: the weights of a trained one are other numbers, and the same arithmetic is done
with them. It has tok2vec, tagger, parser, attribute_ruler and ner, as the model is loaded; its lemmatizer, which looks
words up in tables of the model, is left out, to the advantage of the script. `--ner-only` leaves nothing but ner with
its own tok2vec, as somebody would who knows what to switch off.
"""

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pdfplumber
import spacy
from spacy.language import Language
from whoosh import fields, index

_ENTITIES = (
    *("CARDINAL", "DATE", "EVENT", "FAC", "GPE", "LANGUAGE", "LAW", "LOC", "MONEY", "NORP", "ORDINAL", "ORG"),
    *("PERCENT", "PERSON", "PRODUCT", "QUANTITY", "TIME", "WORK_OF_ART"),
)
_TAGS = (
    *("$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "HYPH", "IN", "JJ"),
    *("JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$", "RB", "RBR", "RBS"),
    *("RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB", "XX", "_SP", "``"),
)
_DEPENDENCIES = (
    *("ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux", "auxpass", "case", "cc"),
    *("ccomp", "compound", "conj", "csubj", "csubjpass", "dative", "dep", "det", "dobj", "expl", "intj", "mark"),
    *("meta", "neg", "nmod", "npadvmod", "nsubj", "nsubjpass", "nummod", "oprd", "parataxis", "pcomp", "pobj", "poss"),
    *("preconj", "predet", "prep", "prt", "punct", "quantmod", "relcl", "xcomp"),
)


@dataclass(frozen=True, slots=True)
class Took:
    """What a run came to.

    Attributes:
        files: done.
        pages: of them.
        entities: found, for what an untrained model is worth.
        seconds: without loading libraries and model.
        reading: seconds of them in pdfplumber.
        tagging: seconds of them in spaCy.
        indexing: seconds of them in Whoosh.
    """

    files: int
    pages: int
    entities: int
    seconds: float
    reading: float
    tagging: float
    indexing: float


def pipeline(*, ner_only: bool = False) -> Language:
    """A pipeline with the layers and sizes of `en_core_web_sm` 3.8, as its config gives them."""
    nlp = spacy.blank("en")
    if not ner_only:
        shared = _layers(("NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"), (5000, 1000, 2500, 2500, 50, 50))
        listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
        nlp.add_pipe("tok2vec", config={"model": shared})
        model = {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}
        tagger: Any = nlp.add_pipe("tagger", config={"model": model})
        parser: Any = nlp.add_pipe("parser", config={"model": _transitions("parser", listener)})
        nlp.add_pipe("attribute_ruler")
        for tag in _TAGS:
            tagger.add_label(tag)
        for dependency in _DEPENDENCIES:
            parser.add_label(dependency)
    own = _layers(("NORM", "PREFIX", "SUFFIX", "SHAPE"), (5000, 1000, 2500, 2500))
    ner: Any = nlp.add_pipe("ner", config={"model": _transitions("ner", own)})
    for label in _ENTITIES:
        ner.add_label(label)
    nlp.initialize()
    if not ner_only:
        ruler: Any = nlp.get_pipe("attribute_ruler")
        for tag in _TAGS:
            ruler.add([[{"TAG": tag}]], {"POS": "NOUN" if tag.startswith("N") else "X"})
    return nlp


def _layers(attrs: tuple[str, ...], rows: tuple[int, ...]) -> dict[str, Any]:
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 96,
            "attrs": list(attrs),
            "rows": list(rows),
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 96,
            "depth": 4,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }


def _transitions(kind: str, tok2vec: dict[str, Any]) -> dict[str, Any]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": kind,
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": tok2vec,
    }


def run(paths: Iterable[Path], folder: Path, nlp: Language) -> Took:
    """Read, tag and index PDFs into an index at `folder`."""
    schema = fields.Schema(
        path=fields.ID(stored=True), page=fields.NUMERIC(stored=True), content=fields.TEXT(stored=True)
    )
    begun = time.perf_counter()
    files = pages = entities = 0
    reading = tagging = 0.0
    writer = index.create_in(str(folder), schema).writer()
    for path in paths:
        files += 1
        with pdfplumber.open(path) as opened:
            for page in opened.pages:
                at = time.perf_counter()
                text = page.extract_text() or ""
                rows = [" | ".join(cell or "" for cell in row) for table in page.extract_tables() for row in table]
                page.close()  # or a long document takes all memory
                read = time.perf_counter()
                entities += len(nlp("\n".join([text, *rows])).ents)
                tagged = time.perf_counter()
                writer.add_document(path=str(path), page=page.page_number, content=text)
                reading, tagging, pages = reading + read - at, tagging + tagged - read, pages + 1
    writer.commit()
    seconds = time.perf_counter() - begun
    return Took(files, pages, entities, seconds, reading, tagging, seconds - reading - tagging)


def pdfs(paths: Iterable[Path], every: int = 1) -> list[Path]:
    """PDFs at or below paths, every N-th."""
    found: list[Path] = []
    for path in paths:
        found += sorted(path.rglob("*.[pP][dD][fF]")) if path.is_dir() else [path]
    return found[::every]


def main() -> int:
    """Do it and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--every", type=int, default=1, help="only every N-th file")
    parser.add_argument("--ner-only", action="store_true", help="no tagger, no parser")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    files = pdfs(options.paths, options.every)
    if not files:
        print("no PDF files there", file=sys.stderr)
        return 2
    nlp = pipeline(ner_only=options.ner_only)
    nlp("Words, so that nothing is made with the first page.")
    folder = Path(tempfile.mkdtemp())
    try:
        took = run(files, folder, nlp)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if options.json:
        print(json.dumps(asdict(took)))
    else:
        rate = took.pages / took.seconds
        print(f"{took.pages:,} pages of {took.files} files in {took.seconds:.1f} s: {rate:.2f} a second")
        print(f"seconds: reading {took.reading:.1f}, tagging {took.tagging:.1f}, indexing {took.indexing:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
