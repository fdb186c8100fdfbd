"""A strict Telegram server on loopback and a chat page: the bot runs and is tested without a token."""
