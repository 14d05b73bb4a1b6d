// A job that makes the service's own login in the database. The administrator's password is a secret of this job alone:
// the service's identity reads the vault, and not this.
param location string
param name string
param environmentId string
param identityName string
param registryName string
param image string
@secure()
param administratorUrl string
@secure()
param servicePassword string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: identityName
}

resource registry 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: registryName
}

resource job 'Microsoft.App/jobs@2024-03-01' = {
  name: '${name}-login'
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      triggerType: 'Manual'
      replicaTimeout: 300
      replicaRetryLimit: 0
      manualTriggerConfig: { parallelism: 1, replicaCompletionCount: 1 }
      registries: [
        { server: registry.properties.loginServer, identity: identity.id }
      ]
      secrets: [
        { name: 'administrator-url', value: administratorUrl }
        { name: 'service-password', value: servicePassword }
      ]
    }
    template: {
      containers: [
        {
          name: 'login'
          image: '${registry.properties.loginServer}/${image}'
          command: ['python', '-c', loadTextContent('make_login.py')]
          resources: { cpu: json('0.25'), memory: '0.5Gi' }
          env: [
            { name: 'ADMINISTRATOR_URL', secretRef: 'administrator-url' }
            { name: 'SERVICE_PASSWORD', secretRef: 'service-password' }
            { name: 'SSL_CERT_FILE', value: '/etc/ssl/certs/ca-certificates.crt' }
          ]
        }
      ]
    }
  }
}
