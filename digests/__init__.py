"""Who is due, what they get, how it looks, that it arrives."""
