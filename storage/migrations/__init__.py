"""Every change of the tables, in order; run at start by `storage.database`."""
