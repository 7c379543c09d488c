"""Suppliers, buyers and other organisations, with what a document says of them."""
