# inputs: {"a": 0.0, "b": "-Infinity"}
# inputs: {"a": -0.0, "b": "-Infinity"}
# inputs: {"a": 0.0, "b": -1}
# inputs: {"a": "-Infinity", "b": 0.5}
def calculate(*, a: float, b: float) -> float:
    return a**b
