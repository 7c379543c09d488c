"""A document as the tagger walks through it: passages, the cues in them, and which need not be looked at."""
