"""Numbers of things in sentences."""


def counted(count: int, what: str) -> str:
    """Such as "1 comment is" or "3 comments are"."""
    return f"1 {what} is" if count == 1 else f"{count:,} {what}s are"
