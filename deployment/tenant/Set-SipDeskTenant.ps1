<#
.SYNOPSIS
    Sets up a Microsoft 365 tenant for SIP Desk: what is right already is left alone, so it can be run again.

.DESCRIPTION
    Each step can be run alone. -WhatIf says what would be changed, and changes nothing. docs/tenant.md says what to
    click instead. What SIP Desk needs is read from needs.psd1, which is made from its code.

.PARAMETER Settings
    Your copy of tenant.example.psd1.

.PARAMETER Step
    Which steps to take; all but Retention if not given.

.EXAMPLE
    ./Set-SipDeskTenant.ps1 -Settings ./tenant.psd1 -WhatIf

.EXAMPLE
    ./Set-SipDeskTenant.ps1 -Settings ./tenant.psd1 -Step Calendars
#>
#Requires -Version 5.1
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [Parameter(Mandatory = $true)]
    [string] $Settings,

    [ValidateSet('Registration', 'Consent', 'Site', 'Libraries', 'Views', 'Calendars', 'Mail', 'Bot', 'Policy',
        'Retention')]
    [string[]] $Step = @('Registration', 'Consent', 'Site', 'Libraries', 'Views', 'Calendars', 'Mail', 'Bot', 'Policy')
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$Cmdlet = $PSCmdlet
$Tenant = Import-PowerShellDataFile -Path $Settings
$Needs = Import-PowerShellDataFile -Path (Join-Path $PSScriptRoot 'needs.psd1')
$Graph = 'https://graph.microsoft.com/v1.0'
$GraphAppId = '00000003-0000-0000-c000-000000000000'

# --- Doing and saying ------------------------------------------------------------------------------------------------

function Write-Said([string] $Words) {
    Write-Information -MessageData "  $Words" -InformationAction Continue
}

# Every change goes through here: it is said, and with -WhatIf it is only said.
function Invoke-Change {
    param([string] $What, [scriptblock] $Do)
    if ($Cmdlet.ShouldProcess($What)) {
        Write-Said "done: $What"
        & $Do
    }
}

function Assert-Module([string] $Name) {
    if (-not (Get-Module -ListAvailable -Name $Name)) {
        throw "This step needs the module $Name. Install it for yourself: Install-Module $Name -Scope CurrentUser"
    }
    Import-Module $Name
}

# --- Microsoft Graph, as the administrator ---------------------------------------------------------------------------

function Connect-Graph {
    Assert-Module 'Microsoft.Graph.Authentication'
    if (-not (Get-MgContext)) {
        $scopes = @('Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All', 'Sites.FullControl.All')
        Connect-MgGraph -TenantId $Tenant.TenantId -Scopes $scopes -NoWelcome
    }
}

function Read-Graph([string] $Path) {
    Invoke-MgGraphRequest -Method GET -Uri "$Graph$Path" -OutputType PSObject
}

# All entries of a collection, over its pages.
function Read-GraphList([string] $Path) {
    $page = Read-Graph $Path
    while ($page) {
        $page.value
        $next = $page.PSObject.Properties['@odata.nextLink']
        $page = if ($next) { Invoke-MgGraphRequest -Method GET -Uri $next.Value -OutputType PSObject } else { $null }
    }
}

function Send-Graph([string] $Method, [string] $Path, [object] $Body) {
    $said = @{ Body = (ConvertTo-Json -InputObject $Body -Depth 10); ContentType = 'application/json' }
    Invoke-MgGraphRequest -Method $Method -Uri "$Graph$Path" @said -OutputType PSObject
}

function Remove-Graph([string] $Path) {
    Invoke-MgGraphRequest -Method DELETE -Uri "$Graph$Path" | Out-Null
}

function Get-Application {
    $name = $Tenant.DisplayName.Replace("'", "''")
    $found = @(Read-GraphList "/applications?`$filter=displayName eq '$name'")
    if ($found.Count -gt 1) { throw "There are $($found.Count) registrations of this name. Change DisplayName." }
    if ($found.Count -eq 1) { $found[0] } else { $null }
}

