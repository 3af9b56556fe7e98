import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  checkSecrets,
  type Deployment,
  defineComputeRole,
  defineSecretRotation,
  type GrantTarget,
  grantSecretRead,
} from '@amplify-secrets/backend';
import { type LocalAws, startLocalAws } from '@amplify-secrets/local';
import {
  binarySecret,
  configureSecrets,
  createSecretsClient,
  defineSecrets,
  envSecret,
  isSecretsError,
  jsonSecret,
  textSecret,
} from '@amplify-secrets/runtime';
import { rotationHandler } from '@amplify-secrets/runtime/rotation';
import { App, CfnOutput, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { HOSTILE } from './hostile.js';
import { parseCommand } from './parse-command.test.support.js';
import { isCommand, isQuotedByHand, PART, printedStrings } from './printed-strings.js';
import { COMMANDS, PLAIN_PARTS, UNTAGGED } from './registry.js';
import { type Call, commandsIn, replay, runPrinted, SHELLS } from './shell.test.support.js';

const MAIN: Deployment = { type: 'branch', namespace: 'd1a2b3', name: 'main' };
const PREVIEW: Deployment = { ...MAIN, name: 'pr-7' };
const SANDBOX: Deployment = { type: 'sandbox', namespace: 'shop', name: 'jan' };

let aws: LocalAws;
beforeAll(async () => {
  aws = await startLocalAws();
});
afterAll(() => aws.close());
beforeEach(() => {
  for (const [name, value] of Object.entries(aws.env())) vi.stubEnv(name, value);
});

function functionIn(deployment: Deployment) {
  const context = {
    'amplify-backend-type': deployment.type,
    'amplify-backend-namespace': deployment.namespace,
    'amplify-backend-name': deployment.name,
  };
  const stack = new Stack(new App({ context }), 'Root');
  const code = Code.fromInline('x');
  return {
    stack,
    fn: new LambdaFunction(stack, 'Fn', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code }),
  };
}

async function missing(targets: GrantTarget | readonly GrantTarget[], deployment: Deployment, branches?: string) {
  const { stack, fn } = functionIn(deployment);
  grantSecretRead(fn, targets, branches === undefined ? {} : { branches });
  return resolutionOf(checkSecrets(stack));
}

async function resolutionOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => expect.fail('it should have failed'),
    (reason) => reason,
  );
  return (error as { resolution: string }).resolution;
}

/** Calls of the command line, which have to parse by its specification; and the others, which run. */
async function withoutOurs(calls: readonly Call[]): Promise<readonly Call[]> {
  for (const { words } of calls.filter(isOurs)) {
    const [, , ...rest] = words;
    expect(await parseCommand(rest)).toMatchObject({ verb: expect.stringMatching(/^(set|restore|rotate)$/) });
  }
  return calls.filter((call) => !isOurs(call));
}

const isOurs = ({ words }: Call) => words[1] === 'amplify-secrets';

/** What each call was, by its first words. */
const named = (calls: readonly Call[]) => calls.map(({ words }) => words.slice(0, 3).join(' '));

describe('Sec-C2: the commands that are printed', () => {
  const commands = printedStrings().filter(isCommand);

  it('each have a row here', () => {
    const found = new Set(commands.map(({ file, text }) => `${file}: ${text}`));
    expect([...found].sort()).toEqual(Object.keys(COMMANDS).sort());
  });

  it('each quote their parts by the one function', () => {
    const other = commands.filter(({ text, tag }) => text.includes(PART) && tag !== 'shellLine');
    expect([...new Set(other.map(({ text }) => text))].sort()).toEqual([...UNTAGGED].sort());
  });
});

describe('F06: the lines of TypeScript that are printed', () => {
  it('have quotes from the one function that writes string literals', () => {
    const byHand = printedStrings().filter(isQuotedByHand);
    expect([...new Set(byHand.map(({ file, text }) => `${file}: ${text}`))].sort()).toEqual([...PLAIN_PARTS].sort());
  });
});

