"""The tagger: finds suppliers, buyers, money, dates, clauses and the type of a document. Only here is spaCy.

`tenderscan.tagger.tagger` has the pipeline; this package itself is imported without loading spaCy.
"""

TAGGER_VERSION = 7
"""Counted up when the code finds something else by the same rules; what an older version tagged is tagged anew."""
