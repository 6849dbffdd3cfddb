"""The frame of a document (thể thức văn bản): letterhead, title, issuer, signature, and where it stands."""
