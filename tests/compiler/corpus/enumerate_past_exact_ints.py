# Counting on from the largest exact int: CPython goes on, compiled code stops.
# inputs: {"xs": [1.0, 2.0, 3.0], "start": 9007199254740990}
# inputs: {"xs": [1.0, 2.0], "start": 9007199254740990}
# inputs: {"xs": [1.0], "start": -9007199254740991}


def calculate(*, xs: list[float], start: int) -> int:
    last = 0
    for place, x in enumerate(xs, start):
        last = place if x > 0 else 0
    return last
