"""Importing: any sensible files of people and of demand become the tables of a plan, and every change is listed."""
