import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { testAws } from './aws.test.support.js';
import { COMMANDS } from './commands/commands.js';
import { testProject } from './project.test.support.js';
import { BIN, bareVariables } from './run-cli.test.support.js';
import { AGENT_VARIABLES } from './terminal/coding-agent.js';

const MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));
const TYPESCRIPT = join(MODULES, 'typescript');
/** Where `init` runs on the page: a project that has no declaration yet. */
const NEW_PROJECT: Readonly<Record<string, string>> = {
  'package.json': '{\n  "name": "shop",\n  "scripts": {\n    "dev": "next dev"\n  }\n}\n',
  'package-lock.json': '{}',
  '.gitignore': '.amplify\n.env*\n',
  'amplify/backend.ts':
    "import { defineBackend } from '@aws-amplify/backend';\nimport { stripeWebhook } from './functions/stripe-webhook/resource.js';\n\ndefineBackend({ stripeWebhook });\n",
  'amplify/functions/stripe-webhook/resource.ts':
    "import { defineFunction, secret } from '@aws-amplify/backend';\n\nexport const stripeWebhook = defineFunction({\n  environment: { WEBHOOK_SECRET: secret('WEBHOOK_SECRET') },\n});\n",
  'amplify/functions/stripe-webhook/handler.ts':
    'export const handler = async () => {\n  return { statusCode: 200, isSet: Boolean(process.env.WEBHOOK_SECRET) };\n};\n',
};
/** Where `migrate` runs: a project with a statement of each kind. */
const OLD_PROJECT: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "shop", "type": "module" }',
  'package-lock.json': '{ "name": "shop", "lockfileVersion": 3, "packages": {} }',
  'amplify/package.json': '{ "type": "module" }',
  'amplify/backend.ts': `import { defineBackend } from '@aws-amplify/backend';
import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { summarize } from './functions/summarize/resource.js';

const backend = defineBackend({ summarize });
const { lambda } = backend.summarize.resources;
const { region, account } = Stack.of(lambda);

lambda.addToRolePolicy(
  new PolicyStatement({
    actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
    resources: [\`arn:aws:secretsmanager:\${region}:\${account}:secret:shop/openai-api-key*\`],
  }),
);
lambda.addToRolePolicy(new PolicyStatement({ actions: ['secretsmanager:PutSecretValue'], resources: ['*'] }));
`,
  'amplify/functions/summarize/resource.ts':
    "import { defineFunction } from '@aws-amplify/backend';\n\nexport const summarize = defineFunction({ name: 'summarize' });\n",
  'amplify/functions/summarize/handler.ts': 'export const handler = async () => ({ statusCode: 200 });\n',
};
const PAGE = fileURLToPath(new URL('../../../docs/cli.md', import.meta.url));
/** Other commands run in the project with the declaration. */
const FOLDERS: Readonly<Record<string, string>> = { init: 'new', migrate: 'old' };
const BLOCK = /^```console\n\$ (.*)\n([\s\S]*?)```$/gm;
/** With this variable the page is written instead of compared. */
const { UPDATE_CLI_PAGE } = process.env;

const { aws, admin } = testAws();
const { folder, write } = testProject();
const page = readFileSync(PAGE, 'utf8');

describe('docs/cli.md', () => {
  it('shows what the commands print, in the order of the page', async () => {
    prepare();
    prepareLocal();
    const path = shim();
    const outputs: string[] = [];
    for (const [, command = ''] of page.matchAll(BLOCK)) outputs.push(await run(command, path));
    const shown = page.replace(
      BLOCK,
      (_block, command: string) => `\`\`\`console\n$ ${command}\n${outputs.shift()}\`\`\``,
    );
    if (UPDATE_CLI_PAGE !== undefined) writeFileSync(PAGE, shown);
    else expect(stable(page)).toBe(stable(shown));
  }, 600_000);

  it.each(COMMANDS.map(({ spec }) => [spec.name]))('has an example of %s', (name) => {
    expect([...page.matchAll(BLOCK)].some(([, command]) => `${command} `.includes(`amplify-secrets ${name} `))).toBe(
      true,
    );
  });

  it('lists the variables by which a coding agent is noticed', () => {
    for (const name of AGENT_VARIABLES) expect(page).toContain(`\`${name}\``);
  });
});

