import { describe, expect, it } from 'vitest';
import { folderWith, ONE_FUNCTION } from './amplify-project.test.support.js';
import { readAmplifyProject } from './read-amplify-project.js';

const FUNCTION = 'amplify/functions/say-hello';
const SDK = "import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';\n";
const ARN = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:';

function readsIn(handler: string, files: Readonly<Record<string, string>> = {}) {
  const folder = folderWith({ ...ONE_FUNCTION, ...files, [`${FUNCTION}/handler.ts`]: handler });
  return readAmplifyProject(folder).reads.map(({ line, call, name, fields }) => ({ line, call, name, fields }));
}

/** The helper that most projects have. */
const HELPER = `${SDK}export async function readJson(id: string) {
  const result = await client.send(new GetSecretValueCommand({ SecretId: id }));
  return JSON.parse(result.SecretString ?? '{}');
}
`;

describe('sdkReads', () => {
  it.each([
    [
      'a command that is sent',
      `${SDK}const answer = await client.send(new GetSecretValueCommand({ SecretId: 'mail' }));\nuse(JSON.parse(answer.SecretString!).key);`,
      { line: 2, call: 'GetSecretValueCommand', name: 'mail', fields: ['key'] },
    ],
    [
      'a command in a variable',
      `${SDK}const ask = new GetSecretValueCommand({ SecretId: '${ARN}mail-a1B2c3' });\nconst { SecretString } = await client.send(ask);`,
      { line: 2, call: 'GetSecretValueCommand', name: 'mail', fields: undefined },
    ],
    [
      'a call of version 2',
      "const { SecretString } = await manager.getSecretValue({ SecretId: 'mail' }).promise();\nuse(JSON.parse(SecretString).key);",
      { line: 1, call: 'getSecretValue', name: 'mail', fields: ['key'] },
    ],
    [
      'an input in a variable',
      `${SDK}const input = { SecretId: 'mail' };\nclient.send(new GetSecretValueCommand(input)).then((answer) => use(JSON.parse(answer.SecretString).key));`,
      { line: 2, call: 'GetSecretValueCommand', name: 'mail', fields: ['key'] },
    ],
    [
      'a name in a table',
      `${SDK}const NAMES = { mail: 'acme/mail' } as const;\nclient.send(new GetSecretValueCommand({ SecretId: NAMES.mail }));`,
      { line: 3, call: 'GetSecretValueCommand', name: 'acme/mail', fields: undefined },
    ],
    [
      'Powertools',
      "import { getSecret as read } from '@aws-lambda-powertools/parameters/secrets';\nconst { key } = await read('mail', { transform: 'json' });",
      { line: 2, call: 'getSecret of Powertools', name: 'mail', fields: ['key'] },
    ],
  ])('finds %s', (_, handler, read) => {
    expect(readsIn(handler)).toEqual([read]);
  });

  it('finds each call of a function that reads by a name, with its own fields', () => {
    const handler = `${HELPER}export const handler = async () => {
  const { user } = await readJson('database');
  const mail = await readJson('mail');
  return use(user, mail.key);
};\n`;
    expect(readsIn(handler)).toEqual([
      { line: 7, call: 'GetSecretValueCommand', name: 'database', fields: ['user'] },
      { line: 8, call: 'GetSecretValueCommand', name: 'mail', fields: ['key'] },
    ]);
  });

  it('finds the calls of a function of another file, and of which functions they are', () => {
    const handler =
      "import { readJson } from '../../shared/secrets.js';\nexport const handler = async () => use((await readJson(process.env.MAIL!)).key);\n";
    const folder = folderWith({
      ...ONE_FUNCTION,
      'amplify/backend.ts': `import { sayHello } from './functions/say-hello/resource';
const backend = defineBackend({ sayHello });
const mail = Secret.fromSecretNameV2(stack, 'Mail', 'acme/mail');
backend.sayHello.addEnvironment('MAIL', mail.secretArn);
`,
      'amplify/shared/secrets.ts': HELPER,
      [`${FUNCTION}/handler.ts`]: handler,
    });
    expect(readAmplifyProject(folder).reads).toEqual([
      expect.objectContaining({
        file: `${FUNCTION}/handler.ts`,
        line: 2,
        id: 'process.env.MAIL!',
        name: 'acme/mail',
        functions: ['sayHello'],
        fields: ['key'],
      }),
    ]);
  });

  it('knows no name of what is only known when it runs, and finds no call that writes', () => {
    expect(readsIn(`${SDK}client.send(new GetSecretValueCommand({ SecretId: event.secret }));`)).toEqual([
      { line: 2, call: 'GetSecretValueCommand', name: undefined, fields: undefined },
    ]);
    expect(readsIn("client.send(new PutSecretValueCommand({ SecretId: 'mail', SecretString }));")).toEqual([]);
  });
});
