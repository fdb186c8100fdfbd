"""Text and nothing else: alphabets, words, dates, sentences, languages, phrases. No I/O, no domain."""
