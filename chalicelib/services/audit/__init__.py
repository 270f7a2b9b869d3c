"""Who did what with other people's data: written before it is done, kept, compared."""
