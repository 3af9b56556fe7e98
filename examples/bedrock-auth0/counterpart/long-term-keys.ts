import { randomBytes } from 'node:crypto';
import type { Caller } from './caller.js';
import { expiredKey, invalidKey } from './verify-short-term-key.js';

export const PREFIX = 'ABSK';

/** What the tab "Long-term API keys" of the console does: each key is a credential of an IAM user of its own. */
export class LongTermKeys {
  readonly #keys = new Map<string, { readonly user: string; readonly expiresAt: number }>();
  readonly #account: string;

  constructor(account: string) {
    this.#account = account;
  }

  issue(expiresAt: number): string {
    const user = `BedrockAPIKey-${randomBytes(2).toString('hex')}`;
    const text = `${user}-at-${this.#account}:${randomBytes(32).toString('base64')}`;
    const key = PREFIX + Buffer.from(text).toString('base64');
    this.#keys.set(key, { user, expiresAt });
    return key;
  }

  revoke(key: string): void {
    this.#keys.delete(key);
  }

  verify(key: string, now: number): Caller {
    const { user, expiresAt } = this.#keys.get(key) ?? {};
    if (user === undefined || expiresAt === undefined) throw invalidKey();
    if (expiresAt <= now) throw expiredKey();
    const owner = `arn:aws:iam::${this.#account}`;
    return {
      with: 'long-term key',
      principal: `${owner}:user/${user}`,
      // A user is evaluated by its policies as a role is.
      role: { arn: `${owner}:role/${user}`, name: user, account: this.#account, policies: [LIMITED_ACCESS] },
    };
  }
}

/** Of AmazonBedrockLimitedAccess, which the console attaches, what matters here. */
const LIMITED_ACCESS = {
  name: 'AmazonBedrockLimitedAccess',
  document: {
    Statement: {
      Effect: 'Allow',
      Action: ['bedrock:CallWithBearerToken', 'bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
      Resource: '*',
    },
  },
};
