import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parameterFolders } from '@amplify-secrets/runtime/contract';
import { DeleteSecretCommand, RotateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from 'vitest';
import { rotationBackend, rotatorArn } from '../../local/src/rotation.test.support.js';
import { ACCOUNT, type Allowed, testAws } from './aws.test.support.js';
import { COMMANDS as VERBS } from './commands/commands.js';
import { filterLogEvents, otherServices } from './other-services.test.support.js';
import { testProject } from './project.test.support.js';
import { runCli } from './run-cli.test.support.js';

const { aws, admin, role, roleOf } = testAws();
const endpoints = otherServices(
  roleOf,
  filterLogEvents(() => ({ '/aws/lambda/rotator': [] })),
);
const { folder, write } = testProject(`
import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
export const secrets = defineSecrets({ app: 'shop', environments: { staging: '*' }, secrets: { token: textSecret() } });
`);
const SECRET = 'shop/staging/token';
write('.env.import', 'TOKEN=new\n');
const STORES = { manager: ['--env', 'staging'], amplify: ['--identifier', 'ana'] } as const;

type State = 'missing' | 'deleted' | 'pending' | 'rotated' | 'unfinished';

/** These call nothing of AWS. */
const WITHOUT_AWS = ['init', 'local', 'migrate', 'report'];

interface Need {
  readonly words: readonly string[];
  /** What has to be there. */
  readonly state?: State;
  readonly code?: number;
  /** Actions on the secrets of AWS Secrets Manager, and on Amplify's own; none where the command has no meaning. */
  readonly manager: readonly string[];
  readonly amplify: readonly string[];
  /** Which side of a copy the actions are for; the other side, in the other store, is allowed everything. */
  readonly copies?: 'from' | 'to';
}

const [DESCRIBE, VERSIONS, READ] = ['DescribeSecret', 'ListSecretVersionIds', 'GetSecretValue'].map(
  (action) => `secretsmanager:${action}`,
) as [string, string, string];
const [LIST, STAGE] = ['secretsmanager:ListSecrets', 'secretsmanager:UpdateSecretVersionStage'];
const [PARAMETERS, PARAMETER] = ['ssm:DescribeParameters', 'ssm:GetParameters'];

/** What each command needs, as docs/cli.md names it. */
const COMMANDS: Readonly<Record<string, Need>> = {
  '`list`': { words: ['list'], manager: [DESCRIBE, LIST], amplify: [PARAMETERS] },
  '`check`': { words: ['check'], manager: [DESCRIBE], amplify: [PARAMETERS] },
  '`get`': { words: ['get', 'token'], manager: [READ], amplify: [PARAMETER] },
  '`diff`': { words: ['diff'], manager: [READ], amplify: [PARAMETER] },
  '`run`': { words: ['run', '--', 'true'], manager: [READ], amplify: [PARAMETER] },
  '`export`': { words: ['export', '.env'], manager: [READ], amplify: [PARAMETER] },
  '`set` of what is there': {
    words: ['set', 'token', '-'],
    manager: [READ, 'secretsmanager:PutSecretValue', STAGE],
    amplify: [PARAMETER, 'ssm:PutParameter'],
  },
  '`set` of what is missing': {
    words: ['set', 'token', '-'],
    state: 'missing',
    manager: [DESCRIBE, READ, 'secretsmanager:CreateSecret'],
    amplify: [PARAMETER, 'ssm:PutParameter'],
  },
  '`set --restore`': {
    words: ['set', 'token', '-', '--restore'],
    state: 'deleted',
    manager: [DESCRIBE, READ, 'secretsmanager:RestoreSecret', 'secretsmanager:PutSecretValue', STAGE],
    amplify: [],
  },
  '`copy` from there': { words: ['copy'], copies: 'from', manager: [READ], amplify: [PARAMETER] },
  '`copy` over what is there': {
    words: ['copy'],
    copies: 'to',
    manager: [READ, 'secretsmanager:PutSecretValue', STAGE],
    amplify: [PARAMETER, 'ssm:PutParameter'],
  },
  '`import --apply` over what is there': {
    words: ['import', '.env.import', '--apply', '--overwrite', '--yes'],
    manager: [READ, 'secretsmanager:PutSecretValue', STAGE],
    amplify: [PARAMETER, 'ssm:PutParameter'],
  },
  '`import --apply` of what is missing': {
    words: ['import', '.env.import', '--apply'],
    state: 'missing',
    manager: [DESCRIBE, READ, 'secretsmanager:CreateSecret'],
    amplify: [PARAMETER, 'ssm:PutParameter'],
  },
  '`remove`': {
    words: ['remove', 'token', '--yes'],
    manager: [DESCRIBE, 'secretsmanager:DeleteSecret'],
    amplify: [PARAMETERS, 'ssm:DeleteParameter'],
  },
  '`restore`': {
    words: ['restore', 'token'],
    state: 'deleted',
    manager: [DESCRIBE, 'secretsmanager:RestoreSecret'],
    amplify: [],
  },
  '`history`': { words: ['history', 'token'], manager: [VERSIONS], amplify: ['ssm:GetParameterHistory'] },
  '`rollback`': {
    words: ['rollback', 'token', '--yes'],
    manager: [READ, VERSIONS, STAGE],
    amplify: [PARAMETER, 'ssm:GetParameterHistory', 'ssm:PutParameter'],
  },
  '`doctor`': { words: ['doctor'], manager: [DESCRIBE, VERSIONS, LIST], amplify: [PARAMETERS] },
  '`doctor --values`': {
    words: ['doctor', '--values'],
    manager: [DESCRIBE, VERSIONS, READ, LIST],
    amplify: [PARAMETER, PARAMETERS],
  },
  '`rotate`': { words: ['rotate', 'token'], manager: [DESCRIBE], amplify: [] },
  '`rotate` of what is unfinished': {
    words: ['rotate', 'token'],
    state: 'unfinished',
    code: 3,
    manager: [DESCRIBE, VERSIONS, READ, 'logs:FilterLogEvents'],
    amplify: [],
  },
  '`rotate --now`': {
    words: ['rotate', 'token', '--now', '--yes'],
    state: 'rotated',
    manager: [DESCRIBE, 'secretsmanager:RotateSecret', 'lambda:InvokeFunction'],
    amplify: [],
  },
  '`rotate --unblock`': {
    words: ['rotate', 'token', '--unblock', '--yes'],
    state: 'pending',
    manager: [DESCRIBE, VERSIONS, READ, STAGE],
    amplify: [],
  },
};

interface PolicyStatement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string;
}

