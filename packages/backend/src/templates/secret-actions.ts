import type { Access } from '../statements/access.js';
import { type Match, matchAction, matchArn } from './patterns.js';
import type { Statement } from './statement.js';

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html and list_awssystemsmanager.html
// Each of these alone gives access to the value; moving AWSCURRENT to another version changes what is read.
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
export function touchesSecrets(statement: Statement): boolean {
  return Object.values(WAYS)
    .flatMap(({ read, write }) => [...read, ...write])
    .some((action) => matchActions(statement, action) !== 'none');
}

/** Whether the statement is about the action; `some` where only the deployment knows. */
export function matchActions({ actions, notActions = [] }: Statement, action: string): Match {
  if (actions !== undefined) return strongestMatch(actions.map((pattern) => possibleAction(pattern, action)));
  return opposite(strongestMatch(notActions.map((pattern) => possibleAction(pattern, action))));
}

/** As `matchAction`, of patterns with parts that only the deployment knows. */
export function possibleAction(pattern: string, action: string): Match {
  if (pattern.includes('${')) return matchArn(pattern.toLowerCase(), action.toLowerCase());
  return matchAction(pattern, action) ? 'all' : 'none';
}

export function strongestMatch(matches: readonly Match[]): Match {
  return matches.includes('all') ? 'all' : matches.includes('some') ? 'some' : 'none';
}

/** The match of `NotAction` and `NotResource`. */
export function opposite(match: Match): Match {
  return match === 'all' ? 'none' : match === 'none' ? 'all' : 'some';
}

/** Whether the statement names the action, or does not name it among those that it excludes. */
export function coversAction({ actions, notActions }: Statement, action: string): boolean {
  if (actions !== undefined) return actions.some((pattern) => matchAction(pattern, action));
  return notActions !== undefined && !notActions.some((pattern) => matchAction(pattern, action));
}
