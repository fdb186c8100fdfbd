"""The project's own labelled corpus, and the program that scores the real system on it."""
