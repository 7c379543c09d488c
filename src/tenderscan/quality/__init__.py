"""How good the tags are: labelled passages and documents held against what the tagger finds in them."""
