"""The document: a frozen tree of canonical HTML, its passages, and the facts around it. No Django here."""
