"""The most memory that this process has held."""

import re
import resource
import sys


def peak_mb() -> float:
    """In MiB. Linux begins `ru_maxrss` with what the starting process held when it forked, which may be more than this
    one ever does: there the mark of the address space is read, which begins with the program. macOS counts in bytes."""
    if sys.platform == "linux":
        with open("/proc/self/status") as status:
            return int(re.search(r"^VmHWM:\s*(\d+) kB$", status.read(), re.MULTILINE)[1]) / 2**10
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)
