"""Values to text or JSON. Pure: nothing is printed here."""
