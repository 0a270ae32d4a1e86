"""Webhooks: others are told what was published, updated and withdrawn, by signed HTTP requests that are repeated until they
arrive. docs/webhooks.md says what receivers see.

signing (what a receiver verifies) · address (where we may connect to) · sending (one request) · message (what is said) ·
delivering (what is due, who sends it, when it is tried again) · waking (through Django's tasks framework)
"""
