# A name of the function itself may be hidden by a loop and read by a function beside it.
# inputs: {"x": 1.0, "xs": [0.5, 2.0]}
# inputs: {"x": -0.0, "xs": []}
def calculate(*, x: float, xs: list[float]) -> list[float]:
    before = (lambda: x)()
    loops = [x * 2.0 for x in xs]
    deeper = [[x + y for x in xs][0] for y in xs]
    pairs = [(lambda x: x)(y) + sum(x for x in [y]) for y in xs]

    def inner(x: float) -> list[float]:
        return [x for x in xs] + [(lambda: x)()]

    return [before] + loops + deeper + pairs + inner(3.0) + [(lambda: x)()]
