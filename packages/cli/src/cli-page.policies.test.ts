import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parameterFolders } from '@amplify-secrets/runtime/contract';
import { DeleteSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
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

/** Command of the table → its words, and what has to be there. */
const COMMANDS: Readonly<
  Record<string, { readonly words: readonly string[]; readonly state?: 'missing' | 'deleted' | 'pending' }>
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
  const { words = [], state } = COMMANDS[command] ?? {};
  await prepare(state);
  const allowed = actions.map(({ name, isOnAll }): Allowed => {
    const own = store === 'manager' ? secretArn('shop/*') : parameterArn('/amplify/*');
    return { actions: name, resources: isOnAll ? '*' : own };
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
  return code === 0 && !/lack|denied/.test(stdout + stderr);
}

async function prepare(state: string | undefined): Promise<void> {
  aws().secrets.remove(SECRET);
  for (const { name } of aws().parameters.list()) aws().parameters.remove(name);
  if (state === 'missing') return;
  for (const value of ['one', 'two']) {
    aws().secrets.put(SECRET, value);
    aws().parameters.put(sandboxPath(), value);
  }
  if (state === 'pending') aws().secrets.put(SECRET, 'three', { versionStages: ['AWSPENDING'] });
  if (state !== 'deleted') return;
  const { AWS_ENDPOINT_URL: endpoint = '', AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = admin();
  const credentials = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
  await new SecretsManagerClient({ region: 'us-east-1', endpoint, credentials }).send(
    new DeleteSecretCommand({ SecretId: SECRET }),
  );
}

function sandboxPath(): string {
  const [own] = parameterFolders({ type: 'sandbox', namespace: 'shop-web', name: 'ana' });
  return `${own}/token`;
}
