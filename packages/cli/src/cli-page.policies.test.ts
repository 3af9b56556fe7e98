import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parameterFolders } from '@amplify-secrets/runtime/contract';
import { DeleteSecretCommand, RotateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { rotationBackend, rotatorArn } from '../../local/src/rotation.test.support.js';
import { type Allowed, parameterArn, secretArn, testAws } from './aws.test.support.js';
import { testProject } from './project.test.support.js';
import { runCli } from './run-cli.test.support.js';

const { aws, admin, role } = testAws();
const { folder } = testProject(`
import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
export const secrets = defineSecrets({ app: 'shop', environments: { staging: '*' }, secrets: { token: textSecret() } });
`);
const SECRET = 'shop/staging/token';
const STORES = { manager: ['--env', 'staging'], amplify: ['--identifier', 'ana'] } as const;

type State = 'missing' | 'deleted' | 'pending' | 'rotated';

/** Command of the table → its words, and what has to be there. */
const COMMANDS: Readonly<
  Record<string, { readonly words: readonly string[]; readonly state?: State; readonly code?: number }>
> = {
  '`list`': { words: ['list'] },
  '`check`': { words: ['check'] },
  '`get`': { words: ['get', 'token'] },
  '`set`, what is there': { words: ['set', 'token', '-'] },
  '`set`, what is missing': { words: ['set', 'token', '-'], state: 'missing' },
  '`remove`': { words: ['remove', 'token', '--yes'] },
  '`restore`': { words: ['restore', 'token'], state: 'deleted' },
  '`history`': { words: ['history', 'token'] },
  '`rollback`': { words: ['rollback', 'token', '--yes'] },
  '`diff`': { words: ['diff'] },
  '`run`': { words: ['run', '--', 'true'] },
  '`export`': { words: ['export', '.env'] },
  '`doctor`': { words: ['doctor'] },
  '`doctor --values`': { words: ['doctor', '--values'] },
  '`rotate`': { words: ['rotate', 'token'] },
  '`rotate`, unfinished': { words: ['rotate', 'token'], state: 'pending', code: 3 },
  '`rotate --now`': { words: ['rotate', 'token', '--now', '--yes'], state: 'rotated' },
  '`rotate --unblock`': { words: ['rotate', 'token', '--unblock', '--yes'], state: 'pending' },
};

const page = readFileSync(fileURLToPath(new URL('../../../docs/cli.md', import.meta.url)), 'utf8');
const [, table = ''] = /## What a role needs([\s\S]*?)\n## /.exec(page) ?? [];
const rows = table
  .split('\n')
  .filter((line) => /^\| `/.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, 4)
      .map((cell) => cell.trim()),
  );

describe('docs/cli.md, what a role needs', () => {
  it('has each command of this test', () => {
    expect(rows.map(([command]) => command)).toEqual(Object.keys(COMMANDS));
  });

  it.each(
    rows.flatMap(([command = '', manager = '', amplify = '']) => [
      ...(manager === '' ? [] : [[command, 'manager', actionsIn(manager)] as const]),
      ...(amplify === '' ? [] : [[command, 'amplify', actionsIn(amplify)] as const]),
    ]),
  )(
    'is enough for %s in the store %s, and nothing of it is too much',
    async (command, store, actions) => {
      expect(await succeeds(command, store, actions)).toBe(true);
      for (const action of actions) {
        const others = actions.filter((each) => each !== action);
        expect([action, await succeeds(command, store, others)]).toEqual([action, false]);
      }
    },
    120_000,
  );
});

interface Action {
  readonly name: string;
  readonly isOnAll: boolean;
}

function actionsIn(cell: string): readonly Action[] {
  return [...cell.matchAll(/`([a-z]+:\w+)`( \*)?/g)].map(([, name = '', all]) => ({
    name,
    isOnAll: all !== undefined,
  }));
}

/** Whether a command ends well, and misses nothing that it would have said. */
async function succeeds(command: string, store: keyof typeof STORES, actions: readonly Action[]): Promise<boolean> {
  const { words = [], state, code: expected = 0 } = COMMANDS[command] ?? {};
  await prepare(state);
  const allowed = actions.map(({ name, isOnAll }): Allowed => {
    const own = store === 'manager' ? secretArn('shop/*') : parameterArn('/amplify/*');
    const resources = name.startsWith('lambda:') ? rotatorArn('rotator') : own;
    return { actions: name, resources: isOnAll ? '*' : resources };
  });
  const [verb = '', ...rest] = words;
  const places =
    verb === 'diff'
      ? store === 'manager'
        ? ['staging', 'staging']
        : ['sandbox', 'sandbox', '--identifier', 'ana']
      : STORES[store];
  const { code, stdout, stderr } = await runCli([verb, ...places, ...rest], {
    folder,
    variables: role(...allowed),
    stdin: 'new',
  });
  return code === expected && !/lack|denied/.test(stdout + stderr);
}

async function prepare(state: State | undefined): Promise<void> {
  aws().secrets.remove(SECRET);
  for (const { name } of aws().parameters.list()) aws().parameters.remove(name);
  if (state === 'missing') return;
  for (const value of ['one', 'two']) {
    aws().secrets.put(SECRET, value);
    aws().parameters.put(sandboxPath(), value);
  }
  if (state === 'pending') aws().secrets.put(SECRET, 'three', { versionStages: ['AWSPENDING'] });
  if (state !== 'deleted' && state !== 'rotated') return;
  const { AWS_ENDPOINT_URL: endpoint = '', AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = admin();
  const credentials = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
  const client = new SecretsManagerClient({ region: 'us-east-1', endpoint, credentials });
  if (state === 'deleted') await client.send(new DeleteSecretCommand({ SecretId: SECRET }));
  else {
    aws().load(rotationBackend({ rotator: {} }));
    await client.send(new RotateSecretCommand({ SecretId: SECRET, RotationLambdaARN: rotatorArn('rotator') }));
    await aws().rotations.settled();
    // A frozen container would go on with a connection that was closed meanwhile.
    aws().containers.stop();
  }
}

function sandboxPath(): string {
  const [own] = parameterFolders({ type: 'sandbox', namespace: 'shop-web', name: 'ana' });
  return `${own}/token`;
}
