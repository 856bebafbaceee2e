"""The print centre: printers, jobs, mails that wait, and what comes out on paper."""
