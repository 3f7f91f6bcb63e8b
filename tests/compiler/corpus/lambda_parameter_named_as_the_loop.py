# A parameter hides the name of a comprehension around it.
# inputs: {"xs": [1.0, 2.0, 3.0]}
# inputs: {"xs": []}
def calculate(*, xs: list[float]) -> list[float]:
    ordered = [sorted([x, -x, 2.0], key=lambda x: -x)[0] for x in xs]
    called = [(lambda x: x * 2.0)(5.0) for x in xs]
    deeper = [(lambda y: sum([x + y for x in [y]], 0.0) + x)(x) for x in xs]
    own = [sum(z + len([z for z in xs]) for z in [x]) for x in xs]
    return ordered + called + deeper + own
