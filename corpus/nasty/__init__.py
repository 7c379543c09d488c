"""Hostile, broken and odd files, built by code: `python -m corpus.nasty [FOLDER]`."""