const secrets = defineSecrets({
  app: 'shop',
  environments: { prod: 'main', preview: { branches: 'pr-*', store: 'amplify' } },
  secrets: {
    slack: textSecret(),
    stripe: jsonSecret(['apiKey', "it's", '$(touch PWNED)', '`touch PWNED`']),
    odd: textSecret({ name: { prod: '-x=@+.y' } }),
    certificate: binarySecret(),
    empty: textSecret(),
    deleted: textSecret(),
  },
});
const JSON_VALUE = { apiKey: 'k', "it's": 'k', '$(touch PWNED)': 'k', '`touch PWNED`': 'k' };
const BYTES = Buffer.from([0, 255, 10, 13, 239, 187, 191]);
const bom = '\ufeff';
const FILES: Readonly<Record<string, (value: string) => Buffer>> = {
  'a line feed at the end': (value) => Buffer.from(`${value}\n`),
  'a line end of Windows': (value) => Buffer.from(`${value}\r\n`),
  'a byte order mark': (value) => Buffer.from(`${bom}${value}\r\n`),
  'UTF-16 of PowerShell 5': (value) => Buffer.from(`${bom}${value}\r\n`, 'utf16le'),
};
const clientOf = (environment: string, store: 'secrets-manager' | 'amplify') =>
  createSecretsClient({
    descriptor: { apps: { shop: { environment, store } }, folders: ['/amplify/shared/d1a2b3'] },
  });

function filesOf(save: (value: string) => Buffer): Record<string, Buffer> {
  const json = save(JSON.stringify(JSON_VALUE));
  return {
    'slack.txt': save('whsec_abc'),
    'stripe.json': json,
    'x-.y.txt': save('whsec_abc'),
    'empty.txt': save('whsec_abc'),
    'certificate.bin': BYTES,
  };
}

describe.each(SHELLS)('checkSecrets in %s', (shell) => {
  it.each(Object.keys(FILES))(
    'F10: prints what creates each secret as it is declared, from files with %s',
    async (kind) => {
      const local = await startLocalAws();
      try {
        for (const [name, value] of Object.entries(local.env())) vi.stubEnv(name, value);
        await replay({ words: ['aws', 'secretsmanager', 'create-secret', '--name', 'shop/prod/empty'], files: {} });
        local.secrets.put('shop/prod/deleted', 'whsec_abc');
        await replay({
          words: ['aws', 'secretsmanager', 'delete-secret', '--secret-id', 'shop/prod/deleted'],
          files: {},
        });
        const commands = commandsIn(await missing(Object.values(secrets), MAIN));
        const { calls, left, status, stderr } = runPrinted(shell, commands, filesOf(FILES[kind] ?? Buffer.from));
        expect({ left, status, stderr }).toEqual({ left: [], status: 0, stderr: expect.any(String) });
        const others = await withoutOurs(calls);
        expect(calls.length - others.length).toBe(others.length);
        expect(named(others).sort()).toEqual([
          'aws secretsmanager create-secret',
          'aws secretsmanager create-secret',
          'aws secretsmanager create-secret',
          'aws secretsmanager create-secret',
          'aws secretsmanager put-secret-value',
          'aws secretsmanager restore-secret',
        ]);
        for (const call of others) await replay(call);
        const { fn, stack } = functionIn(MAIN);
        grantSecretRead(fn, Object.values(secrets));
        await checkSecrets(stack);
        const client = clientOf('prod', 'secrets-manager');
        for (const key of ['slack', 'odd', 'empty', 'deleted'] as const) {
          expect(await client.getSecret(secrets[key])).toBe('whsec_abc');
        }
        expect({ ...(await client.getSecret(secrets.stripe)) }).toMatchObject({ apiKey: 'k', "it's": 'k' });
        expect(Buffer.from(await client.getSecret(secrets.certificate))).toEqual(BYTES);
      } finally {
        await local.close();
      }
    },
  );

  it("prints what sets each secret in Amplify's store", async () => {
    const local = await startLocalAws();
    try {
      for (const [name, value] of Object.entries(local.env())) vi.stubEnv(name, value);
      const wanted = [secrets.slack, secrets.stripe, secrets.certificate];
      const commands = commandsIn(await missing(wanted, PREVIEW));
      const { calls, left, status } = runPrinted(
        shell,
        commands,
        filesOf((value) => Buffer.from(`${bom}${value}\r\n`)),
      );
      expect({ left, status }).toEqual({ left: ['certificate.bin.txt'], status: 0 });
      for (const call of await withoutOurs(calls)) await replay(call);
      const client = clientOf('preview', 'amplify');
      expect(await client.getSecret(secrets.slack)).toBe('whsec_abc');
      expect(Buffer.from(await client.getSecret(secrets.certificate))).toEqual(BYTES);
    } finally {
      await local.close();
    }
  });

  it.each(HOSTILE)('keeps the identifier %j of a sandbox one word', async (name) => {
    const commands = (await missing(secrets.slack, { ...SANDBOX, name })).replace(/^(?:Run|Or): /gm, '');
    const { calls, left } = runPrinted(shell, [commands], {});
    const option = name.startsWith('-') ? [`--identifier=${name}`] : ['--identifier', name];
    expect(left).toEqual([]);
    expect(calls.map(({ words }) => words)).toEqual([
      ['npx', 'amplify-secrets', 'set', 'slack', ...option],
      ['npx', 'ampx', 'sandbox', 'secret', 'set', 'slack', ...option],
    ]);
    expect(await parseCommand(['set', 'slack', ...option])).toMatchObject({ options: { identifier: name } });
  });
});

