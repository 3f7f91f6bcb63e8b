import sys
from pathlib import Path

# The comparison and the generator are shared with bench/compiler.py, so they are plain modules beside the tests.
sys.path.insert(0, str(Path(__file__).parent))
