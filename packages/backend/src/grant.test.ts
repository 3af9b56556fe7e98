import { defineSecrets, secretNamed, textSecret } from '@amplify-secrets/runtime';
import type { Deployment } from '@amplify-secrets/runtime/contract';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import {
  allows,
  FEATURE,
  MAIN,
  makeBackend,
  PREVIEW,
  SANDBOX,
  STAGE,
  STANDALONE,
  secretArn,
  secrets,
} from './backend.test.support.js';
import { grantSecretRead, grantSecretReadWrite, grantSecretWrite } from './grant.js';
import { allSecrets, secretsMatching } from './targets/secrets-matching.js';

const READ = ['secretsmanager:GetSecretValue'];
const WRITE = ['secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecretVersionStage'];
const SECRET = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:';
const PARAMETER = 'arn:aws:ssm:us-east-1:123456789012:parameter';
const PARAMETER_READ = ['ssm:GetParameter', 'ssm:GetParameters'];
const BATCH = { actions: ['secretsmanager:BatchGetSecretValue'], resources: ['*'] };

describe('grantSecretRead of one secret', () => {
  it.each([
    [MAIN, 'prod'],
    [STANDALONE, 'prod'],
    [STAGE, 'staging'],
    [FEATURE, 'dev'],
  ])('allows in %o GetSecretValue on exactly the secret of %s', (deployment, environment) => {
    const backend = makeBackend(deployment);
    grantSecretRead(backend.amplifyFunction('webhook'), secrets.stripe);
    expect(backend.grants()).toEqual([{ actions: READ, resources: [`${SECRET}myapp/${environment}/stripe-??????`] }]);
  });

  it('allows in a preview GetParameter and GetParameters on the own and the shared parameter', () => {
    const backend = makeBackend(PREVIEW);
    grantSecretRead(backend.amplifyFunction('webhook'), secrets.stripe);
    expect(backend.grants()).toEqual([
      {
        actions: PARAMETER_READ,
        resources: [
          expect.stringMatching(`^${PARAMETER}/amplify/d1a2b3/pr7-branch-[0-9a-f]{10}/stripe$`),
          `${PARAMETER}/amplify/shared/d1a2b3/stripe`,
        ],
      },
    ]);
  });

  it('leaves out the shared parameter of a scoped package, which Parameter Store would refuse', () => {
    const backend = makeBackend({ ...SANDBOX, namespace: '@acme/web' });
    grantSecretRead(backend.amplifyFunction('webhook'), secrets.slackSigningSecret);
    expect(backend.grants()).toEqual([
      {
        actions: PARAMETER_READ,
        resources: [
          expect.stringMatching(`^${PARAMETER}/amplify/acmeweb/jan-sandbox-[0-9a-f]{10}/slackSigningSecret$`),
        ],
      },
    ]);
  });

  it('allows no secret with a similar name', () => {
    const backend = makeBackend(MAIN);
    grantSecretRead(backend.amplifyFunction('webhook'), secrets.stripe);
    const grants = backend.grants();
    expect(allows(grants, 'secretsmanager:GetSecretValue', secretArn('myapp/prod/stripe'))).toBe(true);
    for (const name of [
      'myapp/prod/stripe-live',
      'myapp/prod/stripe2',
      'myapp/prod/strip',
      'myapp/dev/stripe',
      'other/prod/stripe',
    ]) {
      expect(allows(grants, 'secretsmanager:GetSecretValue', secretArn(name)), name).toBe(false);
    }
    for (const action of ['PutSecretValue', 'DescribeSecret', 'DeleteSecret', 'BatchGetSecretValue']) {
      expect(allows(grants, `secretsmanager:${action}`, secretArn('myapp/prod/stripe')), action).toBe(false);
    }
  });
});

describe('grantSecretRead of a pattern', () => {
  it('allows the pattern below the environment, and a batch', () => {
    const backend = makeBackend(FEATURE);
    grantSecretRead(backend.amplifyFunction('router'), secretsMatching(secrets, 'github-*'));
    const grants = backend.grants();
    expect(grants).toEqual([{ actions: READ, resources: [`${SECRET}myapp/dev/github-*-??????`] }, BATCH]);
    expect(allows(grants, 'secretsmanager:GetSecretValue', secretArn('myapp/dev/github-acme'))).toBe(true);
    expect(allows(grants, 'secretsmanager:GetSecretValue', secretArn('myapp/prod/github-acme'))).toBe(false);
    expect(allows(grants, 'secretsmanager:GetSecretValue', secretArn('myapp/dev/githubber'))).toBe(false);
  });

  it('allows the same pattern below the folders of a sandbox, and never by path', () => {
    const backend = makeBackend(SANDBOX);
    grantSecretRead(backend.amplifyFunction('router'), secretsMatching(secrets, 'github-*'));
    expect(backend.grants()).toEqual([
      {
        actions: PARAMETER_READ,
        resources: [
          expect.stringMatching(`^${PARAMETER}/amplify/myapp/jan-sandbox-[0-9a-f]{10}/github-\\*$`),
          `${PARAMETER}/amplify/shared/my-app/github-*`,
        ],
      },
    ]);
  });

  it('can be granted beside one of the secrets that it matches', () => {
    const backend = makeBackend(MAIN);
    grantSecretRead(backend.amplifyFunction('acme'), secretNamed(secrets, 'github-acme'));
    expect(backend.grants()).toEqual([{ actions: READ, resources: [`${SECRET}myapp/prod/github-acme-??????`] }]);
  });
});