interface Policy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

/** As the page shows them: without these, IAM takes the ARNs for those of no region and no account. */
const RESOURCES: Readonly<Record<string, string>> = {
  secretsmanager: 'arn:aws:secretsmanager:<region>:<account>:secret:shop/staging/*',
  ssm: 'arn:aws:ssm:<region>:<account>:parameter/amplify/*',
  lambda: 'arn:aws:lambda:<region>:<account>:function:<function>',
  logs: 'arn:aws:logs:<region>:<account>:log-group:/aws/lambda/<function>:*',
};

function resourceOf(action: string): string {
  // AWS has no resource for these.
  return action === LIST || action === PARAMETERS ? '*' : (RESOURCES[action.split(':')[0] ?? ''] ?? '');
}

function policyOf(actions: readonly string[]): Policy {
  const resources = [...new Set(actions.map(resourceOf))];
  const Statement = resources.map((Resource): PolicyStatement => {
    return { Effect: 'Allow', Action: actions.filter((action) => resourceOf(action) === Resource), Resource };
  });
  return { Version: '2012-10-17', Statement };
}

function shown({ Effect, Action, Resource }: PolicyStatement): string {
  const actions = Action.map((action) => JSON.stringify(action)).join(', ');
  const members = [`"Effect": "${Effect}"`, `"Action": [${actions}]`, `"Resource": "${Resource}"`];
  return `    {\n${members.map((member) => `      ${member}`).join(',\n')}\n    }`;
}

/** One document for all commands that need the same. */
function documents(store: keyof typeof STORES): string {
  const groups = new Map<string, string[]>();
  for (const [command, need] of Object.entries(COMMANDS)) {
    if (need[store].length === 0) continue;
    const { Version, Statement } = policyOf(need[store]);
    const text = `{\n  "Version": "${Version}",\n  "Statement": [\n${Statement.map(shown).join(',\n')}\n  ]\n}`;
    groups.set(text, [...(groups.get(text) ?? []), command]);
  }
  return [...groups].map(([text, commands]) => `${commands.join(', ')}:\n\n\`\`\`json\n${text}\n\`\`\`\n`).join('\n');
}

