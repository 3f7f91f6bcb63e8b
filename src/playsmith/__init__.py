"""playsmith: a static-site playbook generator with embedded calculators."""

from importlib.metadata import version

__version__ = version("playsmith")
