"""An Article in the formats others read. No Django here."""
