"""Rows of tables of promises, by the social-value theme that one of their cells names."""

import re

from tenderscan.rules import ClauseRule
from tenderscan.tagger.grammar import label_of
from tenderscan.tagger.passages.layout import Passage
from tenderscan.tagger.work import Work

_THEME_HEAD = re.compile(r"\b(?:theme|outcome|priority|category|mission|area)", re.IGNORECASE)


def theme_of_row(work: Work, passage: Passage) -> ClauseRule | None:
    """The theme of a row of a table of promises: a cell holds the name of a theme or the code of a measure."""
    if len(passage.cells) < 2 or passage.head:
        return None
    found = None
    for cell in passage.cells[:3]:
        text = cell.span.of(work.text).strip()
        rule = work.grammar.theme_names.get(label_of(text))
        if rule and any(_THEME_HEAD.search(head.of(work.text)) for head in cell.heads):
            return rule
        found = found or next((r for r, codes in work.grammar.theme_codes if codes.fullmatch(text)), None)
    return found