function Get-AppId {
    if ($Tenant.ManagedIdentityClientId) { return $Tenant.ManagedIdentityClientId }
    $app = Get-Application
    if ($app) { $app.appId } else { $null }
}

# The app as the tenant sees it. Null where the step Registration has not been taken.
function Get-Principal {
    $appId = Get-AppId
    if (-not $appId) { return $null }
    $found = @(Read-GraphList "/servicePrincipals?`$filter=appId eq '$appId'")
    if ($found.Count -eq 1) { $found[0] } else { $null }
}

function Get-PrincipalOrSaySo {
    $principal = Get-Principal
    if (-not $principal) { Write-Warning 'There is no registration yet: take the step Registration first.' }
    $principal
}

function Get-Site {
    Read-Graph "/sites/$($Tenant.SiteHost):$($Tenant.SitePath)"
}

# --- The steps -------------------------------------------------------------------------------------------------------

# One registration for this tenant alone, which is both bot and service. A managed identity needs none.
function Set-Registration {
    Connect-Graph
    if (-not $Tenant.ManagedIdentityClientId) {
        if (-not (Get-Application)) {
            Invoke-Change "make the app registration $($Tenant.DisplayName), for this tenant only" {
                $body = @{ displayName = $Tenant.DisplayName; signInAudience = 'AzureADMyOrg' }
                Send-Graph POST '/applications' $body | Out-Null
            }
        }
        $app = Get-Application
        if ($app -and $app.signInAudience -ne 'AzureADMyOrg') {
            Invoke-Change 'make the app registration one for this tenant only' {
                Send-Graph PATCH "/applications/$($app.id)" @{ signInAudience = 'AzureADMyOrg' } | Out-Null
            }
        }
        if ($app -and -not (Get-Principal)) {
            Invoke-Change 'make the app known to the tenant (its service principal)' {
                Send-Graph POST '/servicePrincipals' @{ appId = $app.appId } | Out-Null
            }
        }
        if ($app -and $Tenant.CertificateFile) { Add-Certificate $app }
        if ($app) { Set-SignIn $app }
    }
    $principal = Get-PrincipalOrSaySo
    if ($principal) {
        Write-Said 'For .env:'
        Write-Said "SIPDESK_TENANT_ID=$($Tenant.TenantId)"
        Write-Said "SIPDESK_BOT_APP_ID=$($principal.appId)"
    }
}

# Teams may ask for a token of this app, which says who opens the overview, and nothing else.
function Set-SignIn([object] $App) {
    $uri = "api://$(([Uri] $Tenant.PublicUrl).Host)/botid-$($App.appId)"
    $scope = @($App.api.oauth2PermissionScopes | Where-Object { $_.value -eq $Needs.TabScope })
    if ($App.identifierUris -notcontains $uri -or $App.api.requestedAccessTokenVersion -ne 2 -or $scope.Count -eq 0) {
        Invoke-Change "let Teams sign people in to the overview, by $uri" {
            $words = 'Teams can tell SIP Desk who opens its overview'
            $made = @{
                id = [Guid]::NewGuid().ToString(); value = $Needs.TabScope; type = 'User'; isEnabled = $true
                adminConsentDisplayName = $words; adminConsentDescription = $words
                userConsentDisplayName = $words; userConsentDescription = $words
            }
            $scopes = if ($scope.Count -eq 0) { @($App.api.oauth2PermissionScopes) + $made } else { $scope }
            $api = @{ requestedAccessTokenVersion = 2; oauth2PermissionScopes = @($scopes) }
            $uris = @(@($App.identifierUris) + $uri | Select-Object -Unique)
            Send-Graph PATCH "/applications/$($App.id)" @{ identifierUris = $uris; api = $api } | Out-Null
        }
        $App = Get-Application
        $scope = @($App.api.oauth2PermissionScopes | Where-Object { $_.value -eq $Needs.TabScope })
    }
    $known = @($App.api.preAuthorizedApplications)
    $missing = @($Needs.TabClients | Where-Object { $known.appId -notcontains $_ })
    if ($scope.Count -eq 0 -or $missing.Count -eq 0) { return }
    Invoke-Change "spare people the question whether Teams may say who they are, for $($missing -join ' and ')" {
        $new = @($missing | ForEach-Object { @{ appId = $_; delegatedPermissionIds = @($scope[0].id) } })
        $api = @{ preAuthorizedApplications = @($known + $new) }
        Send-Graph PATCH "/applications/$($App.id)" @{ api = $api } | Out-Null
    }
}

