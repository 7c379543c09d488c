"""The door for trained components: what a model marks in `doc.spans` becomes findings like any other.

A model is a folder that spaCy can load, under `models/trained/<name>`. It must not need anything that is not in that
folder. Its pipe writes spans into `doc.spans["tenderscan"]`; a span's label is "supplier", "buyer" or
"clause:<theme>:<strength>", its id (optional) a score from 0 to 1 in thousandths.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import spacy

from tenderscan.document import Span
from tenderscan.errors import RuleError
from tenderscan.record import Clause, Label, Organisation, Strength
from tenderscan.rules import Stage
from tenderscan.tagger.work import EXCERPT, Work

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as Marked

SPANS = "tenderscan"
"""Key of `doc.spans` under which a trained pipe leaves what it found."""
_DEFAULT_SCORE = 0.6


def add_trained(nlp: "Language", stage: Stage, models: Path) -> None:
    """Put a pipe of a trained model behind the components that are there.

    Raises:
        RuleError: the model is not there or holds no such pipe.
    """
    folder = models / "trained" / stage.trained
    if not folder.is_dir():
        raise RuleError(f"pipeline.toml: stage {stage.component}, field 'trained': no model in {folder}")
    source = spacy.load(folder)
    if stage.component not in source.pipe_names:
        raise RuleError(f"pipeline.toml: stage {stage.component}, field 'component': {folder} has {source.pipe_names}")
    nlp.add_pipe(stage.component, source=source, name=f"{stage.trained}_{stage.component}")


def read_spans(work: Work, doc: "Doc", rule: str) -> None:
    """Turn what a trained pipe marked into findings."""
    for marked in doc.spans.pop(SPANS, ()):
        start = doc.user_data[EXCERPT].offset(marked.start_char)
        span = Span(start, start + len(marked.text))
        passage = next((p for p in work.section if p.span.contains(span)), None)
        if passage is None or work.masked(span):
            continue
        value = _value(marked.label_, " ".join(marked.text.split()))
        if value:
            work.add(Label(marked.label_.split(":")[0]), value, span, rule, _score(marked), passage)


def _value(label: str, text: str) -> Organisation | Clause | None:
    if label in {"supplier", "buyer"}:
        return Organisation(text, label)
    parts = label.split(":")
    if len(parts) == 3 and parts[0] == "clause" and parts[2] in set(Strength):
        return Clause("social_value", parts[1], Strength(parts[2]))
    return None


def _score(marked: "Marked") -> float:
    return int(marked.id_) / 1000 if marked.id_.isdigit() else _DEFAULT_SCORE
