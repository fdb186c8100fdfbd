"""What Python's collector of garbage is not to look at."""

import gc

__all__ = ["keep"]


def keep() -> None:
    """What stands now stays until the end. Left to the collector, it would be walked through at every full
    collection, and nobody is answered for forty milliseconds. Takes as long once."""
    gc.collect()
    gc.freeze()
