"""Every way in for people."""
