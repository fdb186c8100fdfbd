"""What is kept: SQLAlchemy on SQLite or PostgreSQL. Nothing of SQLAlchemy leaves this room."""
