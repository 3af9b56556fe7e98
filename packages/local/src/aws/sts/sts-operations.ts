import type { Principal } from '../../authorization/credentials.js';

/** The fields of a result; the Query protocol writes them as XML. */
type StsOperation = (caller: Principal) => Readonly<Record<string, string>>;

export const stsOperations: ReadonlyMap<string, StsOperation> = new Map([
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: it needs no permission.
  ['GetCallerIdentity', ({ arn, userId, account }: Principal) => ({ Arn: arn, UserId: userId, Account: account })],
]);
