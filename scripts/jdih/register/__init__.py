"""The agenda book (*Buku Agenda*): gapless, chained entries on a ref of their own."""