function Add-Certificate([object] $App) {
    $bytes = [System.IO.File]::ReadAllBytes((Resolve-Path $Tenant.CertificateFile).Path)
    $certificate = New-Object System.Security.Cryptography.X509Certificates.X509Certificate2 (, $bytes)
    $known = @($App.keyCredentials | Where-Object { $_.displayName -eq $certificate.Thumbprint })
    if ($known.Count -gt 0) { return }
    Invoke-Change "add the certificate $($certificate.Thumbprint) to the registration, beside those that it has" {
        $key = @{
            type = 'AsymmetricX509Cert'; usage = 'Verify'; displayName = $certificate.Thumbprint
            key = [Convert]::ToBase64String($certificate.RawData)
        }
        Send-Graph PATCH "/applications/$($App.id)" @{ keyCredentials = @(@($App.keyCredentials) + $key) } | Out-Null
    }
}

# Admin consent to what is needed, and none to what would open the whole tenant.
function Set-Consent {
    Connect-Graph
    $principal = Get-PrincipalOrSaySo
    if (-not $principal) { return }
    $service = @(Read-GraphList "/servicePrincipals?`$filter=appId eq '$GraphAppId'")[0]
    $given = @(Read-GraphList "/servicePrincipals/$($principal.id)/appRoleAssignments")
    $wanted = @($Needs.Consent)
    if ($Tenant['InstallForPeople']) { $wanted += $Needs.Optional }
    foreach ($name in $wanted) {
        $role = $service.appRoles |
            Where-Object { $_.value -eq $name -and $_.allowedMemberTypes -contains 'Application' }
        if ($given | Where-Object { $_.appRoleId -eq $role.id }) { continue }
        Invoke-Change "consent to $name" {
            $body = @{ principalId = $principal.id; resourceId = $service.id; appRoleId = $role.id }
            Send-Graph POST "/servicePrincipals/$($principal.id)/appRoleAssignments" $body | Out-Null
        }
    }
    foreach ($assignment in $given) {
        $role = $service.appRoles | Where-Object { $_.id -eq $assignment.appRoleId }
        if (-not $role -or $wanted -contains $role.value) { continue }
        if ($Needs.Never -notcontains $role.value) {
            Write-Warning "The app has also $($role.value), which SIP Desk does not use: take it back by hand."
            continue
        }
        Invoke-Change "take back the consent to $($role.value), which opens the whole tenant" {
            Remove-Graph "/servicePrincipals/$($principal.id)/appRoleAssignments/$($assignment.id)"
        }
    }
}

# The role on the one site that Sites.Selected goes by.
function Set-Site {
    Connect-Graph
    $principal = Get-PrincipalOrSaySo
    if (-not $principal) { return }
    $site = Get-Site
    foreach ($listed in @(Read-GraphList "/sites/$($site.id)/permissions")) {
        $grant = Read-Graph "/sites/$($site.id)/permissions/$($listed.id)"  # the list itself does not say the roles
        $apps = @($grant.grantedToIdentitiesV2 | ForEach-Object { $_.application.id })
        if ($apps -notcontains $principal.appId) { continue }
        if ($grant.roles -contains $Needs.SiteRole) { return }
        Invoke-Change "make the app's role on the site $($Needs.SiteRole)" {
            Send-Graph PATCH "/sites/$($site.id)/permissions/$($grant.id)" @{ roles = @($Needs.SiteRole) } | Out-Null
        }
        return
    }
    Invoke-Change "give the app the role $($Needs.SiteRole) on $($site.webUrl)" {
        $identity = @{ application = @{ id = $principal.appId; displayName = $Tenant.DisplayName } }
        $body = @{ roles = @($Needs.SiteRole); grantedToIdentities = @($identity) }
        Send-Graph POST "/sites/$($site.id)/permissions" $body | Out-Null
    }
}

