"""Mentions of other documents (viện dẫn): number or name, type, date, issuer, title and pinpoint."""
