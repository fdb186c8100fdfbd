"""The domain: what a release, an event, a question, a subscriber is. Says what, never how."""
