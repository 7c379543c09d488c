"""The search index: which documents hold which words, and which of them match best.

`engine` is the port; `whoosh` fills it on disk, `memory` plainly, as the reference that the contract tests hold every
engine against. `postings` answers a query from posting lists, `ranking` weighs, `soundness` proves an index whole.
"""
