"""Commitments: who promises what measure, how many of which unit."""
