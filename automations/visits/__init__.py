"""Visits: booked, kept in Outlook, prepared, held; and Ofsted's calls."""
