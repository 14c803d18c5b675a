"""What keys and values the syntaxes have: facts, without code that reads files."""
