"""The most memory that this process has held."""

import resource
import sys


def peak_mb() -> float:
    """In MiB. Linux counts in KiB, macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)
