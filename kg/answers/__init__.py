"""What is asked of a store: a document meant, its card, its lineage, what is outdated, the network, the figures."""
