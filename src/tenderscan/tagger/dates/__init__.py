"""Dates and terms: which day or how long, and of what."""
