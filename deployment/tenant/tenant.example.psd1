# Copy this to tenant.psd1 and fill it in. It holds no secret. Lines that begin with # are not read.
@{
    # Who runs it: the tenant's id (Entra admin centre, Overview, Tenant ID).
    TenantId      = '00000000-0000-0000-0000-000000000000'

    # The name under which the app registration is found or made.
    DisplayName   = 'SIP Desk'

    # Only for a managed identity: its client id. Then no registration is made; the identity is the app.
    ManagedIdentityClientId = ''

    # Only for a certificate: the public part (.cer), to be added to the registration.
    CertificateFile = ''

    # The one SharePoint site, which is there already, and its two libraries.
    SiteHost      = 'trust.sharepoint.com'
    SitePath      = '/sites/SIP'
    ReportsLibrary = 'SIP Reports'
    DraftsLibrary = 'SIP Drafts'

    # Only for the step Views, with the module PnP.PowerShell: the client id of your own registration for it.
    PnPClientId   = ''

    # The mail-enabled security group whose members' calendars SIP Desk may open, and who is in it: those who organise
    # visits, SIP team meetings and partnership meetings. Nobody else, headteachers above all. No groups in it:
    # Exchange looks at direct members only.
    CalendarGroup = 'SIP Desk calendars'
    CalendarGroupMail = 'sip-desk-calendars@trust.example'
    Sips          = @('first.sip@trust.example', 'second.sip@trust.example')
    TrustAdvisors = @('trust.advisor@trust.example')
    Dsos          = @('first.dso@trust.example')

    # Only where those are to be written to whom Teams does not reach: a shared mailbox for that alone, made if missing.
    ServiceMailbox = ''

    # A mailbox that must stay shut, such as your own.
    MailboxOutside = 'administrator@trust.example'

    # The bot in Azure: where it lives, and where Teams reaches the service.
    ResourceGroup = 'sip-desk'
    BotName       = 'sip-desk-bot'
    PublicUrl     = 'https://sip.trust.example'
    # Only for a managed identity: its resource id (/subscriptions/.../userAssignedIdentities/...).
    ManagedIdentityResourceId = ''

    # The group of everybody who uses SIP Desk (its object id in Entra), for the Teams setup policy.
    PeopleGroupId = '00000000-0000-0000-0000-000000000000'

    # Whether SIP Desk may install its app for people who lack it, when the Trust Advisor presses the button for that.
    InstallForPeople = $false

    # Only for the step Retention: the label's name, and for how many days a report is kept.
    RetentionLabel = 'SIP report'
    RetentionDays  = 2557
}
