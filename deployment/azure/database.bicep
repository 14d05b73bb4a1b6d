// PostgreSQL, backed up by Azure all the time: any moment of the last 35 days can be restored, to a new server.
param location string
param name string
@secure()
param password string
param subnetId string
param dnsZoneId string
param geoRedundantBackup bool

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: '${name}-${uniqueString(resourceGroup().id)}'
  location: location
  sku: { name: 'Standard_B1ms', tier: 'Burstable' }
  properties: {
    version: '16'
    administratorLogin: 'sipdesk'
    administratorLoginPassword: password
    storage: { storageSizeGB: 32, autoGrow: 'Enabled' }
    backup: {
      backupRetentionDays: 35
      geoRedundantBackup: geoRedundantBackup ? 'Enabled' : 'Disabled'
    }
    highAvailability: { mode: 'Disabled' }
    network: {
      delegatedSubnetResourceId: subnetId
      privateDnsZoneArmResourceId: dnsZoneId
    }
    authConfig: { passwordAuth: 'Enabled', activeDirectoryAuth: 'Disabled' }
  }
}

resource ledger 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2024-08-01' = {
  parent: server
  name: 'sipdesk'
  properties: { charset: 'UTF8', collation: 'en_US.utf8' }
}

// Its backups go with the server: nobody deletes it by mistake.
resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  name: 'keep-the-ledger'
  scope: server
  properties: { level: 'CanNotDelete', notes: 'The ledger of SIP Desk and its backups.' }
}

output host string = server.properties.fullyQualifiedDomainName
