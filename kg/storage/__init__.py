"""Where the graph is kept and asked: a folder, memory or a server, the books that it keeps, its backup."""
