"""Ctrl-C and `kill`: the first lets the chunks in hand end, a second one stops at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType


class StoppedError(Exception):
    """The run was asked to stop by a signal; what is done is kept. The command ends with 128 + `signal`."""

    def __init__(self, signal: int) -> None:
        super().__init__(f"stopped by {signal_name(signal)}; what is done is kept: run again to go on")
        self.signal = signal


def signal_name(number: int) -> str:
    return signal.Signals(number).name


@dataclass(slots=True)
class Stop:
    """The signal that asked the run to stop, or None."""

    signal: int | None = None

    def check(self) -> None:
        """StoppedError if the run was asked to stop."""
        if self.signal is not None:
            raise StoppedError(self.signal)


@contextmanager
def stoppable() -> Iterator[Stop]:
    """Notes SIGINT and SIGTERM inside the block; a second one raises StoppedError there and then.

    Only the main thread can handle signals; elsewhere nothing changes.
    """
    stop = Stop()

    def note(number: int, frame: FrameType | None) -> None:
        stop.check()
        stop.signal = number

    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
