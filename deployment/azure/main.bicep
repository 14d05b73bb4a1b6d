// SIP Desk on Azure: one container behind https, PostgreSQL that nobody else reaches, secrets in a Key Vault, and a bot
// that signs in with a managed identity. docs/deployment.md says how it is used, and that it was never deployed.
targetScope = 'resourceGroup'

@description('Where everything is. Data about schools in England belongs in the United Kingdom.')
param location string = 'uksouth'

@description('The beginning of every name.')
@minLength(3)
@maxLength(12)
param name string = 'sip-desk'

@description('The container registry in this resource group, and the image in it with its version.')
param registryName string
param image string

@description('nginx, in the same registry: see docs/deployment.md for how it comes there.')
param proxyImage string

@description('The SharePoint site, as host:/path, such as trust.sharepoint.com:/sites/SIP.')
param site string

@description('Who is written to when the service does not answer, or logs an error.')
param alertMail string

@description('Of the administrator of the database. Letters, digits and signs: 16 or more.')
@secure()
@minLength(16)
param databasePassword string

@description('Of the service, which may not do what the administrator of the database may. Another one, 16 or more.')
@secure()
@minLength(16)
param servicePassword string

@description('Addresses on the internet from which people put files into the share and look into the vault, such as the office of the trust.')
param administratorAddresses array = []

@description('What links to calendar files are signed with. Keep it, or the links that people have stop working.')
@secure()
@minLength(32)
param linkSecret string

@description('What seals concerns and complaints: the text of the file that sipdesk keys make wrote. Without it nobody opens them again.')
@secure()
@minLength(64)
param caseKeys string

@description('Whether backups of the database are kept in a second region, too. It cannot be changed later.')
param geoRedundantBackup bool = true

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
}

module network 'network.bicep' = {
  name: 'network'
  params: { location: location, name: name }
}

module database 'database.bicep' = {
  name: 'database'
  params: {
    location: location
    name: name
    password: databasePassword
    subnetId: network.outputs.databaseSubnetId
    dnsZoneId: network.outputs.dnsZoneId
    geoRedundantBackup: geoRedundantBackup
  }
}

module vault 'vault.bicep' = {
  name: 'vault'
  params: {
    location: location
    name: name
    readerPrincipalId: identity.properties.principalId
    subnetId: network.outputs.serviceSubnetId
    administratorAddresses: administratorAddresses
    databaseUrl: 'postgresql://sipdesk_service:${uriComponent(servicePassword)}@${database.outputs.host}/sipdesk?sslmode=verify-full&sslrootcert=system'
    linkSecret: linkSecret
    caseKeys: caseKeys
  }
}

module logs 'logs.bicep' = {
  name: 'logs'
  params: { location: location, name: name }
}

module service 'service.bicep' = {
  name: 'service'
  params: {
    location: location
    name: name
    identityName: identity.name
    registryName: registryName
    image: image
    site: site
    proxyImage: proxyImage
    subnetId: network.outputs.serviceSubnetId
    administratorAddresses: administratorAddresses
    workspaceName: logs.outputs.workspaceName
    databaseUrlSecret: vault.outputs.databaseUrlSecret
    linkSecretSecret: vault.outputs.linkSecretSecret
    caseKeysSecret: vault.outputs.caseKeysSecret
  }
}

module login 'login.bicep' = {
  name: 'login'
  params: {
    location: location
    name: name
    environmentId: service.outputs.environmentId
    identityName: identity.name
    registryName: registryName
    image: image
    administratorUrl: 'postgresql://sipdesk:${uriComponent(databasePassword)}@${database.outputs.host}/sipdesk?sslmode=verify-full&sslrootcert=system'
    servicePassword: servicePassword
  }
}

module bot 'bot.bicep' = {
  name: 'bot'
  params: {
    name: name
    identityName: identity.name
    endpoint: '${service.outputs.url}/api/messages'
  }
}

module watching 'watching.bicep' = {
  name: 'watching'
  params: {
    location: location
    name: name
    url: service.outputs.url
    mail: alertMail
    workspaceName: logs.outputs.workspaceName
  }
}

@description('Where Teams, Graph and people reach the service: the domain of the app package.')
output url string = service.outputs.url

@description('The app id of the bot, and the identity to give permissions to in Microsoft Graph.')
output appId string = identity.properties.clientId
output principalId string = identity.properties.principalId

@description('Where the roster file goes.')
output storageAccount string = service.outputs.storageAccount
