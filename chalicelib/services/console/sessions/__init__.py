"""The schedule by hand: sessions listed, added, edited, cancelled, their credit switched, undone."""
