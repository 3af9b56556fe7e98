import type { Principal } from '../../authorization/credentials.js';
import { escapeXml } from '../http/answer.js';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: nobody needs a permission for it. */
export function callerIdentity({ arn, userId, account }: Principal): string {
  return `<Arn>${escapeXml(arn)}</Arn><UserId>${escapeXml(userId)}</UserId><Account>${account}</Account>`;
}