function Get-LibraryTitle([string] $Library) {
    if ($Library -eq 'reports') { $Tenant.ReportsLibrary } else { $Tenant.DraftsLibrary }
}

# The two libraries, each with every column that is filed beside a report.
function Set-Libraries {
    Connect-Graph
    $site = Get-Site
    foreach ($library in $Needs.Libraries.Keys) {
        $title = Get-LibraryTitle $library
        $list = Get-List $site $title
        if (-not $list) {
            Invoke-Change "make the library $title" {
                $body = @{ displayName = $title; list = @{ template = 'documentLibrary' } }
                Send-Graph POST "/sites/$($site.id)/lists" $body | Out-Null
            }
            $list = Get-List $site $title
        }
        $standing = @()
        if ($list) { $standing = @(Read-GraphList "/sites/$($site.id)/lists/$($list.id)/columns") }
        foreach ($column in $Needs.Libraries[$library]) { Set-Column $site $list $title $column $standing }
    }
    Write-Said "Who may open $($Tenant.DraftsLibrary) is set by the step Views, or by hand (docs/tenant.md, step 5)."
}

function Get-List([object] $Site, [string] $Title) {
    Read-GraphList "/sites/$($Site.id)/lists" | Where-Object { $_.displayName -eq $Title } | Select-Object -First 1
}

function Set-Column([object] $Site, [object] $List, [string] $Title, [hashtable] $Column, [object[]] $Standing) {
    $found = $Standing | Where-Object { $_.name -eq $Column.Name } | Select-Object -First 1
    if ($found -and (-not $Column.Indexed -or $found.indexed)) { return }
    if ($found) {
        Invoke-Change "index the column $($Column.Name) of $Title" {
            Send-Graph PATCH "/sites/$($Site.id)/lists/$($List.id)/columns/$($found.id)" @{ indexed = $true } | Out-Null
        }
        return
    }
    Invoke-Change "make the column $($Column.Name) of $Title" {
        $body = @{ name = $Column.Name; indexed = $Column.Indexed }
        switch ($Column.Kind) {
            'one line of text' { $body.text = @{ allowMultipleLines = $false; maxLength = 255 } }
            'several lines of text' { $body.text = @{ allowMultipleLines = $true; textType = 'plain' } }
            'date and time' { $body.dateTime = @{ format = 'dateTime'; displayAs = 'standard' } }
            'date' { $body.dateTime = @{ format = 'dateOnly'; displayAs = 'standard' } }
        }
        Send-Graph POST "/sites/$($Site.id)/lists/$($List.id)/columns" $body | Out-Null
    }
}

# Views for people, and a drafts library that only those see whom SIP Desk lets in. Graph can do neither.
function Set-Views {
    if (-not $Tenant.PnPClientId -or -not (Get-Module -ListAvailable -Name 'PnP.PowerShell')) {
        Write-Warning 'PnP.PowerShell is not set up: close the drafts and make the views by hand (docs/tenant.md, 5).'
        return
    }
    Connect-PnPOnline -Url "https://$($Tenant.SiteHost)$($Tenant.SitePath)" -Interactive -ClientId $Tenant.PnPClientId
    foreach ($view in $Needs.Views) {
        $title = Get-LibraryTitle $view.Library
        if (Get-PnPView -List $title | Where-Object { $_.Title -eq $view.Title }) { continue }
        Invoke-Change "make the view $($view.Title) of $title" {
            Add-PnPView -List $title -Title $view.Title -Fields $view.Fields -Query $view.Query | Out-Null
        }
    }
    $drafts = Get-PnPList -Identity $Tenant.DraftsLibrary -Includes HasUniqueRoleAssignments
    if (-not $drafts.HasUniqueRoleAssignments) {
        Invoke-Change "close $($Tenant.DraftsLibrary) to those who may read the site" {
            Set-PnPList -Identity $Tenant.DraftsLibrary -BreakRoleInheritance -ClearSubScopes | Out-Null
        }
    }
}

