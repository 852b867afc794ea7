"""Steps that bring an older database up to date; run when a store is opened."""
