"""Money: amounts with their kind, VAT basis, period, and what they belong to."""
