"""Every parser of what comes from outside, as a function of bytes: `targets.py`. They are run for a moment
with the other tests, and for as long as one likes by `python -m tests.fuzzing TARGET --seconds N`."""
