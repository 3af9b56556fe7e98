import { describe, expect, it } from 'vitest';
import { folderWith, ONE_FUNCTION } from './amplify-project.test.support.js';
import { readAmplifyProject } from './read-amplify-project.js';

const FUNCTION = 'amplify/functions/say-hello';
const BACKEND =
  "import { sayHello } from './functions/say-hello/resource';\nconst backend = defineBackend({ sayHello });\n";

/** What is found, without its line. */
function usesIn(files: Readonly<Record<string, string>>): readonly object[] {
  const { uses } = readAmplifyProject(folderWith({ ...ONE_FUNCTION, ...files }));
  return uses.map(({ line, ...use }) => use);
}

const inBackend = (statement: string) => usesIn({ 'amplify/backend.ts': BACKEND + statement });

describe('secretUses', () => {
  it("finds Amplify's secret(), and the function that it is for", () => {
    const uses = usesIn({
      [`${FUNCTION}/resource.ts`]:
        "export const sayHello = defineFunction({ environment: { KEY: secret('API_KEY') } });",
      'amplify/auth/resource.ts': "export const auth = defineAuth({ google: { clientSecret: secret('GOOGLE') } });",
    });
    expect(uses).toEqual([
      { store: 'amplify', name: 'GOOGLE', file: 'amplify/auth/resource.ts' },
      { store: 'amplify', name: 'API_KEY', file: `${FUNCTION}/resource.ts`, function: 'sayHello' },
    ]);
  });

  it.each([
    ['a suffix of its own', "'arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/stripe-a1B2c3'", 'shop/stripe'],
    ['a wildcard for it', "'arn:aws:secretsmanager:*:*:secret:shop/stripe-*'", 'shop/stripe'],
    ['six wildcards for it', "'arn:aws:secretsmanager:*:*:secret:shop/stripe-??????'", 'shop/stripe'],
    ['a wildcard alone', "'arn:aws:secretsmanager:*:*:secret:shop/stripe*'", 'shop/stripe'],
    ['none', "'arn:aws:secretsmanager:*:*:secret:db-credentials-v2'", 'db-credentials-v2'],
    [
      'region and account put in',
      `\`arn:aws:secretsmanager:\${region}:\${account}:secret:shop/stripe-*\``,
      'shop/stripe',
    ],
  ])('finds the name in an ARN with %s', (_what, arn, name) => {
    expect(inBackend(`backend.sayHello.resources.lambda.addToRolePolicy(statement(${arn}));`)).toEqual([
      { store: 'secrets-manager', name, file: 'amplify/backend.ts', function: 'sayHello' },
    ]);
  });

  it.each([
    ["'arn:aws:secretsmanager:*:*:secret:*'"],
    ["'arn:aws:secretsmanager:*:*:secret:shop/*'"],
    [`\`arn:aws:secretsmanager:*:*:secret:shop/\${branch}/stripe-*\``],
    ["'arn:aws:ssm:*:*:parameter/secret'"],
    ["'*'"],
  ])('finds no secret in %s, which is a pattern or of something else', (arn) => {
    expect(inBackend(`backend.sayHello.resources.lambda.addToRolePolicy(statement(${arn}));`)).toEqual([]);
  });

  it('finds the function behind a variable, and secrets that CDK imports', () => {
    expect(
      inBackend(`const { lambda } = backend.sayHello.resources;
lambda.addToRolePolicy(statement('arn:aws:secretsmanager:*:*:secret:one-*'));
Secret.fromSecretNameV2(stack, 'Two', 'two').grantRead(backend.sayHello.resources.lambda);
Secret.fromSecretNameV2(stack, 'Three', 'three');`),
    ).toMatchObject([{ name: 'one', function: 'sayHello' }, { name: 'two', function: 'sayHello' }, { name: 'three' }]);
  });

  it.each([
    ['a name', "SecretId: 'shop/prod/stripe'"],
    ['a constant', 'SecretId: NAME'],
    ['an ARN', "SecretId: 'arn:aws:secretsmanager:us-east-1:123456789012:secret:shop/prod/stripe-a1B2c3'"],
    ['a variable of the function', 'SecretId: process.env.SECRET_NAME'],
  ])('finds what a handler reads by %s', (_what, property) => {
    const uses = usesIn({
      [`${FUNCTION}/resource.ts`]:
        "export const sayHello = defineFunction({ environment: { SECRET_NAME: 'shop/prod/stripe' } });",
      [`${FUNCTION}/handler.ts`]: `const NAME = 'shop/prod/stripe';
export const handler = async () => client.send(new GetSecretValueCommand({ ${property} }));`,
    });
    expect(uses).toEqual([
      {
        store: 'secrets-manager',
        name: 'shop/prod/stripe',
        file: `${FUNCTION}/handler.ts`,
        function: 'sayHello',
        isRead: true,
      },
    ]);
  });

  it.each([
    ["const { apiKey, 'web-hook': hook } = JSON.parse(SecretString ?? '{}');", ['apiKey', 'web-hook']],
    ['use(JSON.parse(SecretString).apiKey);', ['apiKey']],
    ["use(JSON.parse(SecretString!)['apiKey']);", ['apiKey']],
    ['const login = JSON.parse(SecretString);\nconnect(login.user, login.password);', ['user', 'password']],
    ['const login = JSON.parse(SecretString);\nconst { user } = login;', ['user']],
    ['const text = SecretString ?? "";\nconst login = JSON.parse(text);\nconnect(login.user);', ['user']],
    ['const login = JSON.parse(SecretString) as { user: string; host: string };', ['user', 'host']],
    ['interface Login { user: string }\nconst login: Login = JSON.parse(SecretString);', ['user']],
    ['let login: any;\nlogin ??= JSON.parse(SecretString);\nconnect(login.user);', ['user']],
    ['const open = ({ user }: any) => connect(user);\nopen(JSON.parse(SecretString));', ['user']],
    ['const login = JSON.parse(SecretString);', []],
    ['const login = JSON.parse(SecretString);\nconnect(login.user, login);', []],
    ['const login = JSON.parse(SecretString);\nconnect(login[name]);', []],
    ['const { port, ...login } = JSON.parse(SecretString);', []],
    ['const { port, host } = JSON.parse(SecretString);', []],
    ['const { body } = JSON.parse(event.body);', undefined],
    ['use(SecretString);', undefined],
  ])('finds the fields that a handler takes out of JSON: %s', (line, fields) => {
    const handler = `const { SecretString } = await read({ SecretId: 'stripe' });\n${line}`;
    expect(usesIn({ [`${FUNCTION}/handler.ts`]: handler })).toEqual([
      expect.objectContaining(fields === undefined ? { name: 'stripe' } : { name: 'stripe', fields }),
    ]);
  });

  it('finds the fields of what a variable of the function holds', () => {
    const handler = 'export const handler = async () => use(JSON.parse(process.env.KEY!).token);';
    const definition = "export const sayHello = defineFunction({ environment: { KEY: secret('API_KEY') } });";
    expect(usesIn({ [`${FUNCTION}/resource.ts`]: definition, [`${FUNCTION}/handler.ts`]: handler })).toEqual([
      expect.objectContaining({ name: 'API_KEY', fields: ['token'] }),
    ]);
  });
});