describe('grantSecretWrite', () => {
  it('does not allow reading', () => {
    const backend = makeBackend(MAIN);
    grantSecretWrite(backend.amplifyFunction('writer'), secrets.upworkTokens);
    expect(backend.grants()).toEqual([{ actions: WRITE, resources: [`${SECRET}upwork-oauth-tokens-??????`] }]);
  });

  it('allows in a sandbox PutParameter on the own parameter only', () => {
    const backend = makeBackend(SANDBOX);
    grantSecretWrite(backend.amplifyFunction('writer'), secrets.upworkTokens);
    expect(backend.grants()).toEqual([
      {
        actions: ['ssm:PutParameter'],
        resources: [expect.stringMatching(`^${PARAMETER}/amplify/myapp/jan-sandbox-[0-9a-f]{10}/upworkTokens$`)],
      },
    ]);
  });

  it('allows the same as part of grantSecretReadWrite', () => {
    const backend = makeBackend(FEATURE);
    grantSecretReadWrite(backend.amplifyFunction('refresh'), secrets.upworkTokens);
    const resources = [`${SECRET}myapp/dev/upwork-tokens-??????`];
    expect(backend.grants()).toEqual([
      { actions: READ, resources },
      { actions: WRITE, resources },
    ]);
  });
});

describe('several grants to one function', () => {
  it('make one statement of each kind, in any order and number', () => {
    const backend = makeBackend(MAIN);
    const router = backend.amplifyFunction('router');
    grantSecretRead(router, secrets.stripe);
    grantSecretReadWrite(router, secrets.upworkTokens);
    grantSecretRead(router, [secrets.slackSigningSecret, secretsMatching(secrets, 'github-*')]);
    grantSecretRead(router.resources.lambda, secrets.stripe);
    expect(backend.grants()).toEqual([
      {
        actions: READ,
        resources: [
          `${SECRET}myapp/prod/stripe-??????`,
          `${SECRET}upwork-oauth-tokens-??????`,
          `${SECRET}myapp/prod/slack-signing-secret-??????`,
          `${SECRET}myapp/prod/github-*-??????`,
        ],
      },
      BATCH,
      { actions: WRITE, resources: [`${SECRET}upwork-oauth-tokens-??????`] },
    ]);
  });

  it('name each of many secrets once, however often it is granted', () => {
    const backend = makeBackend(MAIN);
    const router = backend.amplifyFunction('router');
    const many = Array.from({ length: 50 }, (_, index) => secretNamed(secrets, `tenant-${index}`));
    grantSecretRead(router, many);
    grantSecretRead(router, many);
    const resources = backend.grants().flatMap((grant) => grant.resources);
    expect(resources).toHaveLength(51);
    expect(new Set(resources).size).toBe(51);
  });

  it('give the same permissions where CDK merges statements', () => {
    const context = { '@aws-cdk/aws-iam:minimizePolicies': true };
    const backend = makeBackend(MAIN, {}, context);
    grantSecretReadWrite(backend.amplifyFunction('refresh'), [secrets.upworkTokens, secrets.stripe]);
    const grants = backend.grants();
    expect(grants).toContainEqual(BATCH);
    for (const name of ['myapp/prod/stripe', 'upwork-oauth-tokens']) {
      for (const action of [...READ, ...WRITE]) expect(allows(grants, action, secretArn(name))).toBe(true);
    }
  });

  it('include each declared secret of allSecrets one by one', () => {
    const backend = makeBackend(MAIN);
    grantSecretRead(backend.amplifyFunction('all'), allSecrets(secrets));
    expect(backend.grants()[0]?.resources).toEqual([
      `${SECRET}myapp/prod/stripe-??????`,
      `${SECRET}myapp/prod/slack-signing-secret-??????`,
      `${SECRET}upwork-oauth-tokens-??????`,
    ]);
  });
});

