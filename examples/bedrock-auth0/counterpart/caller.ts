import type { Role } from '@amplify-secrets/local';

/** Who calls Amazon Bedrock, and with what. */
export interface Caller {
  readonly with: 'signature' | 'short-term key' | 'long-term key';
  /** The ARN of the principal. */
  readonly principal: string;
  /** Its policies. */
  readonly role: Role;
}
