# sort(), reverse(), append() change the list and give None.
# inputs: {"xs": [2.0, 1.0]}
def calculate(*, xs: list[float]) -> float | None:
    done = xs.sort()
    back = xs.reverse()
    more = xs.append(3.0)
    if done is None and back is None and more is None:
        return xs.sort()
    return xs[0]
