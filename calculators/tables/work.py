"""How far a calculation is: its parts come one after the other, each with a share of the whole."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

Progress = Callable[[int, int], None]
WHOLE = 1000
STEP = 5000


class Work:
    """Tells `progress`, if there is one, of steps in thousandths."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._before = self._share = 0.0

    def begin(self, share: float) -> None:
        """The next part, of so large a share of the whole; the one before it is done."""
        self._before += self._share
        self._share = share
        self.tell(0.0)

    def tell(self, done: float) -> None:
        """So much of this part is done: 0 to 1."""
        if self._progress is not None:
            self._progress(int(WHOLE * (self._before + self._share * min(done, 1.0))), WHOLE)

    def through[T](self, items: Iterable[T], count: int) -> Iterator[T]:
        """The items of this part, `count` of them."""
        each = iter(items)
        for start in range(0, count, STEP):
            self.tell(start / count)
            yield from islice(each, STEP)

    def end(self) -> None:
        """All is done."""
        if self._progress is not None:
            self._progress(WHOLE, WHOLE)
