"""What spreadsheets have in common: numbers as a person sees them, cells to tables, sheets to pages."""
