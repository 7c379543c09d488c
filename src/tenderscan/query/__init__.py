"""The query language: text → tokens → tree; engines and the catalogue make of the tree what they can."""
