"""A typed subset of Python, compiled to JavaScript: exact, or refused.

What `compile_module` accepts gives CPython's result, bit for bit; what it cannot reproduce it refuses, with the place,
the reason and the way out. Only transcendental functions (exp, log, powers …) may differ, in the last bits.
"""

from .modules import Source
from .program import Compiled, Signature, compile_module
from .rare import uses_rare

__all__ = ["Compiled", "Signature", "Source", "compile_module", "uses_rare"]