const PAGE = fileURLToPath(new URL('../../../docs/cli.md', import.meta.url));
/** With this variable the page is written instead of compared. */
const { UPDATE_CLI_PAGE } = process.env;
const SECTIONS = { manager: 'AWS Secrets Manager', amplify: "Amplify's own secrets" } as const;
const page = readFileSync(PAGE, 'utf8');

const sectionOf = (store: keyof typeof STORES) => new RegExp(`(?<=\n### ${SECTIONS[store]}\n\n)[\\s\\S]*?(?=\n###? )`);

describe('docs/cli.md, what a role needs', () => {
  it.each(['manager', 'amplify'] as const)('has the policies of every command in the store %s', (store) => {
    const section = sectionOf(store).exec(page)?.[0];
    if (UPDATE_CLI_PAGE === undefined) expect(section).toBe(documents(store));
    else {
      const now = readFileSync(PAGE, 'utf8');
      writeFileSync(
        PAGE,
        now.replace(sectionOf(store), () => documents(store)),
      );
    }
  });

  it('has all verbs that need a permission', () => {
    const verbs = new Set(Object.values(COMMANDS).map(({ words: [verb] }) => verb));
    expect([...verbs, ...WITHOUT_AWS].sort()).toEqual(VERBS.map(({ spec }) => spec.name).sort());
  });

  const cases = Object.entries(COMMANDS).flatMap(([command, need]) =>
    (['manager', 'amplify'] as const).flatMap((store) =>
      need[store].length === 0 ? [] : [[command, store, need[store]] as const],
    ),
  );
  it.each(cases)(
    'is enough for %s in the store %s, has nothing that is not used, and fails without any statement',
    async (command, store, actions) => {
      const statements = policyOf(actions).Statement;
      expect(await succeeds(command, store, statements)).toBe(true);
      const used = new Set(aws().calls.map(({ operation }) => operation));
      const recorded = actions.filter((action) => /^(?:secretsmanager|ssm):/.test(action));
      expect(recorded.filter((action) => !used.has(action.replace(/^.*:/, '')))).toEqual([]);
      for (const statement of statements) {
        const others = statements.filter((each) => each !== statement);
        expect([statement, await succeeds(command, store, others)]).toEqual([statement, false]);
      }
    },
    300_000,
  );
});

/** Whether a command ends well under the policy of the page, and misses nothing that it would have said. */
async function succeeds(
  command: string,
  store: keyof typeof STORES,
  statements: readonly PolicyStatement[],
): Promise<boolean> {
  const { words = [], state, code: expected = 0, copies } = COMMANDS[command] ?? {};
  await prepare(state);
  if (copies !== undefined) aws().secrets.put(SECRET, 'another');
  const allowed = statements.map(({ Action, Resource }): Allowed => {
    const resources = Resource.replace('<region>', 'us-east-1')
      .replace('<account>', ACCOUNT)
      .replace('<function>', 'rotator');
    return { actions: Action, resources };
  });
  const [verb = '', ...rest] = words;
  const isFromManager = (store === 'manager') === (copies === 'from');
  const [from, to] = isFromManager ? ['staging', 'sandbox'] : ['sandbox', 'staging'];
  const otherSide: Allowed =
    store === 'manager' ? { actions: 'ssm:*', resources: '*' } : { actions: 'secretsmanager:*', resources: '*' };
  const places =
    copies !== undefined
      ? ['--from', from, '--to', to, '--identifier', 'ana', '--confirm', to]
      : verb === 'diff'
        ? store === 'manager'
          ? ['staging', 'staging']
          : ['sandbox', 'sandbox', '--identifier', 'ana']
        : STORES[store];
  aws().calls.clear();
  const { code, stdout, stderr } = await runCli([verb, ...places, ...rest], {
    folder,
    variables: { ...role(...allowed, ...(copies === undefined ? [] : [otherSide])), ...endpoints() },
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
  if (state !== 'deleted' && state !== 'rotated' && state !== 'unfinished') return;
  const { AWS_ENDPOINT_URL: endpoint = '', AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = admin();
  const credentials = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
  const client = new SecretsManagerClient({ region: 'us-east-1', endpoint, credentials });
  if (state === 'deleted') await client.send(new DeleteSecretCommand({ SecretId: SECRET }));
  else {
    aws().load(rotationBackend({ rotator: { environment: state === 'unfinished' ? { FAIL_IN: 'setSecret' } : {} } }));
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
