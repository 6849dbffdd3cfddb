"""Which mentions mean one document: from what texts say of documents to the documents, one block at a time."""
