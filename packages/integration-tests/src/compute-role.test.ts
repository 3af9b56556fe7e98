import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Backend, type LocalAws, startLocalAws } from '@amplify-secrets/local';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeProject, outputsOf, rootTemplate } from './compute-role.test.support.js';

const MAIN = { type: 'branch', namespace: 'd1a2b3', name: 'main' } as const;
const SANDBOX = { type: 'sandbox', namespace: 'shop', name: 'jan' } as const;
const API_KEY = 'canary-api-key-7f';
const SLACK = 'canary-slack-91';

/** The files of an app, as its framework would load them; each reports what it read. */
const SERVER = {
  'lib/secrets.ts': `
    import { createNextSecrets } from '@amplify-secrets/runtime/next';
    import outputs from '../amplify_outputs.json' with { type: 'json' };
    export const { getSecret, getSecrets } = createNextSecrets({ outputs });
  `,
  'app/route.ts': `
    import { secrets } from '../amplify/secrets/resource.js';
    import { getSecret, getSecrets } from '../lib/secrets.js';
    export async function GET(request: Request) {
      if (request.url.endsWith('/bank')) return Response.json({ bank: (await getSecret(secrets.bank)).length });
      const { stripe, slack } = await getSecrets({ stripe: secrets.stripe, slack: secrets.slackSigningSecret });
      return Response.json({ stripe, lengths: [stripe.apiKey.length, slack.length] });
    }
  `,
  'middleware.ts': `
    import { secrets } from './amplify/secrets/resource.js';
    import { getSecret } from './lib/secrets.js';
    export const middleware = async () => (await getSecret(secrets.slackSigningSecret)).length;
  `,
  'instrumentation.ts': `
    export async function register() {
      const { getSecret } = await import('./lib/secrets.js');
      const { secrets } = await import('./amplify/secrets/resource.js');
      return (await getSecret(secrets.stripe)).webhookSecret.length;
    }
  `,
  'server.ts': `
    import { GET } from './app/route.js';
    import { register } from './instrumentation.js';
    import { middleware } from './middleware.js';
    const said: Record<string, unknown> = {};
    const note = async (name: string, work: () => Promise<unknown>) => {
      said[name] = await work().catch(({ name, message }) => name + ': ' + message);
    };
    await note('instrumentation', register);
    await note('middleware', middleware);
    await note('route', async () => (await GET(new Request('http://localhost/'))).json());
    await note('bank', async () => (await GET(new Request('http://localhost/bank'))).json());
    console.log(JSON.stringify(said));
  `,
};

const project = makeProject();
let backends: { readonly main: Backend; readonly sandbox: Backend };
let aws: LocalAws;

beforeAll(async () => {
  const [main, sandbox] = await project.synthesizeEach([MAIN, SANDBOX]);
  backends = { main, sandbox };
  aws = await startLocalAws({ backends: [main] });
  aws.secrets.put('shop/prod/stripe', JSON.stringify({ apiKey: API_KEY, webhookSecret: 'whsec' }));
  aws.secrets.put('shop/prod/slack-signing-secret', SLACK);
  aws.secrets.put('shop/prod/bank', 'canary-bank');
});
afterAll(async () => {
  await aws?.close();
  project.remove();
});

describe('defineComputeRole in a real backend', () => {
  it('publishes the descriptor in amplify_outputs.json, as Amplify itself writes it', async () => {
    expect(await outputsOf(backends.main)).toMatchObject({
      custom: {
        theirs: { kept: true },
        amplifySecrets: {
          v: 1,
          apps: { shop: { environment: 'prod', store: 'secrets-manager' } },
          region: 'us-east-1',
        },
      },
    });
    expect(await outputsOf(backends.sandbox)).toMatchObject({
      custom: {
        amplifySecrets: {
          apps: { shop: { environment: 'sandbox', store: 'amplify' } },
          folders: [expect.stringMatching(/^\/amplify\/shop\/jan-sandbox-/), '/amplify/shared/shop'],
        },
      },
    });
  });

  it('attaches the role after Amplify’s linker has written the branch, and in no sandbox', () => {
    const resources = Object.values<{ Type: string; DependsOn?: string[] }>(rootTemplate(backends.main).Resources);
    const before = resources.find(({ Type }) => Type === 'Custom::ComputeRoleBefore');
    expect(before?.DependsOn).toContainEqual(expect.stringMatching(/^AmplifyBranchLinkerCustomResource[0-9A-F]{8}$/));
    const types = Object.values<{ Type: string }>(rootTemplate(backends.sandbox).Resources).map(({ Type }) => Type);
    expect(types.filter((type) => type.startsWith('Custom::ComputeRole'))).toEqual([]);
    expect(types).toContain('AWS::IAM::Role');
  });
});

describe('the bundled server of such a backend', () => {
  it('reads with the compute role in route handlers, middleware and instrumentation, and shows no value', async () => {
    const { said, printed } = await serve({});
    expect(said).toEqual({
      instrumentation: 'whsec'.length,
      middleware: SLACK.length,
      route: { stripe: '[redacted by amplify-secrets]', lengths: [API_KEY.length, SLACK.length] },
      bank: expect.stringMatching(
        /^SecretAccessDeniedError: Secret "shop\/prod\/bank" could not be read: AWS denied access/,
      ),
    });
    for (const value of [API_KEY, SLACK]) expect(printed).not.toContain(value);
  });

  it('reads nothing during its build', async () => {
    aws.calls.clear();
    const { said } = await serve({ NEXT_PHASE: 'phase-production-build' });
    expect(Object.values(said)).toEqual(Array(4).fill(expect.stringMatching(/^SecretReadAtBuildError: /)));
    expect(aws.calls).toEqual([]);
  });
});

async function serve(environment: Readonly<Record<string, string>>) {
  for (const [path, text] of Object.entries(SERVER)) project.write(path, text);
  project.write('amplify_outputs.json', JSON.stringify(await outputsOf(backends.main)));
  const outfile = join(project.folder, 'server.mjs');
  await build({
    entryPoints: [join(project.folder, 'server.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  });
  // The region comes from the outputs.
  const { AWS_REGION: _region, AWS_DEFAULT_REGION: _default, ...env } = aws.env('AmplifySecretsComputeRole');
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [outfile], {
    env: { ...env, ...environment },
  });
  return { said: JSON.parse(stdout), printed: stdout + stderr };
}
