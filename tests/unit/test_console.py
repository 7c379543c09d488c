"""What strangers have written is shown and steers nothing."""

import pytest

from tenderscan.cli.console import one_line, printable


@pytest.mark.parametrize(
    ("text", "shown", "on_one_line"),
    [
        ("Lot 2/façade £5.pdf", "Lot 2/façade £5.pdf", "Lot 2/façade £5.pdf"),
        ("a\x1b[31mb\x07", "a\ufffd[31mb\ufffd", "a\ufffd[31mb\ufffd"),
        ("a\n  read: b\tc", "a\n  read: b\tc", "a\ufffd  read: b\ufffdc"),
        ("a\rb\x0bc\x85d", "a\ufffdb\ufffdc\ufffdd", "a\ufffdb\ufffdc\ufffdd"),
        ("a\u2028b\u2029c", "a\u2028b\u2029c", "a\ufffdb\ufffdc"),
        ("a\u202eb\u2066c", "a\ufffdb\ufffdc", "a\ufffdb\ufffdc"),
    ],
)
def test_characters_that_steer_a_terminal_or_forge_a_line(text: str, shown: str, on_one_line: str) -> None:
    assert printable(text) == shown
    assert one_line(text) == on_one_line
    assert len(one_line(text).splitlines()) == 1
