"""What a mention does: its role, the words that decide it, its zone, and what the text states of others."""
