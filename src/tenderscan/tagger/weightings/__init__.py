"""Weightings: award criteria, what each counts, and whether they add up."""
