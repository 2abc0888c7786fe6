"""Fuzzes every parser for a while: `make fuzz`, or with numbers of one's own, `python tests/fuzz/night.py 50000 7`.

Arguments: how many inputs over all parsers (10,000), and the seed (drawn, and printed). Ends with 1 where a parser
failed; its smallest input is printed.
"""

from __future__ import annotations

import faulthandler
import secrets
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "helpers"), str(HERE.parent / "history")]

LONGEST_TOLD = 1500
"""Characters of a fault that are printed; the seed brings it back whole."""

LONGEST = 1800
"""Seconds for one parser; a program that hangs where Python cannot interrupt it ends with a traceback."""


def main(arguments: list[str]) -> int:
    """See the top of the file."""
    from parsers import PARSERS
    from trying import tried

    inputs = int(arguments[0]) if arguments else 10_000
    start = int(arguments[1]) if len(arguments) > 1 else secrets.randbelow(2**31)
    only = arguments[2:] or list(PARSERS)
    print(f"{inputs:,} inputs, seed {start}", flush=True)
    whole, failed = Counter[str](), []
    shares = sum(PARSERS[name].share for name in only)
    for name in only:
        examples = int(inputs * PARSERS[name].share / shares) + 1
        begun = time.monotonic()
        faulthandler.dump_traceback_later(LONGEST, exit=True)
        try:
            counted = tried(name, examples, start=start)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            failed.append(name)
            print(f"{name}: FAULT", flush=True)
            for told in (*traceback.format_exception(error, limit=-4), *getattr(error, "__notes__", ())):
                print(told if len(told) <= LONGEST_TOLD else f"{told[:LONGEST_TOLD]} … {len(told):,} characters")
            continue
        finally:
            faulthandler.cancel_dump_traceback_later()
        whole.update(counted)
        took = time.monotonic() - begun
        said = f"{counted.total():,} inputs: {counted['value']:,} read, {counted['told']:,} told in a sentence"
        print(f"{name}: {said}, {took:.0f} s{_memory()}", flush=True)
    said = f"{whole.total():,} inputs, {whole['value']:,} read, {whole['told']:,} told; faults in {failed or 'none'}."
    print(f"All parsers: {said}")
    return 1 if failed else 0


def _memory() -> str:
    """The most memory that this process has held so far, where the system tells it."""
    try:
        import resource
    except ImportError:
        return ""
    return f", at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024:,} MB so far"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
