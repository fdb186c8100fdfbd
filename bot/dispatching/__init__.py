"""Sending by processes of their own: batches of the ledger as jobs of Procrastinate, on PostgreSQL.

`bot.roles` decides whether this room is entered; nothing of it is imported where one process does all.
"""
