# A key function that puts an item into the list and takes it out again has modified it.
# inputs: {"xs": [2.0, 1.0]}
# inputs: {"xs": []}
def calculate(*, xs: list[float]) -> list[float]:
    def key(x: float) -> float:
        xs.append(x)
        return xs.pop()

    def twice(x: float) -> float:
        xs.sort()
        return x

    xs.sort(key=twice)
    before = xs.copy()
    xs.sort(key=key)
    return before
