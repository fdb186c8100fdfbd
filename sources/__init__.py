"""How a release reaches us: text, documents, folders."""
