"""Who is who: the names of documents, the keys under which mentions of one document meet, and the forms of both."""
