"""What PostgreSQL and its driver say, as a sentence that an operator can act on."""

import psycopg
from sqlalchemy import URL

# By the beginning of SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
BY_STATE = {
    "28": "{server} refused user {user}: look at the user and password in DATABASE_URL.",
    "3D000": "{server} has no database called {database}: create it, or set DATABASE_URL to another one.",
    "42501": "User {user} may not do this in database {database} on {server}: grant the rights on it.",
    "25006": "{server} takes no writes (a standby?): set DATABASE_URL to the primary.",
    "53100": "The disk of {server} is full: free some space; nothing was stored in half.",
    "53300": "{server} has no connection left: raise its max_connections or end what is not needed.",
    "53": "{server} is short of memory or another resource: look at its log.",
    "55P03": "A row or table on {server} was locked for too long: end the session that hangs.",
    "57014": "{server} took too long and was told to stop: try again when it is less busy.",
    "57P": "{server} is shutting down or starting: try again in a moment.",
    "08": "The connection to {server} broke: see that it runs and can be reached.",
    "40": "{server} gave another transaction precedence: try again.",
}

# A connection that fails has no SQLSTATE in psycopg; libpq's text is all there is.
BY_TEXT = (
    ("password authentication failed", "28"),
    ("no password supplied", "28"),
    ("no pg_hba.conf entry", "28"),
    ('role "', "28"),
    ("too many clients", "53300"),
    ("remaining connection slots", "53300"),
    ("is starting up", "57P"),
    ("is shutting down", "57P"),
)


def sentence(error: BaseException, url: URL) -> str:
    """What is wrong and how to mend it, for any error of psycopg."""
    names = {
        "server": f"PostgreSQL at {url.host or url.query.get('host', 'the local socket')}",
        "user": url.username or "(none)",
        "database": url.database or url.username or "(none)",
    }
    state = getattr(error, "sqlstate", None) or _state_by_text(str(error))
    for length in (5, 3, 2):
        if words := BY_STATE.get(state[:length]):
            return words.format(**names)
    if isinstance(error, psycopg.OperationalError):
        return "{server} cannot be reached: see that it runs and that DATABASE_URL is right.".format(**names)
    reason = state or type(error).__name__
    return f"{names['server']} refused a command ({reason}): the program is at fault."


def _state_by_text(text: str) -> str:
    if "database" in text and "does not exist" in text and 'role "' not in text:
        return "3D000"
    return next((state for words, state in BY_TEXT if words in text), "")