# The role in Exchange, for the mailboxes of one group. Never by consent in Entra: that would open every calendar.
function Set-Calendars {
    Connect-Graph
    $principal = Get-PrincipalOrSaySo
    if (-not $principal) { return }
    Assert-Module 'ExchangeOnlineManagement'
    Connect-ExchangeOnline -ShowBanner:$false
    Set-CalendarGroup
    Set-ExchangePrincipal $principal
    $group = Get-DistributionGroup -Identity $Tenant.CalendarGroupMail -ErrorAction SilentlyContinue
    if (-not $group) { return }
    Set-Scope $Tenant.CalendarGroup "MemberOfGroup -eq '$($group.DistinguishedName.Replace("'", "''"))'"
    Set-Assignment $principal "$($Tenant.DisplayName) calendars" $Needs.ExchangeRole $Tenant.CalendarGroup
    foreach ($mailbox in @(@(Get-CalendarOwner) + $Tenant.MailboxOutside)) {
        Test-Scope $principal $Needs.ExchangeRole $mailbox
    }
}

# Optional: the one mailbox from which people are written to whom Teams does not reach. Never by consent in Entra: that
# would let the app write in everybody's name.
function Set-Mail {
    $mailbox = $Tenant['ServiceMailbox']
    if (-not $mailbox) {
        Write-Said 'no ServiceMailbox is named, so nobody is written to by e-mail.'
        return
    }
    Connect-Graph
    $principal = Get-PrincipalOrSaySo
    if (-not $principal) { return }
    Assert-Module 'ExchangeOnlineManagement'
    Connect-ExchangeOnline -ShowBanner:$false
    if (-not (Get-Mailbox -Identity $mailbox -ErrorAction SilentlyContinue)) {
        Invoke-Change "make the shared mailbox $mailbox" {
            New-Mailbox -Shared -Name $Tenant.DisplayName -PrimarySmtpAddress $mailbox | Out-Null
        }
    }
    Set-ExchangePrincipal $principal
    $scope = "$($Tenant.DisplayName) mailbox"
    Set-Scope $scope "PrimarySmtpAddress -eq '$mailbox'"
    Set-Assignment $principal "$($Tenant.DisplayName) mail" $Needs.MailRole $scope
    foreach ($one in @($mailbox, $Tenant.MailboxOutside)) { Test-Scope $principal $Needs.MailRole $one }
    Write-Said "for the service's settings: SIPDESK_MAILBOX=$mailbox"
}

function Set-ExchangePrincipal([object] $Principal) {
    if (Get-ServicePrincipal | Where-Object { $_.AppId -eq $Principal.appId }) { return }
    Invoke-Change 'make the app known to Exchange' {
        $whom = @{ AppId = $Principal.appId; ObjectId = $Principal.id; DisplayName = $Tenant.DisplayName }
        New-ServicePrincipal @whom | Out-Null
    }
}

# Whose calendars the code uses, as the settings name them: SIPs, and who else calls a meeting together.
function Get-CalendarOwner {
    foreach ($key in $Needs.CalendarsOf) { $Tenant[$key] }
}

function Set-CalendarGroup {
    $mail = $Tenant.CalendarGroupMail
    if (-not (Get-DistributionGroup -Identity $mail -ErrorAction SilentlyContinue)) {
        Invoke-Change "make the mail-enabled security group $mail" {
            New-DistributionGroup -Name $Tenant.CalendarGroup -PrimarySmtpAddress $mail -Type Security | Out-Null
        }
    }
    $owners = @(Get-CalendarOwner)
    $members = @(Get-DistributionGroupMember -Identity $mail -ResultSize Unlimited -ErrorAction SilentlyContinue |
            ForEach-Object { $_.PrimarySmtpAddress })
    foreach ($owner in $owners) {
        if ($members -contains $owner) { continue }
        Invoke-Change "put $owner into the group $mail" {
            Add-DistributionGroupMember -Identity $mail -Member $owner
        }
    }
    foreach ($member in $members) {
        if ($owners -contains $member) { continue }
        $listed = $Needs.CalendarsOf -join ', '
        Write-Warning "$member is in $mail and not among ${listed}: their calendar is open. Take them out by hand."
    }
}

