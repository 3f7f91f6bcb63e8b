"""Waiting for what a page works out: Playwright runs such text as code in the page, which the site's policy forbids."""

from __future__ import annotations

import time


def until(page, expression: str, timeout: int = 30_000) -> None:
    """Return once the JavaScript expression is true; fail after `timeout` milliseconds."""
    end = time.monotonic() + timeout / 1000
    while not page.evaluate(expression):
        assert time.monotonic() < end, f"not within {timeout} ms: {expression}"
        page.wait_for_timeout(50)
