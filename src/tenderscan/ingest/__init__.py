"""Getting files into a library: find them, read and tag each, store, index."""
