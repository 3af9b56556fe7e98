import type { Deployment } from '@amplify-secrets/local';
import { describe, expect, it } from 'vitest';
import { errorOf, mayDo, promisedTo } from './declared-access.js';
import type { Grant, Project } from './project.js';

const HOME = 'us-east-1:123456789012';
const GET = 'secretsmanager:GetSecretValue';
const PUT = 'secretsmanager:PutSecretValue';

/** The example of the README, as data; checked by people; every generated project is checked against the same functions. */
const project: Project = {
  deployment: { type: 'branch', namespace: 'd123', name: 'main' },
  place: { partition: 'aws', region: 'us-east-1', account: '123456789012' },
  pinned: false,
  inContext: true,
  sets: [
    {
      app: 'myapp',
      environments: [
        { name: 'prod', branches: ['main'] },
        { name: 'staging', branches: ['staging', 'release/*', 'stage:beta'] },
        { name: 'preview', branches: ['pr-*'], store: 'amplify' },
        { name: 'dev', branches: ['*'] },
      ],
      secrets: [
        { key: 'stripe', kebab: 'stripe', kind: 'json' },
        { key: 'slackSigningSecret', kebab: 'slack-signing-secret', kind: 'text' },
        { key: 'upworkTokens', kebab: 'upwork-tokens', kind: 'json', name: { prod: 'upwork-oauth-tokens' } },
      ],
    },
  ],
  grantees: [
    { id: 'webhook', kind: 'amplify', stack: 'nested' },
    { id: 'refresh', kind: 'amplify', stack: 'nested' },
    { id: 'router', kind: 'amplify', stack: 'nested' },
  ],
  grants: [
    { grantee: 'webhook', access: 'read', targets: [{ kind: 'secret', set: 'myapp', key: 'stripe' }] },
    { grantee: 'refresh', access: 'read and write', targets: [{ kind: 'secret', set: 'myapp', key: 'upworkTokens' }] },
    { grantee: 'router', access: 'read', targets: [{ kind: 'pattern', set: 'myapp', pattern: 'github-*' }] },
    { grantee: 'router', access: 'read', targets: [{ kind: 'name', name: 'legacy' }], branches: ['main', 'sandbox'] },
  ],
};

function may(deployment: Partial<Deployment>, id: string, action: string, resource: string): boolean {
  const there = { ...project, deployment: { ...project.deployment, ...deployment } };
  const grantee = there.grantees.find((each) => each.id === id);
  return grantee !== undefined && mayDo(promisedTo(there, grantee), there, { action, resource });
}
const secret = (name: string) => `arn:aws:secretsmanager:${HOME}:secret:${name}-a1B2c3`;
const parameter = (path: string) => `arn:aws:ssm:${HOME}:parameter${path}`;

describe('mayDo', () => {
  it.each<[string, Partial<Deployment>, string, string, string, boolean]>([
    ['the secret of its environment', {}, 'webhook', GET, secret('myapp/prod/stripe'), true],
    ['nothing in another environment', {}, 'webhook', GET, secret('myapp/dev/stripe'), false],
    ['nothing under a longer name', {}, 'webhook', GET, secret('myapp/prod/stripe-2'), false],
    ['no write with a read grant', {}, 'webhook', PUT, secret('myapp/prod/stripe'), false],
    ['nothing to another grantee', {}, 'refresh', GET, secret('myapp/prod/stripe'), false],
    ['nothing in another account', {}, 'webhook', GET, secret('myapp/prod/stripe').replace('2345', '2354'), false],
    [
      'a branch the secret of its environment',
      { name: 'release/2' },
      'webhook',
      GET,
      secret('myapp/staging/stripe'),
      true,
    ],
    ['a branch in other case its own environment', { name: 'Main' }, 'webhook', GET, secret('myapp/dev/stripe'), true],
    [
      'a pipeline stage the environment of its entry',
      { type: 'standalone', namespace: 'pipeline', name: 'beta' },
      'webhook',
      GET,
      secret('myapp/staging/stripe'),
      true,
    ],
    ['the secret under its given name', {}, 'refresh', PUT, secret('upwork-oauth-tokens'), true],
    [
      'nothing under that name in another environment',
      { name: 'x' },
      'refresh',
      PUT,
      secret('upwork-oauth-tokens'),
      false,
    ],
    ['the default name in another environment', { name: 'x' }, 'refresh', PUT, secret('myapp/dev/upwork-tokens'), true],
    ['the secrets that match a pattern', {}, 'router', GET, secret('myapp/prod/github-acme'), true],
    ['the secrets that match a pattern across a slash', {}, 'router', GET, secret('myapp/prod/github-a/b'), true],
    [
      'nothing that matches the pattern in another environment',
      {},
      'router',
      GET,
      secret('myapp/dev/github-acme'),
      false,
    ],
    ['a plain name in its branches', {}, 'router', GET, secret('legacy'), true],
    ['no plain name in other branches', { name: 'x' }, 'router', GET, secret('legacy'), false],
    [
      'a plain name in a sandbox',
      { type: 'sandbox', namespace: 'web', name: 'jan' },
      'router',
      GET,
      secret('legacy'),
      true,
    ],
    ['a batch for a pattern', {}, 'router', 'secretsmanager:BatchGetSecretValue', '*', true],
    ['no batch for one secret', {}, 'webhook', 'secretsmanager:BatchGetSecretValue', '*', false],
    [
      'a preview its parameters',
      { name: 'pr-7' },
      'webhook',
      'ssm:GetParameter',
      parameter('/amplify/shared/d123/stripe'),
      true,
    ],
    [
      'no secret to a preview whose store is amplify',
      { name: 'pr-7' },
      'webhook',
      GET,
      secret('myapp/preview/stripe'),
      false,
    ],
    [
      'no write to the shared folder',
      { name: 'pr-7' },
      'refresh',
      'ssm:PutParameter',
      parameter('/amplify/shared/d123/upworkTokens'),
      false,
    ],
    [
      'no reading by path',
      { name: 'pr-7' },
      'webhook',
      'ssm:GetParametersByPath',
      parameter('/amplify/shared/d123'),
      false,
    ],
    [
      'no shared folder of a scoped package',
      { type: 'sandbox', namespace: '@a/b', name: 'jan' },
      'webhook',
      'ssm:GetParameter',
      parameter('/amplify/shared/@a/b/stripe'),
      false,
    ],
  ])('promises %s', (_, deployment, grantee, action, resource, promised) => {
    expect(may(deployment, grantee, action, resource)).toBe(promised);
  });

  it('expects an error where no environment matches the deployment', () => {
    const [grant] = project.grants;
    const lost: Project = { ...project, deployment: { type: 'standalone', namespace: 'acme', name: 'backend' } };
    expect(grant && errorOf(lost, grant)).toBe('BranchUnmatchedError');
    expect(grant && errorOf(project, grant)).toBeUndefined();
  });

  it('expects neither access nor an error where the branches of a grant do not match', () => {
    const lost: Project = { ...project, deployment: { type: 'standalone', namespace: 'acme', name: 'backend' } };
    const grant: Grant = {
      grantee: 'webhook',
      access: 'read',
      targets: [{ kind: 'all', set: 'myapp' }],
      branches: ['x'],
    };
    expect(errorOf(lost, grant)).toBeUndefined();
  });
});
