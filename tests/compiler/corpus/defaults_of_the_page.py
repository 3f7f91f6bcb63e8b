# An int default of a float parameter stays an int, also where an input is left out: -0 is 0, not -0.0.
# inputs: {}
# inputs: {"x": 0}
# inputs: {"x": 2, "pair": [1.5, -0.0]}
def calculate(*, x: float = 0, pair: tuple[float, float] = (1.0, -0.0), p: float | None = None) -> list[float]:
    return [-x, -pair[1], pair[0], -p if p is not None else 0.5]
