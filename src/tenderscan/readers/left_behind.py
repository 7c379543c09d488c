"""What programs leave in folders and archives, and nobody put there on purpose."""

LEFT_BEHIND = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
"""Files of operating systems, in small letters."""
_FOLDER = "__macosx"
_LOCK_BYTES = 1_024
"""Office writes 162 or 165 bytes into the lock file beside an open document ("~$…"), LibreOffice hardly more."""
_ATTRIBUTES_BYTES = 8_192
"""Files with attributes that macOS puts beside others into archives ("._…") have 163 to some thousand bytes."""


def is_left_behind(path: str, size: int | None) -> bool:
    """Whether a file in an archive is nobody's: by its exact name, and by its size where others may have such a name.

    Other hidden files are read like all others: somebody has packed them.

    Args:
        path: in the archive, "/" between folders.
        size: in bytes, None where the archive does not tell.
    """
    *folders, name = path.lower().split("/")
    if name in LEFT_BEHIND or _FOLDER in folders:
        return True
    if size is None:
        return False
    if name.startswith("~$") or (name.startswith(".~lock.") and name.endswith("#")):
        return size < _LOCK_BYTES
    return name.startswith("._") and size < _ATTRIBUTES_BYTES
