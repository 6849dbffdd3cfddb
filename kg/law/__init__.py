"""What is in force (hiệu lực): the register of facts, and the status of a document on a day, with its grounds."""
