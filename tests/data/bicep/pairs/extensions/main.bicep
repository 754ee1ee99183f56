extension microsoftGraphV1
extension kubernetes with {
  namespace: 'default'
  kubeConfig: kc
} as k8s
@secure()
param kc string
param appName string = 'app'
resource group 'Microsoft.Graph/groups@v1.0' = {
  displayName: 'g ${appName}'
  mailEnabled: false
  mailNickname: 'nick'
  securityEnabled: true
  uniqueName: 'g-${appName}'
  owners: [ app.id ]
}
resource app 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: appName
  displayName: appName
  resource fic 'federatedIdentityCredentials' = {
    name: '${app.uniqueName}/fic'
    audiences: ['api://AzureADTokenExchange']
    issuer: 'https://x'
    subject: 'y'
  }
}
resource existingSp 'Microsoft.Graph/servicePrincipals@v1.0' existing = {
  appId: '00000003-0000-0000-c000-000000000000'
}
resource dep 'apps/Deployment@v1' = [for i in range(0, 2): {
  metadata: {
    name: 'd${i}'
    labels: { app: appName }
  }
  spec: {
    replicas: i + 1
  }
}]
resource svc 'core/Service@v1' = if (appName == 'app') {
  metadata: {
    name: 'svc'
  }
  spec: {
    ports: [ { port: 80 } ]
  }
}
resource ra 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(appName)
  properties: {
    principalId: group.id
    other: existingSp.displayName
    svc: svc.spec.clusterIP
    first: dep[0].metadata.name
  }
}
output appId string = app.appId
output name string = app.displayName
output mail string = group.mailNickname
