# enumerate() makes its iterator at once, a view only when it is run over.
# inputs: {"d": {"a": 1.0, "b": 2.0}, "views": true}
# inputs: {"d": {"a": 1.0, "b": 2.0}, "views": false}
# inputs: {"d": {"new": 1.0, "b": 2.0}, "views": false}
def grow(d: dict[str, float]) -> list[float]:
    d["new"] = 1.0
    return [1.0, 2.0, 3.0, 4.0]


def calculate(*, d: dict[str, float], views: bool) -> float:
    total = 0.0
    if views:
        for (key, value), x in zip(d.items(), grow(d)):
            total += x * value if key in d else 0.0
        return total
    for (i, _), x in zip(enumerate(d), grow(d)):
        total += x * i
    return total
