"""The schema.org side: an Article (or a page) as a graph of things, and the graph as JSON-LD. No Django here."""
