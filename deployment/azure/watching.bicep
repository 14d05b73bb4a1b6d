// Application Insights asks every five minutes, from four places, whether the service can work; somebody is written to
// when it cannot, or when it logs an error. Nothing is built into the service for that (docs/adr).
param location string
param name string
param url string
param mail string
param workspaceName string

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: name
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
  }
}

resource asks 'Microsoft.Insights/webtests@2022-06-15' = {
  name: '${name}-ready'
  location: location
  kind: 'standard'
  tags: { 'hidden-link:${insights.id}': 'Resource' }
  properties: {
    SyntheticMonitorId: '${name}-ready'
    Name: 'Is SIP Desk ready?'
    Kind: 'standard'
    Enabled: true
    Frequency: 300
    Timeout: 30
    RetryEnabled: true
    Locations: [
      { Id: 'emea-ru-msa-edge' }
      { Id: 'emea-se-sto-edge' }
      { Id: 'emea-gb-db3-azr' }
      { Id: 'emea-nl-ams-azr' }
    ]
    Request: { RequestUrl: '${url}/readyz', HttpVerb: 'GET' }
    ValidationRules: { ExpectedHttpStatusCode: 200, SSLCheck: true, SSLCertRemainingLifetimeCheck: 14 }
  }
}

resource somebody 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: name
  location: 'global'
  properties: {
    groupShortName: 'SIP Desk'
    enabled: true
    emailReceivers: [
      { name: 'administrator', emailAddress: mail, useCommonAlertSchema: true }
    ]
  }
}

resource notReady 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-not-ready'
  location: 'global'
  properties: {
    description: 'SIP Desk does not answer, or cannot work.'
    severity: 1
    enabled: true
    scopes: [asks.id, insights.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: asks.id
      componentId: insights.id
      failedLocationCount: 2
    }
    actions: [
      { actionGroupId: somebody.id }
    ]
  }
}

resource errors 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: '${name}-errors'
  location: location
  properties: {
    displayName: 'SIP Desk logged an error'
    severity: 2
    enabled: true
    scopes: [workspace.id]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    skipQueryValidation: true // the table begins with the first line that is logged
    criteria: {
      allOf: [
        {
          query: 'ContainerAppConsoleLogs_CL | extend entry = parse_json(Log_s) | where tostring(entry.level) in ("error", "critical")'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: { actionGroups: [somebody.id] }
  }
}