function prepare(): void {
  for (const [path, content] of Object.entries(NEW_PROJECT)) write(join('new', path), content);
  for (const [path, content] of Object.entries(OLD_PROJECT)) write(join('old', path), content);
  symlinkSync(MODULES, join(folder, 'old/node_modules'));
  symlinkSync(TYPESCRIPT, join(folder, 'node_modules/typescript'));
  write(
    '.amplify/artifacts/cdk.out/access-report.json',
    JSON.stringify({
      title: 'branch "main"',
      principals: [{ id: 'p', name: 'stripe-webhook' }],
      secrets: [
        {
          key: 'stripe',
          places: [{ name: 'shop/prod/stripe', access: [{ principal: 'p', granted: ['read'], allowed: ['read'] }] }],
        },
      ],
    }),
  );
  aws().secrets.put(
    'shop/prod/stripe',
    '{"apiKey":"rk_live_example_0123456789","webhookSecret":"whsec_example_0123456789"}',
  );
  aws().secrets.put('shop/prod/slack-token', 'xoxb-example-token');
  aws().secrets.put(
    'shop/staging/stripe',
    '{"apiKey":"rk_test_example_0123456789","webhookSecret":"whsec_example_0123456789"}',
  );
  write(
    '.env',
    `STRIPE_API_KEY=rk_test_from_the_file
DB_USER=shop
DB_PASSWORD="correct horse"
DB_HOST=db.internal
AUTH0_CLIENT_ID=hK2example
AUTH0_CLIENT_SECRET=example#1
AUTH0_DOMAIN=shop.us.auth0.com
FLASK_SECRET_KEY=example-of-a-key
GUNICORN_WORKERS=4
NODE_ENV=production
NEXT_PUBLIC_SITE=https://shop.example
`,
  );
  write(
    'amplify/secrets/resource.ts',
    `import { defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';
export const secrets = defineSecrets({
  app: 'shop',
  environments: { prod: 'main', staging: ['staging', 'release/*'] },
  secrets: { stripe: jsonSecret(['apiKey', 'webhookSecret']), slackToken: textSecret() },
});`,
  );
}

/** What `local` deploys and runs: a function with one of the two secrets, and a program that asks for both. */
function prepareLocal(): void {
  rmSync(join(folder, 'node_modules'), { recursive: true });
  symlinkSync(MODULES, join(folder, 'node_modules'));
  write('package-lock.json', '{ "name": "shop-web", "lockfileVersion": 3, "packages": {} }');
  write(
    'amplify/function.ts',
    `import { defineFunction } from '@aws-amplify/backend';
export const stripeWebhook = defineFunction({ name: 'stripe-webhook', entry: './handler.ts' });`,
  );
  write('amplify/handler.ts', 'export const handler = async () => {};');
  write(
    'amplify/backend.ts',
    `import { grantSecretRead } from '@amplify-secrets/backend';
import { defineBackend } from '@aws-amplify/backend';
import { stripeWebhook } from './function.js';
import { secrets } from './secrets/resource.js';
grantSecretRead(defineBackend({ stripeWebhook }).stripeWebhook, secrets.stripe);`,
  );
  write(
    'read-secrets.mjs',
    `import { getSecret } from '@amplify-secrets/runtime';
for (const name of ['shop/prod/stripe', 'shop/prod/slack-token']) {
  console.log(await getSecret(name).then(() => 'read', (error) => error.name));
}`,
  );
}

/** A folder in which `amplify-secrets` is the built command line. */
function shim(): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'amplify-secrets'), `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n`);
  chmodSync(join(bin, 'amplify-secrets'), 0o755);
  return bin;
}

function run(command: string, path: string): Promise<string> {
  const variables = { ...bareVariables(), ...admin() };
  const child = spawn('sh', ['-c', `{ ${command}\n} 2>&1`], {
    cwd: join(folder, FOLDERS[/^amplify-secrets (\w+)/.exec(command)?.[1] ?? ''] ?? ''),
    env: { ...variables, PATH: `${path}:${variables.PATH}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  // What a command says while it takes longer than two seconds, as it does here where others run.
  const withoutProgress = () => output.replace(/^[A-Z][a-z ]+ …\n/gm, '');
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve(withoutProgress().replace(/(?<=[^\n])$/, '\n')));
  });
}

/** Without what differs from run to run: version ids, dates and ages. */
function stable(text: string): string {
  return text
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<version>')
    .replace(/\b(?=\w*\d)[0-9a-f]{8}\b/g, '<id>')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d/g, '<date>')
    .replace(/\d+ (?:min|h)\b/g, '<age>');
}
