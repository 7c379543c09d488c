"""In which encoding a text is written.

`decoding` turns bytes into text and says how sure that is, `likelihood` weighs one encoding against another by what the
characters would then stand next to.
"""
