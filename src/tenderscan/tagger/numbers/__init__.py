"""Numbers, quantities and periods in text, whatever they are for."""
