"""What a person can do in a chat: parse, call news or digests, show. No SQL, no rules."""
