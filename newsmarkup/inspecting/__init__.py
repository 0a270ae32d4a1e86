"""Inspecting: the JSON-LD of any page, ours or not, judged by the same rules. No Django here."""

from newsmarkup.inspecting.inspection import Inspection, NotPage, inspect

__all__ = ["Inspection", "NotPage", "inspect"]
