"""What an article says, in the cells of a printed table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.text import Text


def plain(cell: str) -> Text:
    """Without markup and control characters, which an article could steer a terminal with."""
    from rich.text import Text

    return Text("".join(c if c.isprintable() else " " for c in cell))
