"""LexNLP over passages: run by the Python of an environment of its own, which `benchmarks.taggers` is told.

Reads JSON lines {"id", "text"} and writes {"id", "found": [{"kind", "start", "end", …}]}; a last line names what it
could not do. LexNLP is under the AGPL: it is a program to compare with, nothing of it is part of this one. It takes
Python 3.8, and the locale en_US.
"""

import json
import sys
import warnings

warnings.simplefilter("ignore")
FAILED = {}


def tokens_without_data():
    """Cut words without the sentence model of NLTK, which its installer downloads; passages are short anyway."""
    from functools import partial

    import nltk

    nltk.word_tokenize = partial(nltk.word_tokenize, preserve_line=True)
    try:
        nltk.pos_tag(["word"])
    except LookupError:
        import lexnlp.extract.en.amounts as amounts

        amounts.get_np = lambda text: iter(())  # units behind amounts: not asked for


def money(text):
    """Amounts with their currencies."""
    from lexnlp.extract.en.money import get_money_annotations

    for one in get_money_annotations(text):
        start, end = one.coords
        yield {"kind": "money", "start": start, "end": end, "amount": str(one.amount), "currency": one.currency}


def dates(text):
    """Days."""
    from lexnlp.extract.en.dates import get_date_annotations

    for one in get_date_annotations(text, strict=True):
        start, end = one.coords
        yield {"kind": "date", "start": start, "end": end, "iso": str(one.date)[:10]}


def companies(text):
    """Names of companies."""
    from lexnlp.extract.en.entities.nltk_maxent import get_company_annotations

    for one in get_company_annotations(text):
        start, end = one.coords
        yield {"kind": "company", "start": start, "end": end, "name": text[start:end]}


def main():
    """Read passages until there are none."""
    tokens_without_data()
    for line in sys.stdin:
        passage = json.loads(line)
        found = []
        for extract in (money, dates, companies):
            name = extract.__name__
            if FAILED.get(name, ("", 0))[0] == "LookupError":
                continue  # data that is not there does not come by itself
            try:
                found += list(extract(passage["text"]))
            except Exception as error:  # noqa: BLE001 - a border: what the other program raises is counted and told
                FAILED[name] = (type(error).__name__, FAILED.get(name, ("", 0))[1] + 1)
        print(json.dumps({"id": passage["id"], "found": found}), flush=True)
    print(json.dumps({"failed": FAILED}), flush=True)


if __name__ == "__main__":
    main()
