import { type LocalAws, startLocalAws } from '@amplify-secrets/local';
import type { Role } from '@amplify-secrets/local/iam';
import { afterAll, beforeAll } from 'vitest';

export const ACCOUNT = '123456789012';

/** A statement of a policy. */
export interface Allowed {
  readonly actions: string | readonly string[];
  readonly resources: string | readonly string[];
}

/** What a command can reach: the local AWS, and credentials of roles that may do exactly what is listed. */
export interface TestAws {
  readonly aws: () => LocalAws;
  /** Variables of the administrator. */
  readonly admin: () => Record<string, string>;
  /** Variables of a new role. */
  readonly role: (...allowed: readonly Allowed[]) => Record<string, string>;
  /** The role of an access key; undefined for the administrator's. */
  readonly roleOf: (accessKeyId: string) => Role | undefined;
}

/** Starts a local AWS for the tests of a file. */
export function testAws(): TestAws {
  let started: LocalAws | undefined;
  let count = 0;
  const roles = new Map<string, Role>();
  beforeAll(async () => {
    started = await startLocalAws();
  });
  afterAll(() => started?.close());
  const aws = () => {
    if (started === undefined) throw new Error('The local AWS starts with the tests.');
    return started;
  };
  return {
    aws,
    admin: () => aws().env(),
    role: (...allowed) => {
      count += 1;
      const name = `developer-${count}`;
      const statements = allowed.map(({ actions, resources }) => ({
        Effect: 'Allow',
        Action: actions,
        Resource: resources,
      }));
      const policies = [{ name: 'policy', document: { Version: '2012-10-17', Statement: statements } }];
      const role = { arn: `arn:aws:iam::${ACCOUNT}:role/${name}`, name, account: ACCOUNT, policies };
      const variables = aws().env(role);
      roles.set(variables.AWS_ACCESS_KEY_ID ?? '', role);
      return variables;
    },
    roleOf: (accessKeyId) => roles.get(accessKeyId),
  };
}

/** The ARN of one secret, for a policy; or of all under a prefix, `shop/*`, whether they exist or not. */
export function secretArn(name: string): string {
  return `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:${name}${name.endsWith('*') ? '' : '-??????'}`;
}

/** The ARN of one parameter. */
export function parameterArn(path: string): string {
  return `arn:aws:ssm:us-east-1:${ACCOUNT}:parameter${path}`;
}
