"""What the person at the terminal has to know and can mend."""


class Problem(Exception):
    """Printed as one sentence without a traceback; the exit code is 1."""
