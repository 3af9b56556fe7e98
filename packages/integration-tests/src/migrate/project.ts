import { basename, join } from 'node:path';
import { repositoryRoot } from '../repository.js';
import { COMPILER_OPTIONS } from '../user-project.test.support.js';
import { LOOK_ALIKES } from './look-alikes.js';
import { MISTAKES } from './mistakes.js';
import { DEFINE_BACKEND, fileOfBackend, PUBLIC_BACKENDS } from './public-backends.js';
import { arn, fileOf, ROW_MODULE, type Rows } from './row.js';

const ARN = arn('');
const workers = [
  'exact',
  'star',
  'prefix',
  'bare',
  'every',
  'mixed',
  'declared',
  'inline',
  'users',
  'conditional',
  'another',
];

/** Statements as people wrote them, on functions that need no bundle. */
const BACKEND = `import { defineBackend } from '@aws-amplify/backend';
import { Effect, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Duration } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { useKit } from './kit.js';
import { startRows } from './row.js';

const backend = defineBackend({});
const stack = backend.createStack('workers');
const worker = (id: string) =>
  new LambdaFunction(stack, id, {
    runtime: Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => {}'),
    timeout: Duration.seconds(60),
  });
${workers.map((name) => `const ${name} = worker('${name}');`).join('\n')}
const READ = ['secretsmanager:GetSecretValue'];

exact.addToRolePolicy(new PolicyStatement({ actions: READ, resources: ['${ARN}legacy/mail-??????'] }));
// From a public backend.ts: also matches openai-api-key-admin.
star.addToRolePolicy(new PolicyStatement({ effect: Effect.ALLOW, actions: READ, resources: ['${ARN}openai-api-key*'] }));
prefix.addToRolePolicy(new PolicyStatement({ actions: READ, resources: ['${ARN}tenants/*'] }));
bare.addToRolePolicy(new PolicyStatement({ actions: READ, resources: ['arn:aws:secretsmanager:us-east-1:*:secret:migration-db-credentials-v2'] }));
every.addToRolePolicy(new PolicyStatement({ actions: ['secretsmanager:*'], resources: ['*'] }));
mixed.addToRolePolicy(new PolicyStatement({ actions: [...READ, 's3:GetObject'], resources: ['${ARN}mixed-*'] }));
declared.addToRolePolicy(
  new PolicyStatement({
    actions: [...READ, 'secretsmanager:PutSecretValue'],
    resources: [\`arn:aws:secretsmanager:\${stack.region}:\${stack.account}:secret:myapp/prod/stripe-*\`],
  }),
);
inline.role?.attachInlinePolicy(
  new Policy(stack, 'Inline', {
    statements: [new PolicyStatement({ actions: READ, resources: ['${ARN}inline-??????'] })],
  }),
);
conditional.addToRolePolicy(
  new PolicyStatement({
    actions: READ,
    resources: ['${ARN}conditional-*'],
    conditions: { StringEquals: { 'secretsmanager:ResourceTag/team': 'a' } },
  }),
);
another.addToRolePolicy(new PolicyStatement({ actions: READ, resources: ['arn:aws:secretsmanager:us-east-1:210987654321:secret:x-*'] }));
// A list of names, and CDK's own grant for each.
for (const [id, name] of [['GitHub', 'github-token'], ['Npm', 'npm-token']] as const) {
  const imported = Secret.fromSecretNameV2(stack, id, name);
  imported.grantRead(users);
}

startRows(stack);
useKit(backend, worker('rotator'));
await import('./rows/index.js');
`;

/** Grants, and what the guard is to accept, as a backend that has the kit already. */
const KIT = `import { configureGuard, defineSecretRotation } from '@amplify-secrets/backend';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { secrets } from './secrets/resource.js';

export function useKit(backend: Parameters<typeof configureGuard>[0], rotator: LambdaFunction): void {
  const reason = 'It is to be migrated.';
  configureGuard(backend, {
    accept: ['Users', 'Site/DefaultPolicy'].map((at) => ({ finding: 'SecretOpenToUsers' as const, at, reason })),
  });
  defineSecretRotation(backend, secrets.databasePassword, { function: rotator, schedule: 'cron(0 3 1 * ? *)', branches: 'main' });
}
`;

/** By the titles of the guard's fixtures. */
export const ROWS: Rows = { ...MISTAKES, ...LOOK_ALIKES };
export const titles = Object.keys(ROWS);
export const pathOf = (title: string) => `amplify/rows/row-${titles.indexOf(title)}.ts`;
export const backendPath = (name: string) => `amplify/rows/${name}.ts`;

const DECLARATION = `import { defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';

export const secrets = defineSecrets({
  app: 'myapp',
  environments: {
    prod: 'main',
    preview: { branches: 'pr-*', store: 'amplify' },
    dev: '*',
  },
  secrets: {
    stripe: jsonSecret(['apiKey', 'webhookSecret']),
    slackSigningSecret: textSecret(),
    databasePassword: textSecret(),
    upworkTokens: jsonSecret({ name: { prod: 'upwork-oauth-tokens' } }),
  },
});
`;

/** The files of a project with all of these statements. */
export const PROJECT: Readonly<Record<string, string>> = {
  'amplify/backend.ts': BACKEND,
  'amplify/kit.ts': KIT,
  'amplify/row.ts': ROW_MODULE,
  'amplify/define-backend.ts': DEFINE_BACKEND,
  'amplify/secrets/resource.ts': DECLARATION,
  ...Object.fromEntries(Object.entries(ROWS).map(([title, row]) => [pathOf(title), fileOf(title, row)])),
  ...Object.fromEntries(
    Object.entries(PUBLIC_BACKENDS).map(([name, backend]) => [backendPath(name), fileOfBackend(backend)]),
  ),
  'amplify/rows/index.ts': [...titles.map(pathOf), ...Object.keys(PUBLIC_BACKENDS).map(backendPath)]
    .map((path) => `import './${basename(path, '.ts')}.js';\n`)
    .join(''),
  'tsconfig.json': JSON.stringify({
    compilerOptions: { ...COMPILER_OPTIONS, typeRoots: [join(repositoryRoot, 'node_modules/@types')] },
    include: ['amplify'],
  }),
};
