"""How the corpus becomes searchable: chunks, vectors, generations, sync."""
