import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalAws, startLocalAws } from '../../local-aws.js';
import { clientsFrom } from '../../sdk-clients.test.support.js';

let aws: LocalAws;
beforeEach(async () => {
  aws = await startLocalAws();
});
afterEach(() => aws.close());

describe('a secret that an AWS service created', () => {
  it('is read by its name with the ! in it', async () => {
    const { arn } = aws.secrets.put('rds!cluster-1f0a7e52', 'made by RDS');
    const { secrets } = clientsFrom(aws.env());
    for (const SecretId of ['rds!cluster-1f0a7e52', arn]) {
      expect(await secrets.getSecretValue({ SecretId })).toMatchObject({ SecretString: 'made by RDS' });
    }
  });

  it('is not created by anyone else', async () => {
    const { secrets } = clientsFrom(aws.env());
    await expect(secrets.createSecret({ Name: 'rds!mine', SecretString: 'a' })).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });
});
