"""Facts: what is known before anyone is allocated."""
