import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import type { TestProject } from '../../project.test.support.js';
import { BIN, bareVariables } from '../../run-cli.test.support.js';

const NODE_MODULES = fileURLToPath(new URL('../../../../../node_modules', import.meta.url));

export const DECLARATION = `
import { defineSecrets, jsonSecret, textSecret } from '@amplify-secrets/runtime';

export const secrets = defineSecrets({
  app: 'shop',
  environments: { prod: 'main', dev: '*' },
  secrets: {
    stripe: jsonSecret(['apiKey', 'webhookSecret']),
    slackToken: textSecret(),
    tokens: jsonSecret<{ readonly refreshToken: string }>(),
  },
});
`;

const RESOURCE = `
import { defineFunction } from '@aws-amplify/backend';
export const stripeWebhook = defineFunction({ name: 'stripe-webhook', entry: './handler.ts' });
`;

/** A backend of one function, with these grants. */
export function backendWith(...grants: readonly string[]): string {
  return `
import { grantSecretRead } from '@amplify-secrets/backend';
import { defineBackend } from '@aws-amplify/backend';
import { stripeWebhook } from './functions/stripe-webhook/resource.js';
import { secrets } from './secrets/resource.js';

const backend = defineBackend({ stripeWebhook });
${grants.join('\n')}
`;
}

/** A backend without functions, which synthesises fast. */
export const SMALL_BACKEND = `
import { App, Stack } from 'aws-cdk-lib';
new Stack(new App(), 'shop');
`;

/** A project whose backend can be synthesised, with the packages of this repository. It ends with the tests of its file. */
export function backendProject(backend: string): TestProject {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'amplify-secrets-cli-local-')));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const project: TestProject = {
    folder,
    write(path, content) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    },
  };
  project.write('package.json', '{ "name": "shop-web", "private": true, "type": "module" }');
  project.write('package-lock.json', '{ "name": "shop-web", "lockfileVersion": 3, "packages": {} }');
  project.write('amplify/package.json', '{ "type": "module" }');
  project.write('amplify/secrets/resource.ts', DECLARATION);
  project.write('amplify/functions/stripe-webhook/resource.ts', RESOURCE);
  project.write('amplify/functions/stripe-webhook/handler.ts', 'export const handler = async () => "ok";');
  project.write('amplify/backend.ts', backend);
  symlinkSync(NODE_MODULES, join(folder, 'node_modules'));
  return project;
}

export interface RunningLocal {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Resolves when stderr, or stdout, has it; what was there before `from` characters does not count. */
  readonly says: (what: string | RegExp, from?: number) => Promise<void>;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
}

/** Starts `amplify-secrets local`, which runs until it gets a signal. */
export function startLocal(folder: string, words: readonly string[]): RunningLocal {
  const child = spawn(process.execPath, [BIN, 'local', ...words], {
    cwd: folder,
    env: bareVariables(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  const looks = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
    for (const look of looks) look();
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
    for (const look of looks) look();
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return {
    child,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
    says: (what, from = 0) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const text = stderr.slice(from) + stdout;
          if (typeof what === 'string' ? !text.includes(what) : !what.test(text)) return;
          looks.delete(look);
          resolve();
        };
        looks.add(look);
        look();
        ended.then((code) => reject(new Error(`It ended with ${code}, and did not say ${what}:\n${stderr}`)));
      }),
  };
}

/** The variables that lines for a shell export. */
export function variablesIn(lines: string): Record<string, string> {
  return Object.fromEntries(
    [...lines.matchAll(/^export (\w+)=(?:'(.*)'|(.*))$/gm)].map(([, name, quoted, plain]) => [
      name,
      quoted ?? plain ?? '',
    ]),
  );
}
