import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Backend, type Deployment, invoke, startLocalAws, synthesizeEach } from '@amplify-secrets/local';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryRoot } from './repository.js';

const MAIN: Deployment = { type: 'branch', namespace: 'd123abc', name: 'main' };
const SANDBOX: Deployment = { type: 'sandbox', namespace: 'shop', name: 'jan' };

const FILES = {
  'package.json': '{ "name": "shop", "private": true, "type": "module" }',
  'package-lock.json': '{ "name": "shop", "lockfileVersion": 3, "packages": {} }',
  'amplify/package.json': '{ "type": "module" }',
  'amplify/secrets/resource.ts': `
    import { defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';
    export const secrets = defineSecrets({
      app: 'shop',
      environments: { prod: 'main' },
      secrets: { googleOauth: jsonSecret(['clientId', 'clientSecret']), amazonSecret: textSecret(), mapsKey: textSecret() },
    });
  `,
  'amplify/auth/resource.ts': `
    import { amplifySecret } from '@amplify-secrets/backend';
    import { defineAuth, secret } from '@aws-amplify/backend';
    import { secrets } from '../secrets/resource.js';
    export const auth = defineAuth({
      loginWith: {
        email: true,
        externalProviders: {
          google: {
            clientId: amplifySecret(secrets.googleOauth, 'clientId'),
            clientSecret: amplifySecret(secrets.googleOauth, 'clientSecret'),
          },
          loginWithAmazon: { clientId: secret('AMAZON_ID'), clientSecret: amplifySecret(secrets.amazonSecret) },
          callbackUrls: ['http://localhost:3000/'],
          logoutUrls: ['http://localhost:3000/'],
        },
      },
    });
  `,
  'amplify/maps/handler.ts': 'export const handler = async () => process.env.MAPS_KEY;',
  'amplify/maps/resource.ts': `
    import { amplifySecret } from '@amplify-secrets/backend';
    import { defineFunction } from '@aws-amplify/backend';
    import { secrets } from '../secrets/resource.js';
    export const maps = defineFunction({ name: 'maps', environment: { MAPS_KEY: amplifySecret(secrets.mapsKey) } });
  `,
  'amplify/with-function.ts': `
    import { grantSecretRead } from '@amplify-secrets/backend';
    import { defineBackend } from '@aws-amplify/backend';
    import { auth } from './auth/resource.js';
    import { maps } from './maps/resource.js';
    import { secrets } from './secrets/resource.js';
    const backend = defineBackend({ auth, maps });
    grantSecretRead(backend.maps, secrets.mapsKey);
  `,
};

let project: string;
let deployed: Backend;
let branch: Resources;
let sandbox: Resources;

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'amplify-secret-'));
  symlinkSync(join(repositoryRoot, 'node_modules'), join(project, 'node_modules'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  }
  const [main, mine] = await synthesizeEach({
    entry: 'amplify/with-function.ts',
    deployments: [MAIN, SANDBOX],
    cwd: project,
  });
  deployed = main;
  branch = resourcesIn(main.cdkOut);
  sandbox = resourcesIn(mine.cdkOut);
}, 180_000);
afterAll(() => rmSync(project, { recursive: true }));

describe('an external provider of defineAuth', () => {
  it('reads its secrets from AWS Secrets Manager in a branch', () => {
    expect(providersOf(branch)).toEqual({
      Google: {
        client_id: '{{resolve:secretsmanager:shop/prod/google-oauth:SecretString:clientId::}}',
        client_secret: '{{resolve:secretsmanager:shop/prod/google-oauth:SecretString:clientSecret::}}',
      },
      LoginWithAmazon: {
        client_id: fetched('AMAZON_ID'),
        client_secret: '{{resolve:secretsmanager:shop/prod/amazon-secret:SecretString:::}}',
      },
    });
    expect(secretsFetchedIn(branch)).toEqual([['AMAZON_ID']]);
  });

  it("reads the sandbox's own secrets in a sandbox, through Amplify's single resource for them", () => {
    expect(providersOf(sandbox)).toEqual({
      Google: {
        client_id: fetched('googleOauth.clientId'),
        client_secret: fetched('googleOauth.clientSecret'),
      },
      LoginWithAmazon: { client_id: fetched('AMAZON_ID'), client_secret: fetched('amazonSecret') },
    });
    expect(secretsFetchedIn(sandbox)).toEqual([
      ['AMAZON_ID', 'amazonSecret', 'googleOauth.clientId', 'googleOauth.clientSecret'],
    ]);
  });
});

describe("a function's environment", () => {
  it("gets the sandbox's own secret when the function starts", () => {
    const variables = sandbox
      .map(({ Properties }) => Properties.Environment?.Variables ?? {})
      .find((each) => 'MAPS_KEY' in each);
    expect(variables?.MAPS_KEY).toBe('<value will be resolved during runtime>');
    expect(JSON.parse(variables?.AMPLIFY_SSM_ENV_CONFIG ?? '')).toEqual({
      MAPS_KEY: {
        path: expect.stringMatching(/^\/amplify\/shop\/jan-sandbox-[0-9a-f]{10}\/mapsKey$/),
        sharedPath: '/amplify/shared/shop/mapsKey',
      },
    });
  });

  it('gets the secret of AWS Secrets Manager in a branch, which no template shows', async () => {
    const aws = await startLocalAws({ backends: [deployed] });
    try {
      aws.secrets.put('shop/prod/maps-key', 'AIza-of-production');
      expect(await invoke(deployed, 'maps', {}, { aws })).toMatchObject({ payload: 'AIza-of-production' });
      expect(JSON.stringify(branch)).not.toContain('AIza');
    } finally {
      await aws.close();
    }
  });
});

interface Resource {
  readonly Type: string;
  readonly Properties: {
    readonly Environment?: { readonly Variables?: Readonly<Record<string, string>> };
    readonly ProviderName?: string;
    readonly ProviderDetails?: Readonly<Record<string, unknown>>;
    readonly secretNames?: readonly string[];
  };
}
type Resources = readonly Resource[];

/** From all templates, nested ones included. */
function resourcesIn(cdkOut: string): Resources {
  return readdirSync(cdkOut)
    .filter((file) => file.endsWith('.template.json'))
    .flatMap((file) => Object.values<Resource>(JSON.parse(readFileSync(join(cdkOut, file), 'utf8')).Resources));
}

function providersOf(resources: Resources): Record<string, unknown> {
  const providers = resources.filter(({ Type }) => Type === 'AWS::Cognito::UserPoolIdentityProvider');
  return Object.fromEntries(
    providers.map(({ Properties: { ProviderName, ProviderDetails: { client_id, client_secret } = {} } }) => [
      ProviderName,
      { client_id, client_secret },
    ]),
  );
}

function secretsFetchedIn(resources: Resources): unknown[] {
  return resources
    .filter(({ Type }) => Type === 'Custom::AmplifySecretFetcherResource')
    .map(({ Properties }) => Properties.secretNames);
}

function fetched(name: string): unknown {
  return { 'Fn::GetAtt': ['AmplifySecretFetcherResource', name] };
}
