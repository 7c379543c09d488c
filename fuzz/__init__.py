"""Coverage-guided fuzzing of the readers: `python -m fuzz`, described in docs/fuzzing.md."""
