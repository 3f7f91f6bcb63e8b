# inputs: {"xs": [], "n": 0}
# inputs: {"xs": [1], "n": 0}
# inputs: {"xs": [1], "n": 1}
def part(xs: list[float], n: int) -> float:
    return xs[0] / n


def calculate(*, xs: list[float], n: int) -> float:
    return (
        part(n=1 // n, xs=xs)
        + xs[n]
    )
