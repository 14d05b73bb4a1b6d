# This file is made by make docs from graph/permissions.py, handbook/reports/library_columns.py and service/tenant_needs.py. Change that, not this.
@{
    Consent = @('User.Read.All', 'Sites.Selected')
    Optional = @('TeamsAppInstallation.ReadWriteSelfForUser.All')
    Never = @('Calendars.Read', 'Calendars.ReadBasic', 'Calendars.ReadBasic.All', 'Calendars.ReadWrite', 'Directory.Read.All', 'Directory.ReadWrite.All', 'Files.Read.All', 'Files.ReadWrite.All', 'Mail.Read', 'Mail.ReadBasic', 'Mail.ReadBasic.All', 'Mail.ReadWrite', 'Mail.Send', 'Sites.FullControl.All', 'Sites.Manage.All', 'Sites.Read.All', 'Sites.ReadWrite.All', 'TeamsAppInstallation.ReadWriteAndConsentForUser.All', 'TeamsAppInstallation.ReadWriteAndConsentSelfForUser.All', 'TeamsAppInstallation.ReadWriteForUser.All', 'User.ReadWrite.All')
    SiteRole = 'fullcontrol'
    ExchangeRole = 'Application Calendars.ReadWrite'
    MailRole = 'Application Mail.Send'
    CalendarsOf = @('Sips', 'TrustAdvisors', 'Dsos')
    TabScope = 'access_as_user'
    TabClients = @('1fec8e78-bce4-4aaf-ab1b-5451cc387264', '5e3ce6c0-2b1f-4285-8d4b-75ee78787346')
    Libraries = @{
        drafts = @(
            @{ Name = 'School'; Kind = 'one line of text'; Indexed = $true }
            @{ Name = 'URN'; Kind = 'one line of text'; Indexed = $true }
            @{ Name = 'AcademicYear'; Kind = 'one line of text'; Indexed = $true }
            @{ Name = 'Term'; Kind = 'one line of text'; Indexed = $true }
            @{ Name = 'SIP'; Kind = 'one line of text'; Indexed = $true }
            @{ Name = 'Status'; Kind = 'one line of text'; Indexed = $true }
            @{ Name = 'Sha256'; Kind = 'one line of text'; Indexed = $true }
        )
        reports = @(
            @{ Name = 'School'; Kind = 'one line of text'; Indexed = $true }
            @{ Name = 'URN'; Kind = 'one line of text'; Indexed = $true }
            @{ Name = 'AcademicYear'; Kind = 'one line of text'; Indexed = $true }
            @{ Name = 'Term'; Kind = 'one line of text'; Indexed = $true }
            @{ Name = 'SIP'; Kind = 'one line of text'; Indexed = $true }
            @{ Name = 'Status'; Kind = 'one line of text'; Indexed = $true }
            @{ Name = 'Sha256'; Kind = 'one line of text'; Indexed = $true }
            @{ Name = 'LocalAuthority'; Kind = 'one line of text'; Indexed = $false }
            @{ Name = 'ApprovedBy'; Kind = 'one line of text'; Indexed = $false }
            @{ Name = 'ApprovedAt'; Kind = 'date and time'; Indexed = $false }
            @{ Name = 'SharedWith'; Kind = 'several lines of text'; Indexed = $false }
            @{ Name = 'RetainUntil'; Kind = 'date'; Indexed = $true }
        )
    }
    Views = @(
        @{ Library = 'reports'; Title = 'By school'; Fields = @('DocIcon', 'LinkFilename', 'AcademicYear', 'Term', 'Status', 'ApprovedAt'); Query = '<GroupBy Collapse="TRUE"><FieldRef Name="School"/></GroupBy><OrderBy><FieldRef Name="ApprovedAt" Ascending="FALSE"/></OrderBy>' }
        @{ Library = 'reports'; Title = 'Not yet shared'; Fields = @('DocIcon', 'LinkFilename', 'School', 'LocalAuthority', 'Term', 'ApprovedAt'); Query = '<Where><Eq><FieldRef Name="Status"/><Value Type="Text">Approved</Value></Eq></Where>' }
        @{ Library = 'reports'; Title = 'Kept long enough'; Fields = @('DocIcon', 'LinkFilename', 'School', 'AcademicYear', 'RetainUntil'); Query = '<Where><Leq><FieldRef Name="RetainUntil"/><Value Type="DateTime"><Today/></Value></Leq></Where>' }
        @{ Library = 'drafts'; Title = 'By SIP'; Fields = @('DocIcon', 'LinkFilename', 'School', 'AcademicYear', 'Term', 'Status'); Query = '<GroupBy Collapse="TRUE"><FieldRef Name="SIP"/></GroupBy>' }
    )
}
