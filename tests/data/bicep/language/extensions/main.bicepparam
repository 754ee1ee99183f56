using 'main.bicep' with {
  mode: 'stack'
  scope: '/subscriptions/x/resourceGroups/y'
}
extensionConfig k8s with {
  kubeConfig: readCliArg('kube')
}
param kubeConfig = externalInput('sys.envVar', 'KUBE')
param capacityName = '''
Balanced_B10
'''
