"""Who is who: one supplier under its many spellings, across all documents (`docs/suppliers.md`)."""