function Set-Scope([string] $Name, [string] $Filter) {
    $scope = Get-ManagementScope -Identity $Name -ErrorAction SilentlyContinue
    if (-not $scope) {
        Invoke-Change "make the scope ${Name}: $Filter" {
            New-ManagementScope -Name $Name -RecipientRestrictionFilter $Filter | Out-Null
        }
    }
    elseif ($scope.RecipientFilter -ne $Filter) {
        Invoke-Change "make the scope $Name this one: $Filter" {
            Set-ManagementScope -Identity $Name -RecipientRestrictionFilter $Filter
        }
    }
}

# Found again by its name: Exchange lists assignments to apps in no other way.
function Set-Assignment([object] $Principal, [string] $Name, [string] $Role, [string] $Scope) {
    $given = Get-ManagementRoleAssignment -Identity $Name -ErrorAction SilentlyContinue |
        Select-Object -Property @('Name', 'CustomResourceScope')
    if ($given -and $given.CustomResourceScope -eq $Scope) { return }
    if ($given) {
        Invoke-Change "take back the assignment $Name, which has another scope" {
            Remove-ManagementRoleAssignment -Identity $Name -Confirm:$false
        }
    }
    Invoke-Change "assign $Role to the app, for the scope $Scope" {
        $whom = @{ Name = $Name; App = $Principal.id; Role = $Role }
        New-ManagementRoleAssignment @whom -CustomResourceScope $Scope | Out-Null
    }
}

# What Exchange itself says. It can take two hours until Microsoft Graph goes by it.
function Test-Scope([object] $Principal, [string] $Role, [string] $Mailbox) {
    $found = Test-ServicePrincipalAuthorization -Identity $Principal.appId -Resource $Mailbox |
        Where-Object { $_.RoleName -eq $Role } | Select-Object -First 1
    $state = if ($found) { $found.InScope } else { 'no role yet' }
    Write-Said "$Mailbox in scope of ${Role}: $state"
}

# Windows PowerShell takes what a program says on its error stream for an error of the script, unless told otherwise.
function Read-Az {
    $ErrorActionPreference = 'Continue'
    az @args 2>$null
}

function Send-Az {
    az @args --output none
    if ($LASTEXITCODE -ne 0) { throw "az $($args[0..2] -join ' ') did not work: see above." }
}

# The bot in Azure, for this app and this tenant, with the Teams channel.
function Set-Bot {
    Connect-Graph
    $principal = Get-PrincipalOrSaySo
    if (-not $principal) { return }
    if (-not (Get-Command az -ErrorAction SilentlyContinue)) {
        throw 'This step needs the Azure CLI: winget install Microsoft.AzureCLI, then az login'
    }
    $bot = @('--resource-group', $Tenant.ResourceGroup, '--name', $Tenant.BotName)
    $endpoint = "$($Tenant.PublicUrl.TrimEnd('/'))/api/messages"
    $standing = Read-Az bot show @bot --query properties.endpoint --output tsv
    if (-not $standing) {
        Invoke-Change "make the bot $($Tenant.BotName), reached at $endpoint" {
            $kind = @('--app-type', 'SingleTenant')
            if ($Tenant.ManagedIdentityClientId) {
                $kind = @('--app-type', 'UserAssignedMSI', '--msi-resource-id', $Tenant.ManagedIdentityResourceId)
            }
            $whose = @('--appid', $principal.appId, '--tenant-id', $Tenant.TenantId)
            Send-Az bot create @bot @kind @whose --endpoint $endpoint --location global --sku F0
        }
    }
    elseif ($standing -ne $endpoint) {
        Invoke-Change "have Teams reach the bot at $endpoint" {
            Send-Az bot update @bot --endpoint $endpoint
        }
    }
    if (-not (Read-Az bot msteams show @bot --query id --output tsv)) {
        Invoke-Change 'open the Teams channel of the bot' {
            Send-Az bot msteams create @bot
        }
    }
}