describe.each(SHELLS)('F09: owned secrets in %s', (shell) => {
  it.each([
    'rds!cluster-0a1b',
    'rds!db-0a1b',
    'redshift!a-admin',
    'directconnect!0a1b',
    'events!connection/a-b_c/0a1b',
    'appflow!0a1b',
    'new-service!0a1b',
  ])('are listed for %s, and nothing is created or changed', async (name) => {
    const commands = commandsIn(await missing(name, MAIN, 'main'));
    const { calls, left, stderr } = runPrinted(shell, commands, {});
    expect({ left, commands: commands.length, calls: calls.length, stderr }).toMatchObject({
      left: [],
      commands: 1,
      calls: 1,
    });
    expect(calls[0]?.words[2]).toMatch(/^(list|describe)-/);
    if (calls[0]?.words[1] === 'secretsmanager') expect(await replay(calls[0])).toMatchObject({ SecretList: [] });
  });
});

describe.each(SHELLS)('errors of reads in %s', (shell) => {
  async function rejected(work: Promise<unknown>): Promise<string> {
    const error: unknown = await work.catch((reason) => reason);
    expect(isSecretsError(error)).toBe(true);
    return (error as { resolution: string }).resolution;
  }

  it.each(HOSTILE)('keep the environment %j of a descriptor within one word', async (environment) => {
    const client = clientOf(environment, 'secrets-manager');
    const printed = await rejected(client.getSecret(secrets.certificate));
    const { left, calls } = runPrinted(shell, commandsIn(printed), { 'value.bin': BYTES });
    expect(left).toEqual([]);
    // AWS refuses some of these names, so that there is no command.
    for (const { words } of calls) expect(words).toContain(`shop/${environment}/certificate`);
  });

  it.each(['a line feed at the end', 'a byte order mark'])(
    'F10: create a secret that then reads as it is declared, from a file with %s',
    async (kind) => {
      const local = await startLocalAws();
      try {
        for (const [name, value] of Object.entries(local.env())) vi.stubEnv(name, value);
        const client = clientOf('prod', 'secrets-manager');
        await replay({ words: ['aws', 'secretsmanager', 'create-secret', '--name', 'shop/prod/empty'], files: {} });
        for (const [reference, value] of [
          [secrets.slack, 'whsec_abc'],
          [secrets.odd, 'whsec_abc'],
          [secrets.empty, 'whsec_abc'],
          [secrets.stripe, JSON.stringify(JSON_VALUE)],
        ] as const) {
          const commands = commandsIn(await rejected(client.getSecret(reference, { fresh: true })));
          const file = (FILES[kind] ?? Buffer.from)(value);
          const { calls, left, status } = runPrinted(shell, commands, { 'value.txt': file });
          expect({ left, status, calls: calls.length }).toEqual({ left: [], status: 0, calls: 1 });
          for (const call of calls) await replay(call);
          const read: unknown = await client.getSecret(reference, { fresh: true });
          if (reference !== secrets.stripe) expect(read).toBe('whsec_abc');
        }
        const commands = commandsIn(await rejected(client.getSecret(secrets.certificate, { fresh: true })));
        const { calls } = runPrinted(shell, commands, { 'value.bin': BYTES });
        for (const call of calls) await replay(call);
        expect(Buffer.from(await client.getSecret(secrets.certificate, { fresh: true }))).toEqual(BYTES);
      } finally {
        await local.close();
      }
    },
  );

  it('get back a secret that is scheduled for deletion, and list the versions of one', async () => {
    const local = await startLocalAws();
    try {
      for (const [name, value] of Object.entries(local.env())) vi.stubEnv(name, value);
      const client = clientOf('prod', 'secrets-manager');
      local.secrets.put('-x=@+.y', 'whsec_abc');
      const versions = commandsIn(await rejected(client.getSecret(secrets.odd, { stage: 'NONE' })));
      await replay({ words: ['aws', 'secretsmanager', 'delete-secret', '--secret-id', '-x=@+.y'], files: {} });
      const restore = commandsIn(await rejected(client.getSecret(secrets.odd, { fresh: true })));
      const { calls } = runPrinted(shell, [...restore, ...versions], {});
      expect(named(calls)).toEqual(['aws secretsmanager restore-secret', 'aws secretsmanager list-secret-version-ids']);
      for (const call of calls) await replay(call);
      expect(await client.getSecret(secrets.odd, { fresh: true })).toBe('whsec_abc');
    } finally {
      await local.close();
    }
  });

  it('set an Amplify secret by the prompt of ampx, also one that fills a variable', async () => {
    const printed = [await rejected(clientOf('sandbox', 'amplify').getSecret(secrets.slack))];
    for (const name of HOSTILE) {
      vi.stubEnv(name === '' ? 'X' : 'ODD_VARIABLE', '<value will be resolved during runtime>');
      vi.stubEnv(
        'AMPLIFY_SSM_ENV_CONFIG',
        JSON.stringify({ ODD_VARIABLE: { path: `/amplify/a/jan-sandbox-0123456789/${name}` } }),
      );
      printed.push(await rejected(new Promise(() => envSecret('ODD_VARIABLE'))));
    }
    const { calls, left } = runPrinted(
      shell,
      printed.map((line) => line.replace(/^Run.*?: /, '')),
      {},
    );
    expect(left).toEqual([]);
    const set = (name: string) => ['npx', 'ampx', 'sandbox', 'secret', 'set', name];
    expect(calls.map(({ words }) => words)).toEqual(['slack', ...HOSTILE].map(set));
  });
});

