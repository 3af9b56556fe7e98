import type { RequiredSecret } from './required-secrets.js';

/** `empty`: it exists, and has no value. */
export type SecretStatus = 'present' | 'absent' | 'deleted' | 'empty';

/** Why nothing is known of a secret. */
export type Obstacle =
  | { readonly kind: 'region' | 'timeout' }
  | { readonly kind: 'credentials'; readonly code: string; readonly advice: string | undefined }
  | { readonly kind: 'unreachable'; readonly code: string }
  | { readonly kind: 'denied'; readonly permission: string };

export interface CheckResult {
  readonly secret: RequiredSecret;
  /** Where it was looked for; undefined where not even that is known. */
  readonly region: string | undefined;
  readonly found: SecretStatus | Obstacle;
  /** The id of the AWS service that owns it, where AWS says so. */
  readonly owner?: string | undefined;
  /** Of a secret that is there. */
  readonly rotation?: FoundRotation;
}

/** What AWS Secrets Manager says of a secret's rotation. */
export interface FoundRotation {
  readonly isEnabled: boolean;
  readonly lambdaArn: string | undefined;
  readonly schedule: string | undefined;
  readonly lastRotated: Date | undefined;
  readonly nextRotation: Date | undefined;
  /** The last change of any kind. */
  readonly lastChanged: Date | undefined;
  /** The version that is pending and not current: a rotation is under way, or did not finish. */
  readonly pendingVersion: string | undefined;
}

export function isStatus(found: CheckResult['found']): found is SecretStatus {
  return typeof found === 'string';
}

// The SDK's own, then those that the services answer with:
// https://docs.aws.amazon.com/secretsmanager/latest/apireference/CommonErrors.html
const CREDENTIALS: readonly unknown[] = [
  'CredentialsProviderError',
  'TokenProviderError',
  'ExpiredTokenException',
  'ExpiredToken',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'UnrecognizedClientException',
];

/** The error itself is not shown: its message may quote what was sent. */
export function obstacleOf(error: unknown, permission: string, signal: AbortSignal): Obstacle {
  if (signal.aborted) return { kind: 'timeout' };
  const { name, message, code } = Object(error) as Record<string, unknown>;
  if (message === 'Region is missing') return { kind: 'region' };
  if (typeof name === 'string' && name.startsWith('AccessDenied')) return { kind: 'denied', permission };
  const shown = typeof code === 'string' ? code : String(name);
  if (!CREDENTIALS.includes(name)) return { kind: 'unreachable', code: shown };
  // The SDK's own sentence where it says to sign in again. Others may quote the output of a program that returns credentials.
  const advice = /^[^\n]*\baws (?:sso )?login\b[^\n]*$/.exec(String(message))?.[0];
  return { kind: 'credentials', code: shown, advice };
}

/** What to say of secrets that could not be checked: one note for each reason. `budget` is in milliseconds. */
export function uncheckedNotes(results: readonly CheckResult[], budget: number): readonly string[] {
  const namesByReason = new Map<string, string[]>();
  for (const { secret, found } of results) {
    if (isStatus(found)) continue;
    const reason = reasonOf(found, budget);
    namesByReason.set(reason, [...(namesByReason.get(reason) ?? []), secret.name]);
  }
  return [...namesByReason].map(([reason, [first, ...others]]) => {
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    return `checkSecrets did not check "${first}"${more}: ${reason}`;
  });
}

function reasonOf(obstacle: Obstacle, budget: number): string {
  switch (obstacle.kind) {
    case 'region':
      return 'no AWS region is set. Set AWS_REGION.';
    case 'credentials':
      return `there are no valid AWS credentials (${obstacle.code}).${obstacle.advice === undefined ? '' : ` ${obstacle.advice}`}`;
    case 'denied':
      return `these credentials lack the permission ${obstacle.permission}.`;
    case 'timeout':
      return `AWS did not answer within ${budget / 1000} s.`;
    case 'unreachable':
      return `AWS could not be reached (${obstacle.code}).`;
  }
}
