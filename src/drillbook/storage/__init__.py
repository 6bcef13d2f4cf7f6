"""Files that are written whole, and what is kept from one time to the next because finding it out again takes longer."""