describe.each(SHELLS)('errors of rotations in %s', (shell) => {
  const handler = rotationHandler(secrets.odd, { create: () => 'x', set: () => {}, test: () => {} });
  afterEach(() => configureSecrets({}));

  it.each(HOSTILE.filter((version) => !version.includes('\n')))(
    'begin a rotation, and give up that of the version %j',
    async (version) => {
      configureSecrets({
        descriptor: { apps: { shop: { environment: 'prod', store: 'secrets-manager' } } },
        transport: {
          region: () => 'us-east-1',
          call: async () => ({ RotationEnabled: true, VersionIdsToStages: { [version]: ['AWSPENDING'] } }),
        },
      });
      const event = { Step: 'setSecret', SecretId: '-x=@+.y', ClientRequestToken: 'a'.repeat(32) };
      const printed = [await resolutionOf(handler(event)), await resolutionOf(handler({ ...event, Step: '' }))];
      const { calls, left } = runPrinted(shell, printed.flatMap(commandsIn), {});
      expect(left).toEqual([]);
      const rotate = ['aws', 'secretsmanager', 'rotate-secret', '--secret-id=-x=@+.y'];
      const [abandon, ...rest] = calls.map(({ words }) => words);
      expect(rest).toEqual([rotate, rotate]);
      expect(abandon?.slice(0, 6)).toEqual([
        'aws',
        'secretsmanager',
        'update-secret-version-stage',
        '--version-stage',
        'AWSPENDING',
        '--secret-id=-x=@+.y',
      ]);
      expect(
        abandon
          ?.slice(6)
          .join(' ')
          .replace(/^--remove-from-version-id[ =]/, ''),
      ).toBe(version);
    },
  );
});

