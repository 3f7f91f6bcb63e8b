# inputs: {"x": 1.0}
# inputs: {"x": "Infinity"}
# inputs: {"x": "-Infinity"}
import math
def calculate(*, x: float) -> float:
    y = x - x
    return math.copysign(2.0, y) + math.copysign(1.0, x)
