"""The catalogue: the truth about files, texts and findings, in SQLite through SQLAlchemy."""
