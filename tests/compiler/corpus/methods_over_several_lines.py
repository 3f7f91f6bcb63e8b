# An error of a method is told where the method's name stands.
# inputs: {"xs": []}
# inputs: {"xs": [1.0]}
# inputs: {"xs": [1.0, 2.0]}
import math


def calculate(*, xs: list[float]) -> float:
    last = (
        xs
        .pop()
    )
    return (
        math
        .sqrt(
            xs
            .pop(
                0
            )
        )
    ) - last
