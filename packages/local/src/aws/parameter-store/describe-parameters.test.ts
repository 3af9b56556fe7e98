import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCOUNT, allow, roleWith } from '../../backend.test.support.js';
import { type LocalAws, startLocalAws } from '../../local-aws.js';
import { clientsFrom } from '../../sdk-clients.test.support.js';

let aws: LocalAws;
beforeEach(async () => {
  aws = await startLocalAws();
  aws.parameters.put('/app/one', 'alpha');
});
afterEach(() => aws.close());

const describeAs = (action: string, resource: string) =>
  clientsFrom(aws.env(roleWith(allow(action, resource)))).parameters.describeParameters({});

describe('A1: DescribeParameters', () => {
  it.each([
    ['ssm:DescribeParameters', '*'],
    ['*', '*'],
    ['ssm:Describe*', `arn:aws:ssm:us-east-1:${ACCOUNT}:*`],
  ])('allows a role with %s on %s', async (action, resource) => {
    expect((await describeAs(action, resource)).Parameters).toMatchObject([{ Name: '/app/one' }]);
  });

  it.each([
    ['ssm:DescribeParameters', `arn:aws:ssm:us-east-1:${ACCOUNT}:parameter/*`],
    ['ssm:GetParameter', '*'],
  ])('denies a role with %s on %s', async (action, resource) => {
    await expect(describeAs(action, resource)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(
        `ssm:DescribeParameters on resource: arn:aws:ssm:us-east-1:${ACCOUNT}:* because`,
      ),
    });
  });
});