describe.each(SHELLS)('notes and refusals in %s', (shell) => {
  function notesOf(stack: Stack): string {
    const { messages } = App.of(stack)?.synth().getStackArtifact(stack.artifactId) ?? { messages: [] };
    return messages.map(({ entry }) => String(entry.data).replace(/ \[ack: [^\]]*\]/, '')).join('\n');
  }

  it.each(['main', 'feature/a-b', 'x{a,b}'])('attach the compute role to the branch %j', (name) => {
    const { stack } = functionIn({ ...MAIN, name });
    const custom: Record<string, unknown> = {};
    new CfnOutput(stack, 'customOutputs', {
      value: Lazy.uncachedString({ produce: () => JSON.stringify({ custom }) }),
    });
    const addOutput = (output: { custom?: object }) => void Object.assign(custom, output.custom);
    defineComputeRole({ stack, addOutput }, { attach: false });
    const { calls, left } = runPrinted(shell, commandsIn(notesOf(stack)), {});
    expect(left).toEqual([]);
    expect(calls.map(({ words }) => words)).toContainEqual(
      expect.arrayContaining(['update-branch', '--branch-name', name, '--compute-role-arn', 'arn:of:the role']),
    );
  });

  it('allow this account to read a secret of another one', () => {
    const arn = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:bank-a1B2c3';
    const { stack, fn } = functionIn(MAIN);
    grantSecretRead(fn, arn, { branches: 'main' });
    const { calls, left } = runPrinted(shell, commandsIn(notesOf(stack)), {});
    const put = calls.find(({ words }) => words.includes('put-resource-policy'));
    expect({ left, id: put?.words[4] }).toEqual({ left: [], id: arn });
    expect(JSON.parse(put?.words[6] ?? '')).toMatchObject({ Version: '2012-10-17' });
  });

  it.each(HOSTILE)('create a secret that is to be rotated, under the name %j', async (name) => {
    const { stack } = functionIn(MAIN);
    const code = Code.fromInline('x');
    const props = { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code, timeout: Duration.seconds(60) };
    const rotate = new LambdaFunction(stack, 'Rotate', props);
    let refused: unknown;
    try {
      const rotated = { secret: textSecret({ name: { prod: name } }) };
      const { secret } = defineSecrets({ app: 'rotated', environments: { prod: 'main' }, secrets: rotated });
      defineSecretRotation(stack, secret, { function: rotate, schedule: 'rate(30 days)' });
    } catch (error) {
      refused = error;
    }
    // AWS refuses some of these names, so that there is no command.
    if (refused !== undefined) return expect(refused).toMatchObject({ name: 'SecretNameInvalidError' });
    const printed = runPrinted(shell, commandsIn(notesOf(stack)), { 'value.txt': Buffer.from('whsec_abc\n') });
    const { left } = printed;
    const calls = await withoutOurs(printed.calls);
    const made = name.startsWith('-') ? [`--name=${name}`] : ['--name', name];
    expect({ left, words: calls.map(({ words }) => words.slice(3, 3 + made.length)) }).toEqual({
      left: [],
      words: [made],
    });
    expect(Object.values(calls[0]?.files ?? {}).map((each) => Buffer.from(each, 'base64').toString())).toEqual([
      'whsec_abc',
    ]);
  });

  it.each(HOSTILE)('describe the secret of an ARN without its end, for the name %j', (name) => {
    const { fn } = functionIn(MAIN);
    const arn = `arn:aws:secretsmanager:us-east-1:111122223333:secret:${name}*`;
    let resolution = '';
    try {
      grantSecretRead(fn, arn, { branches: 'main' });
    } catch (error) {
      resolution = (error as { resolution: string }).resolution;
    }
    const { calls, left } = runPrinted(shell, [resolution.replace(/^.*?(?=aws |$)/s, '')], {});
    expect({ left, calls: calls.length }).toEqual({ left: [], calls: 1 });
  });
});

const hasAwsCli = spawnSync('aws', ['--version']).status === 0;

describe('F10: with the AWS CLI, where it is installed', () => {
  it.skipIf(!hasAwsCli)('creates what then reads as it is declared', async () => {
    const local = await startLocalAws();
    const folder = mkdtempSync(join(tmpdir(), 'remedies-cli-'));
    try {
      for (const [name, value] of Object.entries(local.env())) vi.stubEnv(name, value);
      vi.stubEnv('AWS_ENDPOINT_URL', local.url);
      vi.stubEnv('AWS_DEFAULT_REGION', local.env().AWS_REGION);
      const save = FILES['a byte order mark'] ?? Buffer.from;
      for (const [name, content] of Object.entries(filesOf(save))) writeFileSync(join(folder, name), content);
      const commands = commandsIn(await missing([secrets.slack, secrets.odd, secrets.certificate], MAIN));
      const raw = commands.filter((line) => !line.startsWith('npx amplify-secrets '));
      const script = raw.map((line) => (line.startsWith('aws') ? `${line} --endpoint-url ${local.url}` : line));
      // An empty profile is one that the CLI looks for.
      const { AWS_PROFILE: _, ...env } = process.env;
      const run = spawn('bash', ['-ec', script.join('\n')], { cwd: folder, env, stdio: ['ignore', 'ignore', 'pipe'] });
      let problems = '';
      run.stderr.on('data', (data) => {
        problems += data;
      });
      expect(await new Promise((resolve) => run.on('close', resolve)), problems).toBe(0);
      const client = clientOf('prod', 'secrets-manager');
      expect(await client.getSecret(secrets.slack)).toBe('whsec_abc');
      expect(await client.getSecret(secrets.odd)).toBe('whsec_abc');
      expect(Buffer.from(await client.getSecret(secrets.certificate))).toEqual(BYTES);
    } finally {
      rmSync(folder, { recursive: true });
      await local.close();
    }
  });
});