# Everybody who uses SIP Desk gets its app without having to look for it; only then can it write to them first.
function Set-Policy {
    Connect-Graph
    $appId = Get-AppId
    Assert-Module 'MicrosoftTeams'
    Connect-MicrosoftTeams -TenantId $Tenant.TenantId | Out-Null
    $app = Get-TeamsApp -ExternalId $appId -DistributionMethod organization
    if (-not $app) {
        Write-Warning 'The app package is not in Teams yet: upload it (docs/app-package.md), then run -Step Policy.'
        return
    }
    if ($Tenant['InstallForPeople']) { Write-Said "for the service's settings: SIPDESK_TEAMS_APP_ID=$($app.Id)" }
    $name = $Tenant.DisplayName
    if (-not (Get-CsTeamsAppSetupPolicy -Identity $name -ErrorAction SilentlyContinue)) {
        Invoke-Change "make the Teams setup policy $name, which installs the app" {
            $preset = New-Object -TypeName Microsoft.Teams.Policy.Administration.Cmdlets.Core.AppPreset
            $preset.Id = $app.Id
            New-CsTeamsAppSetupPolicy -Identity $name -AppPresetList @($preset) | Out-Null
        }
    }
    $granted = @(Get-CsGroupPolicyAssignment -PolicyType TeamsAppSetupPolicy |
            Where-Object { $_.GroupId -eq $Tenant.PeopleGroupId })
    if ($granted.Count -gt 0 -and $granted[0].PolicyName -eq $name) { return }
    Invoke-Change "give the setup policy $name to the group $($Tenant.PeopleGroupId)" {
        Grant-CsTeamsAppSetupPolicy -Group $Tenant.PeopleGroupId -PolicyName $name -Rank 1
    }
}

# Optional: a label in Microsoft Purview that keeps reports from being deleted too early.
function Set-Retention {
    Assert-Module 'ExchangeOnlineManagement'
    Connect-IPPSSession -ShowBanner:$false
    $label = $Tenant.RetentionLabel
    $where = "https://$($Tenant.SiteHost)$($Tenant.SitePath)"
    if (-not (Get-ComplianceTag -Identity $label -ErrorAction SilentlyContinue)) {
        Invoke-Change "make the retention label $label ($($Tenant.RetentionDays) days)" {
            $keep = @{ RetentionAction = 'Keep'; RetentionType = 'CreationAgeInDays' }
            New-ComplianceTag -Name $label @keep -RetentionDuration $Tenant.RetentionDays | Out-Null
        }
    }
    if (-not (Get-RetentionCompliancePolicy -Identity $label -ErrorAction SilentlyContinue)) {
        Invoke-Change "publish the label $label to $where" {
            New-RetentionCompliancePolicy -Name $label -SharePointLocation $where | Out-Null
            New-RetentionComplianceRule -Policy $label -PublishComplianceTag $label | Out-Null
        }
    }
    Write-Said "In a week, make $label the default label of $($Tenant.ReportsLibrary) (docs/tenant.md, 10)."
}

foreach ($one in $Step) {
    Write-Information -MessageData $one -InformationAction Continue
    switch ($one) {
        'Registration' { Set-Registration }
        'Consent' { Set-Consent }
        'Site' { Set-Site }
        'Libraries' { Set-Libraries }
        'Views' { Set-Views }
        'Calendars' { Set-Calendars }
        'Mail' { Set-Mail }
        'Bot' { Set-Bot }
        'Policy' { Set-Policy }
        'Retention' { Set-Retention }
    }
}
