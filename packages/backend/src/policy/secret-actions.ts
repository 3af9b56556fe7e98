import type { Access } from '../statements.js';
import { matchAction } from './arn-pattern.js';
import type { ReportedStatement } from './policy-statements.js';

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html and list_awssystemsmanager.html
// Each of these alone is a way to the value; moving AWSCURRENT to another version changes what is read, too.
const WAYS = {
  secretsmanager: {
    read: ['secretsmanager:GetSecretValue'],
    write: ['secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecret', 'secretsmanager:UpdateSecretVersionStage'],
  },
  ssm: {
    read: ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParameterHistory', 'ssm:GetParametersByPath'],
    write: ['ssm:PutParameter'],
  },
} as const;

export type SecretService = keyof typeof WAYS;

export const ACCESSES: readonly Access[] = ['read', 'write'];

export function waysTo(service: SecretService, access: Access): readonly string[] {
  return WAYS[service][access];
}

/** Whether the statement is about reading or writing any secret or parameter. */
export function touchesSecrets(statement: ReportedStatement): boolean {
  return Object.values(WAYS)
    .flatMap(({ read, write }) => [...read, ...write])
    .some((action) => speaksOf(statement, action));
}

export function speaksOf({ actions, notActions }: ReportedStatement, action: string): boolean {
  if (actions !== undefined) return actions.some((pattern) => matchAction(pattern, action));
  return notActions !== undefined && !notActions.some((pattern) => matchAction(pattern, action));
}
