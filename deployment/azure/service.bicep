// The service: one container, reached by https. The roster file lies in a share that it may only read.
param location string
param name string
param identityName string
param registryName string
param image string
param proxyImage string
param site string
param subnetId string
param administratorAddresses array
param workspaceName string
param databaseUrlSecret string
param linkSecretSecret string
param caseKeysSecret string

var pull = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: identityName
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = {
  name: workspaceName
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: registryName
}

resource pulls 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, identity.id, pull)
  scope: registry
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: pull
  }
}

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: take('sipdesk${uniqueString(resourceGroup().id)}', 24)
  location: location
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'AzureServices'
      virtualNetworkRules: [
        { id: subnetId, action: 'Allow' }
      ]
      ipRules: [for address in administratorAddresses: { value: address, action: 'Allow' }]
    }
  }
}

resource files 'Microsoft.Storage/storageAccounts/fileServices@2023-05-01' = {
  parent: storage
  name: 'default'
}

resource share 'Microsoft.Storage/storageAccounts/fileServices/shares@2023-05-01' = {
  parent: files
  name: 'settings'
  properties: { shareQuota: 1 }
}

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: name
  location: location
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: workspace.properties.customerId
        sharedKey: workspace.listKeys().primarySharedKey
      }
    }
    vnetConfiguration: { infrastructureSubnetId: subnetId, internal: false }
    workloadProfiles: [
      { name: 'Consumption', workloadProfileType: 'Consumption' }
    ]
  }
}

resource settings 'Microsoft.App/managedEnvironments/storages@2024-03-01' = {
  parent: environment
  name: 'settings'
  properties: {
    azureFile: {
      accountName: storage.name
      accountKey: storage.listKeys().keys[0].value
      shareName: share.name
      accessMode: 'ReadOnly'
    }
  }
}

var url = 'https://${name}.${environment.properties.defaultDomain}'

resource app 'Microsoft.App/containerApps@2024-03-01' = {
  name: name
  location: location
  dependsOn: [pulls, settings]
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: { external: true, targetPort: 8080, transport: 'http', allowInsecure: false }
      registries: [
        { server: registry.properties.loginServer, identity: identity.id }
      ]
      secrets: [
        { name: 'database-url', keyVaultUrl: databaseUrlSecret, identity: identity.id }
        { name: 'link-secret', keyVaultUrl: linkSecretSecret, identity: identity.id }
        { name: 'proxy-conf', value: loadTextContent('proxy.conf') }
        { name: 'case-keys', keyVaultUrl: caseKeysSecret, identity: identity.id }
      ]
    }
    template: {
      terminationGracePeriodSeconds: 30
      containers: [
        {
          name: 'sip-desk'
          image: '${registry.properties.loginServer}/${image}'
          // A replica that replaces another runs beside it for a while: each is a worker of its own name, and takes over
          // within minutes what one that is gone had begun.
          command: ['/bin/sh', '-c', 'SIPDESK_WORKER="$CONTAINER_APP_REPLICA_NAME" exec sipdesk serve']
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: [
            { name: 'SIPDESK_DATABASE_URL', secretRef: 'database-url' }
            { name: 'SIPDESK_LINK_SECRET', secretRef: 'link-secret' }
            { name: 'SIPDESK_CASE_KEYS', secretRef: 'case-keys' }
            { name: 'SIPDESK_TENANT_ID', value: subscription().tenantId }
            { name: 'SIPDESK_BOT_APP_ID', value: identity.properties.clientId }
            { name: 'SIPDESK_BOT_CREDENTIAL', value: 'managed_identity' }
            { name: 'SIPDESK_GRAPH_APP_ID', value: identity.properties.clientId }
            { name: 'SIPDESK_GRAPH_CREDENTIAL', value: 'managed_identity' }
            { name: 'SIPDESK_SITE', value: site }
            { name: 'SIPDESK_PUBLIC_URL', value: url }
            { name: 'SSL_CERT_FILE', value: '/etc/ssl/certs/ca-certificates.crt' }
          ]
          probes: [
            { type: 'Startup', httpGet: { path: '/healthz', port: 3978 }, periodSeconds: 5, failureThreshold: 24 }
            { type: 'Liveness', httpGet: { path: '/healthz', port: 3978 }, periodSeconds: 30 }
            { type: 'Readiness', httpGet: { path: '/readyz', port: 3978 }, periodSeconds: 10 }
          ]
          volumeMounts: [
            { volumeName: 'settings', mountPath: '/settings' }
          ]
        }
        // It alone is reached from outside: so many requests from one address, and no body that is too large or too slow.
        {
          name: 'proxy'
          image: '${registry.properties.loginServer}/${proxyImage}'
          command: ['nginx', '-g', 'daemon off;', '-c', '/proxy/nginx.conf']
          resources: { cpu: json('0.25'), memory: '0.5Gi' }
          probes: [
            { type: 'Liveness', tcpSocket: { port: 8080 }, periodSeconds: 30 }
          ]
          volumeMounts: [
            { volumeName: 'proxy', mountPath: '/proxy' }
          ]
        }
      ]
      scale: { minReplicas: 1, maxReplicas: 1 }
      volumes: [
        { name: 'settings', storageType: 'AzureFile', storageName: settings.name }
        { name: 'proxy', storageType: 'Secret', secrets: [{ secretRef: 'proxy-conf', path: 'nginx.conf' }] }
      ]
    }
  }
}

output environmentId string = environment.id
output url string = url
output storageAccount string = storage.name
