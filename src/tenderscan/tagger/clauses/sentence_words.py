"""A sentence as the component for clauses sees it: its words, folded, with figures and sums made alike."""

import re

LONGEST = 60
"""Words of a sentence that are looked at: what makes it a clause stands at its beginning."""
_TOKEN = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?|[£€$]\s?\d[\d.,]*|\d[\d.,:/]*|[%]")
# Who is bound is called by many names, and what binds by many words; what they are bound to is what counts.
_ALIKE: dict[str, str] = {}
for _same, _words in (
    ("#1", "supplier contractor provider consultant vendor seller licensor operator bidder tenderer"),
    ("#2", "council authority buyer client customer employer purchaser trust commissioner licensee"),
    ("#must", "shall will must undertakes agrees"),
    ("contract", "agreement contract"),
):
    _ALIKE.update(dict.fromkeys(_words.split(), _same))


def sentence_words(text: str) -> list[str]:
    """The words of a sentence."""
    words: list[str] = []
    for match in _TOKEN.finditer(text):
        word = match.group().lower().replace("\u2019", "'").removesuffix("'s")
        if not word[0].isalpha():
            word = "#0" if word[0].isdigit() else word if word == "%" else "#sum"
        words.append(_ALIKE.get(word, word))
        if len(words) == LONGEST:
            break
    return words
