"""What anybody may read of the service. The Teams app links here until the trust names pages of its own."""

from typing import Final

ABOUT_PAGE: Final = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>About SIP Desk</title>
</head>
<body>
<main>
<h1>About SIP Desk</h1>
<p>SIP Desk runs a school improvement partner (SIP) service in Microsoft Teams: it carries each SIP’s report to the
headteacher, waits for their approval, and files what was approved. Find it in Teams and type “help”.</p>
<h2 id="privacy">Privacy</h2>
<p>It is run by your organisation, which is responsible for what it keeps; ask there for the privacy notice, or for what
it holds about you. It keeps the names, work e-mail addresses and roles of the people of the service, where in Teams
they are reached, the reports that were sent to it with the answers given to them, and who decided what and when, with
the names and roles of that time.</p>
<p>This lies in your organisation’s own database and Microsoft 365. It is sent to nobody else, except to the people
who a report is shared with, as the school has agreed.</p>
<h2 id="terms">Terms of use</h2>
<p>It is for the people your organisation has listed, for the work of the SIP service, under your organisation’s
own rules for its information and systems. The software is free, under the MIT licence, and comes without warranty.</p>
</main>
</body>
</html>
"""
