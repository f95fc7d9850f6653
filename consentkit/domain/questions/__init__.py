"""When a question is asked, and what answers it beside people."""
