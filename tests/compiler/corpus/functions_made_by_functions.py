# inputs: {"x": 2.5}
# inputs: {"x": 1}
# inputs: {"x": -3.5}
# inputs: {"x": 0}
import math
from typing import Callable, TypedDict
class P(TypedDict):
    x: float
    y: float | None
class R(TypedDict):
    a: float
    ps: list[P]
    d: dict[str, list[int]]
    t: tuple[float, tuple[int, str]]
T = ((1, 2.5), (2, 3.5))
def split(n: int, x: float) -> tuple[int, float]:
    return n // 2, x
def fib(n: int) -> int:
    return n if n < 2 else fib(n - 1) + fib(n - 2)
def apply(f: Callable[[float], float], x: float) -> float:
    return f(f(x))
def first(xs: list[float], test: Callable[[float], bool]) -> float | None:
    for x in xs:
        if test(x):
            return x
    return None
def make(k: float) -> Callable[[float], float]:
    return lambda x: x * k
def calculate(*, x: float) -> R:
    f = make(2)
    g = make(x)
    total = 0
    for p, q in zip([1, 2, 3], [x, x, 2]):
        total += p * q
    else_ = [[1, 2], [3]]
    flat = [v for row in else_ for v in row if v != 2]
    return {'a': f(g(total)), 'ps': [], 'd': {'z': flat, 'a': sorted(flat, reverse=True)}, 't': (float(len(flat)), (flat[-1], 'é'))}
