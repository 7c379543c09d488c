"""Bullets of lists."""

BULLET = "\u2022"


def bullet_sign(sign: str) -> str:
    """A bullet that any font shows: most are letters of a symbol font, which mean nothing in another one."""
    return sign if sign in ("-", "\u2013", "\u2014", "*", ">", "\u2192", "+") else BULLET
