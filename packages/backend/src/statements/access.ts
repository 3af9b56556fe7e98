import type { Store } from '@amplify-secrets/runtime/contract';

export type Access = 'read' | 'write';

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html and list_awssystemsmanager.html
const ACTIONS = {
  'secrets-manager': {
    read: ['secretsmanager:GetSecretValue'],
    write: ['secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage'],
  },
  amplify: {
    read: ['ssm:GetParameter', 'ssm:GetParameters'],
    write: ['ssm:PutParameter'],
  },
} as const;

export function actionsOf(store: Store, access: Access): readonly string[] {
  return ACTIONS[store][access];
}
