import type { AccessKey } from '../../authorization/credentials.js';
import { AwsError } from '../../aws-error.js';

/** The fields of a result; the Query protocol writes them as XML. */
export interface StsResult {
  readonly [field: string]: string | StsResult;
}

export interface StsCall {
  /** The key that signed the request. */
  readonly key: AccessKey;
  readonly parameters: URLSearchParams;
  /** Milliseconds of the local AWS's clock. */
  readonly at: number;
  /** Issues temporary credentials to the caller. */
  readonly issue: (expiresAt: number) => AccessKey;
}

type StsOperation = (call: StsCall) => StsResult;

export const stsOperations: ReadonlyMap<string, StsOperation> = new Map<string, StsOperation>([
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: it needs no permission.
  ['GetCallerIdentity', ({ key }) => identityOf(key)],
  ['GetSessionToken', getSessionToken],
]);

function identityOf({ principal: { arn, userId, account } }: AccessKey): StsResult {
  return { Arn: arn, UserId: userId, Account: account };
}

/**
 * For a user's own keys only. It needs no permission, and the new credentials are the same user's.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 */
function getSessionToken({ key, parameters, at, issue }: StsCall): StsResult {
  const given = parameters.get('DurationSeconds') ?? '43200';
  const duration = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN;
  if (!(duration >= 900 && duration <= 129_600)) {
    const rule = duration > 129_600 ? 'less than or equal to 129600' : 'greater than or equal to 900';
    const where = `Value '${given}' at 'durationSeconds' failed to satisfy constraint`;
    throw new AwsError('ValidationError', `1 validation error detected: ${where}: Member must have value ${rule}`);
  }
  if (key.token !== undefined) {
    throw new AwsError('AccessDenied', 'Cannot call GetSessionToken with session credentials', 403);
  }
  const expiresAt = at + duration * 1000;
  const { id, secret, token = '' } = issue(expiresAt);
  return {
    Credentials: {
      AccessKeyId: id,
      SecretAccessKey: secret,
      SessionToken: token,
      Expiration: new Date(expiresAt).toISOString(),
    },
  };
}
