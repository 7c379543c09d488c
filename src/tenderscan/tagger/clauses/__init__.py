"""Clauses: social value by theme, those of a checklist by kind, each with its figure."""
