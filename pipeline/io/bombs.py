"""Guards against files that unpack to far more than they are."""

from __future__ import annotations

import io
from typing import Protocol

from pipeline.errors import ReadError

# Text packs to a tenth or twentieth. What unpacks to so many times its size, and to more than this, is no text.
RATIO = 200
HARMLESS = 100 << 20  # bytes


def is_bomb(unpacked: int, packed: int) -> bool:
    """Whether so many bytes cannot be the text of a file of so many."""
    return unpacked > HARMLESS and unpacked > RATIO * packed


class _Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...
    def close(self) -> None: ...


class Metered(io.RawIOBase):
    """An unpacking stream that raises ReadError when it gives far too much."""

    def __init__(self, file: _Stream, packed: int) -> None:
        self._file = file
        self._packed = packed
        self._given = 0

    @classmethod
    def over(cls, file: _Stream, packed: int) -> io.BufferedReader:
        """The stream of a packed file of so many bytes, buffered."""
        return io.BufferedReader(cls(file, packed), 1 << 16)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._file.read(len(buffer))
        self._given += len(data)
        if is_bomb(self._given, self._packed):
            raise ReadError(f"unpacks to more than {RATIO} times its size: a bomb, not text")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()
