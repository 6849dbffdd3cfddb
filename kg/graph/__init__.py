"""The graph in RDF: its terms, what a source, a body and a document are as quads, and whether they are sound."""