describe('BatchGetSecretValue', () => {
  it('is left out for one secret that is granted twice', () => {
    const backend = makeBackend(MAIN);
    const webhook = backend.amplifyFunction('webhook');
    grantSecretRead(webhook, secrets.stripe);
    grantSecretReadWrite(webhook, secrets.stripe);
    grantSecretWrite(webhook, secrets.slackSigningSecret);
    expect(backend.grants()).not.toContainEqual(BATCH);
  });

  it('is left out by batch: false', () => {
    const backend = makeBackend(MAIN);
    const webhook = backend.amplifyFunction('webhook');
    grantSecretRead(webhook, [secrets.stripe, secretsMatching(secrets, 'github-*')], { batch: false });
    grantSecretRead(webhook, secrets.slackSigningSecret);
    expect(backend.grants()).not.toContainEqual(BATCH);
  });

  it('is left out for parameters', () => {
    const backend = makeBackend(SANDBOX);
    grantSecretRead(backend.amplifyFunction('webhook'), allSecrets(secrets));
    expect(backend.grants().flatMap(({ actions }) => actions)).toEqual(PARAMETER_READ);
  });
});

describe('a grant of a plain name, ARN or raw pattern', () => {
  const arn = `arn:aws:secretsmanager:eu-west-1:210987654321:secret:billing/api-Ab12Cd`;
  const targets = ['legacy-token', arn, 'shared/mail-*'];

  it('holds in its branches, always in AWS Secrets Manager', () => {
    for (const [deployment, branches] of [
      [SANDBOX, ['sandbox', 'main']],
      [PREVIEW, ['sandbox', 'pr-*']],
      [MAIN, ['sandbox', 'main']],
    ] as const) {
      const backend = makeBackend(deployment);
      grantSecretRead(backend.amplifyFunction('legacy'), targets, { branches });
      expect(backend.grants()).toEqual([
        { actions: READ, resources: [`${SECRET}legacy-token-??????`, arn, `${SECRET}shared/mail-*-??????`] },
        BATCH,
      ]);
    }
  });

  it('holds nowhere else', () => {
    for (const [deployment, branches] of [
      [FEATURE, 'main'],
      [SANDBOX, '*'],
      [PREVIEW, '*'],
      [STAGE, '*'],
    ] as const) {
      const backend = makeBackend(deployment);
      grantSecretReadWrite(backend.amplifyFunction('legacy'), targets, { branches });
      expect(backend.grants()).toEqual([]);
    }
  });
});

describe('the option branches', () => {
  it('limits the grant of a reference too', () => {
    const inMain = makeBackend(MAIN);
    grantSecretRead(inMain.amplifyFunction('webhook'), secrets.stripe, { branches: 'main' });
    expect(inMain.grants()).toHaveLength(1);
    const inFeature = makeBackend(FEATURE);
    grantSecretRead(inFeature.amplifyFunction('webhook'), secrets.stripe, { branches: 'main' });
    expect(inFeature.grants()).toEqual([]);
  });
});

describe('the branch "sandbox" in the option branches', () => {
  const GIT: Deployment = { type: 'branch', namespace: 'd1a2b3', name: 'sandbox' };

  it('matches every sandbox, and no git branch of that name', () => {
    for (const target of ['legacy-token', secrets.stripe]) {
      const sandbox = makeBackend(SANDBOX);
      grantSecretRead(sandbox.amplifyFunction('legacy'), target, { branches: 'sandbox' });
      expect(sandbox.grants()).toHaveLength(1);
      const branch = makeBackend(GIT);
      grantSecretRead(branch.amplifyFunction('legacy'), target, { branches: ['sandbox', 'main'] });
      expect(branch.grants()).toEqual([]);
    }
  });

  it('does not change what globs match', () => {
    const branch = makeBackend(GIT);
    grantSecretRead(branch.amplifyFunction('legacy'), 'legacy-token', { branches: 'sand*' });
    expect(branch.grants()).toHaveLength(1);
  });
});

describe('a set that keeps its sandboxes in AWS Secrets Manager', () => {
  it('is granted under the environment "sandbox"', () => {
    const set = defineSecrets({
      app: 'other',
      environments: { sandbox: { store: 'secrets-manager' }, dev: '*' },
      secrets: { token: textSecret() },
    });
    const backend = makeBackend(SANDBOX);
    grantSecretRead(backend.amplifyFunction('webhook'), set.token);
    expect(backend.grants()).toEqual([{ actions: READ, resources: [`${SECRET}other/sandbox/token-??????`] }]);
  });
});

describe('the template of a grant', () => {
  it('matches the snapshot for one function that reads two secrets', () => {
    const backend = makeBackend(MAIN);
    grantSecretRead(backend.amplifyFunction('webhook'), [secrets.stripe, secrets.upworkTokens]);
    const { Resources } = Template.fromStack(backend.stack).toJSON();
    expect(Resources).toMatchSnapshot();
  });
});
