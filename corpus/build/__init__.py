"""Builds the sample corpus: `python -m corpus.build [FOLDER]`."""
