import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { can } from '../access/can.js';
import type { Backend, Deployment } from '../backend/model.js';
import { readAssembly } from '../cloudformation/assembly.js';
import { invoke } from '../lambda/invoke.js';
import { type LocalAws, startLocalAws } from '../local-aws.js';
import { temporaryFolder } from '../temporary-folder.js';
import { synthesize, synthesizeEach } from './synthesize.js';

const cwd = fileURLToPath(new URL('../../test-fixtures/backend/', import.meta.url));
const branch: Deployment = { type: 'branch', namespace: 'd123abc', name: 'main' };
const sandbox: Deployment = { type: 'sandbox', namespace: 'fixture-app', name: 'ada' };

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

describe('an Amplify backend, synthesised for two deployments at once', () => {
  let main: Backend;
  let ada: Backend;
  let aws: LocalAws;

  beforeAll(async () => {
    [main, ada] = await Promise.all([
      synthesize({ cwd, deployment: branch }),
      synthesize({ cwd, deployment: sandbox, region: 'eu-west-1' }),
    ]);
    aws = await startLocalAws({ backends: [main] });
  });

  afterAll(() => aws?.close());

  it('knows its deployment, and which functions it has', () => {
    expect(main.deployment).toEqual(branch);
    expect(main.functions.map(({ name }) => name)).toEqual(expect.arrayContaining(['greeter', 'reader']));
    expect(ada.functions.map(({ name }) => name)).toEqual(['greeter', 'reader']);
    expect(main.unresolved).toEqual([]);
  });

  it('is in the given region', () => {
    expect(ada.functions[0]?.arn).toMatch(/^arn:aws:lambda:eu-west-1:123456789012:function:amplify-/);
  });

  it('has the bundle and the settings of each function', () => {
    const greeter = main.functions.find(({ name }) => name === 'greeter');
    expect(greeter).toMatchObject({
      runtime: 'nodejs22.x',
      handler: 'index.handler',
      timeoutSeconds: 3,
      memoryMegabytes: 512,
    });
    expect(greeter?.environment).toMatchObject({ GREETING: 'hello' });
    expect(existsSync(join(greeter?.codeDirectory ?? '', 'index.mjs'))).toBe(true);
  });

  it('grants what its policies say', () => {
    const arn = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}`;
    const read = 'secretsmanager:GetSecretValue';
    expect(can(main, 'reader', read, arn('shop/prod/stripe-AbCdEf'))).toMatchObject({
      effect: 'allow',
      statement: expect.stringMatching(/#ReadStripe$/),
    });
    expect(can(main, 'reader', read, arn('shop/prod/stripe-live-AbCdEf')).effect).toBe('deny');
    expect(can(main, 'reader', read.replace('Get', 'Put'), arn('shop/prod/stripe-AbCdEf')).effect).toBe('deny');
    expect(can(main, 'greeter', read, arn('shop/prod/stripe-AbCdEf')).effect).toBe('deny');
  });

  it("runs with Amplify's own secrets, over the SDK that Lambda provides", async () => {
    const { AMPLIFY_SSM_ENV_CONFIG = '{}' } = main.functions.find(({ name }) => name === 'greeter')?.environment ?? {};
    const { path } = JSON.parse(AMPLIFY_SSM_ENV_CONFIG).PAYMENT_KEY;
    aws.parameters.put(path, 'nine char');
    const first = await invoke(main, 'greeter', {}, { aws });
    expect(first).toMatchObject({ cold: true, payload: { greeting: 'hello', paymentKeyLength: 9, invocations: 1 } });
    const second = await invoke(main, 'greeter', {}, { aws });
    expect(second).toMatchObject({ cold: false, payload: { invocations: 2 } });
  });

  it('leaves the project as it was', () => {
    expect(readdirSync(cwd).sort()).toEqual(['amplify', 'failing', 'package.json']);
    expect(existsSync(join(dirname(main.cdkOut), 'project'))).toBe(false);
  });
});

describe('synthesizeEach', () => {
  it('gives the templates of single syntheses, also where Amplify allows one call in a process', async () => {
    const entry = 'amplify/each.ts';
    const files = {
      [entry]: `import { defineBackend } from '@aws-amplify/backend';
import { auth } from './auth/resource.js';
import { greeter } from './functions/greeter/resource.js';

defineBackend({ auth, greeter });
`,
      'amplify/auth/resource.ts': `import { defineAuth } from '@aws-amplify/backend';

export const auth = defineAuth({ loginWith: { email: true } });
`,
    };
    const options = { cwd, entry, files, context: { 'aws:cdk:bundling-stacks': [] } };
    const [one, two] = await synthesizeEach({ ...options, deployments: [branch, sandbox] });
    const alone = await synthesize({ ...options, deployment: sandbox });
    expect([one?.deployment, two?.deployment]).toEqual([branch, sandbox]);
    const comparable = ({ functions, roles, secretPolicies }: Backend) => ({
      functions: functions.map(({ codeDirectory: _, ...rest }) => rest),
      roles,
      policies: [...secretPolicies],
    });
    expect(two && comparable(two)).toEqual(comparable(alone));
    expect(alone.functions.map(({ name }) => name)).toContain('greeter');
  });

  it('gives each deployment its own variables, and none of another', async () => {
    const entry = 'failing/variables.ts';
    const files = {
      [entry]: `import { defineBackend } from '@aws-amplify/backend';
const { AWS_BRANCH, LEFT } = process.env;
process.env.LEFT = 'behind';
defineBackend({}).stack.templateOptions.description = [AWS_BRANCH, LEFT].join();
`,
    };
    const environment = ({ type, name }: Deployment) => (type === 'branch' ? { AWS_BRANCH: name } : {});
    const backends = await synthesizeEach({ cwd, entry, files, environment, deployments: [branch, sandbox] });
    const described = backends.map(({ cdkOut }) => readAssembly(cdkOut).map(({ template }) => template.Description));
    expect(described).toEqual([['main,'], [',']]);
  });

  it('says of which deployment an error is', async () => {
    const files = {
      'failing/second.ts': `import { defineBackend } from '@aws-amplify/backend';
if (defineBackend({}).stack.node.tryGetContext('amplify-backend-type') === 'sandbox') throw new Error('no sandbox');
`,
    };
    const failure = synthesizeEach({ cwd, entry: 'failing/second.ts', files, deployments: [branch, sandbox] });
    await expect(failure).rejects.toMatchObject({
      name: 'SynthesisFailedError',
      message: 'The synthesis of failing/second.ts as sandbox fixture-app/ada failed: Error: no sandbox',
      deployment: sandbox,
    });
  });
});

describe('SynthesisFailedError', () => {
  const fail = (entry: string) => synthesize({ cwd, entry, deployment: branch });

  it('has name, message and resolution of the backend’s own error', async () => {
    await expect(fail('failing/named-error.ts')).rejects.toMatchObject({
      name: 'SynthesisFailedError',
      message:
        'The synthesis of failing/named-error.ts as branch d123abc/main failed: BranchUnmatchedError: No environment matches the branch main.',
      resolution: "Add `main: 'main'` to environments.",
      cause: {
        name: 'BranchUnmatchedError',
        message: 'No environment matches the branch main.',
        place: expect.stringMatching(/^failing\/named-error\.ts:\d+$/),
      },
    });
  });

  it('has an error that is thrown only when CDK writes the templates, with the paths of the project', async () => {
    await expect(fail('failing/at-synthesis.ts')).rejects.toMatchObject({
      name: 'SynthesisFailedError',
      cause: { message: expect.stringContaining(`found out late, in ${join(cwd, 'failing')}`) },
    });
  });

  it('has an error that CDK only annotates', async () => {
    await expect(fail('failing/annotation.ts')).rejects.toMatchObject({
      name: 'SynthesisFailedError',
      cause: { name: 'AnnotationError', message: '/annotated: a grant was lost' },
    });
  });

  it('is thrown when the entry does not exist', async () => {
    await expect(fail('failing/nowhere.ts')).rejects.toMatchObject({
      name: 'SynthesisFailedError',
      message: expect.stringContaining(join(cwd, 'failing/nowhere.ts')),
    });
  });
});

describe('the child process', () => {
  it("sees none of the caller's AWS settings, and the environment it is given", async () => {
    vi.stubEnv('AWS_PROFILE', 'canary-profile').stubEnv('SYNTHESIS_CANARY', 'canary-value');
    onTestFinished(() => void vi.unstubAllEnvs());
    const environment = { AWS_BRANCH: 'main' };
    const failure = synthesize({ cwd, entry: 'failing/environment.ts', deployment: branch, environment });
    await expect(failure).rejects.toMatchObject({
      cause: {
        message: JSON.stringify({ AWS_BRANCH: 'main', AWS_EC2_METADATA_DISABLED: 'true', AWS_REGION: 'us-east-1' }),
      },
    });
  });

  it('ends with its signal, before it has written a backend', async () => {
    const ending = new AbortController();
    const failure = synthesize({ cwd, deployment: branch, signal: ending.signal });
    ending.abort();
    await expect(failure).rejects.toMatchObject({
      name: 'SynthesisFailedError',
      message: expect.stringContaining('it ended with SIGTERM'),
    });
  });

  it("leaves out CDK's validation of templates, unless its feature flag is set", async () => {
    const entry = 'failing/invalid-template.ts';
    const files = {
      [entry]: `import { defineBackend } from '@aws-amplify/backend';
import { CfnResource } from 'aws-cdk-lib';
const { stack } = defineBackend({});
new CfnResource(stack, 'Queue', { type: 'AWS::SQS::Queue', properties: { DelaySeconds: 'never' } });
`,
    };
    const options = { cwd, entry, files, deployment: branch };
    expect((await synthesize(options)).unresolved).toEqual([]);
    for (const flag of [true, 'true']) {
      const context = { '@aws-cdk/core:validateAgainstDefaultRules': flag };
      await expect(synthesize({ ...options, context })).rejects.toMatchObject({
        name: 'SynthesisFailedError',
        output: expect.stringContaining('DelaySeconds'),
      });
    }
  });

  it('needs a project with tsx', async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, 'package.json'), '{}');
    await expect(synthesize({ cwd, deployment: branch })).rejects.toMatchObject({
      name: 'TsxMissingError',
      resolution: 'npm install --save-dev tsx',
    });
  });

  it('needs a project folder', async () => {
    await expect(synthesize({ cwd: temporaryFolder(), deployment: branch })).rejects.toMatchObject({
      name: 'TsxMissingError',
      message: expect.stringContaining('it has no package.json'),
      resolution: expect.stringContaining('synthesize({ cwd:'),
    });
  });
});
