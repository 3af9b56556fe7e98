import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Certificate, makeCertificate } from '../counterpart/certificate.js';
import { type Openai, startOpenai } from '../counterpart/openai.js';
import { type Visitor, visit } from './browser.js';
import { copyForDev, type DevCopy } from './dev-copy.js';
import { partsOf } from './find-values.js';
import { type NextServer, serve } from './next.js';

vi.setConfig({ testTimeout: 400_000 });

let certificate: Certificate;
let openai: Openai;
let key: string;
let copy: DevCopy;
let server: NextServer;
let visitor: Visitor;

/** `npm run dev` in the copy, one program after another. */
beforeAll(async () => {
  certificate = await makeCertificate();
  openai = await startOpenai(certificate);
  key = openai.keys.issue();
  copy = copyForDev(`OPENAI_API_KEY=${key}\n`);
  const script: string = JSON.parse(readFileSync('package.json', 'utf8')).scripts.dev;
  const [outputs = [], dev = []] = script.split(' && ').map((line) => line.split(' '));
  const bin = resolve('node_modules/.bin');
  const env = { PATH: `${bin}${delimiter}${process.env.PATH}`, HOME: process.env.HOME ?? '' };
  execFileSync(process.execPath, [`${bin}/${outputs[0]}`, ...outputs.slice(1)], {
    cwd: copy.folder,
    env: { ...env, NODE_ENV: 'development' },
  });
  server = await serve(
    [`${bin}/${dev[0]}`, ...dev.slice(1), '-H', '127.0.0.1', '-p', '0'],
    { ...env, OPENAI_BASE_URL: openai.url, NODE_EXTRA_CA_CERTS: certificate.authorityFile },
    copy.folder,
    'development',
  );
  visitor = await visit(server.url);
});
afterAll(async () => {
  await visitor?.close();
  await server?.close();
  copy?.remove();
  await openai?.close();
  certificate?.remove();
});

/** Asks until something is as expected: a change needs some seconds, or a minute on a busy machine. */
function askUntil<Found>(look: (answer: string) => Found): Promise<Found> {
  const body = JSON.stringify([{ role: 'user', content: 'Hello' }]);
  return vi.waitUntil(
    async () => look(await (await fetch(`${server.url}/api/chat`, { method: 'POST', body })).text()),
    { timeout: 200_000, interval: 1_000 },
  );
}

it('answers with the key of .env.local, which is the secret of the sandbox, as the compute role', async () => {
  expect(await visitor.ask('Hello')).toMatch(/You said: Hello$/);
  expect(server.logs()).toMatch(/allowed {2}AmplifySecretsComputeRole {2}ssm:GetParameters {2}openai {2}by statement/);
});

it('sees a secret that is declared, read and granted while it runs, with the line that the local AWS prints', async () => {
  copy.edit('amplify/secrets/resource.ts', 'jsonSecret }', 'jsonSecret, textSecret }');
  copy.edit(
    'amplify/secrets/resource.ts',
    "openai: jsonSecret(['OPENAI_API_KEY']),",
    '$&\n    greeting: textSecret(),',
  );
  copy.edit('app/api/chat/route.ts', 'try {', 'try {\n    const content = await getSecret(secrets.greeting);');
  copy.edit('app/api/chat/route.ts', '[...messages]', "[{ role: 'user', content }]");
  copy.edit(
    'app/api/chat/route.ts',
    'import ',
    "import { secrets } from '../../../amplify/secrets/resource';\nimport { getSecret } from '../../../lib/secrets';\nimport ",
  );
  // With the line, as soon as the local AWS has the new declaration.
  const denied = await askUntil(() =>
    / AmplifySecretsComputeRole .* greeting .* Grant it: (grantSecretRead\(.*\);)/.exec(server.logs()),
  );
  const grant = denied?.[1];
  expect(grant).toBe('grantSecretRead(computeRole, secrets.greeting);');
  expect(await visitor.ask('Hello')).toMatch(/SecretAccessDeniedError$/);

  copy.edit('amplify/backend.ts', 'grantSecretRead(computeRole, secrets.openai);', `$&\n${grant}`);
  await askUntil((answer) => answer.endsWith('fake_greeting'));
  expect(await visitor.ask('Hello')).toMatch(/You said: fake_greeting$/);
});

it('shows no value in the terminal or in the browser', async () => {
  const traffic = await visitor.traffic();
  for (const part of partsOf([key])) for (const text of [server.logs(), traffic]) expect(text).not.toContain(part);
});
