"""What each page costs, measured beside an empty Django page of the same server: see README.md."""
