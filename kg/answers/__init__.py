"""What is asked of a store: a document meant, its card, its lineage, the network, the figures."""
