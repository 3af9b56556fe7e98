import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const APP = 'shop';
export const ENVIRONMENTS = ['prod', 'staging', 'qa', 'dev'] as const;
export const SECRETS: readonly string[] = Array.from({ length: 50 }, (_, index) => `secret${index}`);

/** A project that declares 50 secrets in four environments. Whoever called it removes it. */
export function listProject(): string {
  const folder = mkdtempSync(join(tmpdir(), 'amplify-secrets-bench-'));
  mkdirSync(join(folder, 'amplify/secrets'), { recursive: true });
  mkdirSync(join(folder, 'node_modules/@amplify-secrets'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: APP }));
  writeFileSync(join(folder, 'amplify/package.json'), JSON.stringify({ type: 'module' }));
  const branches = ENVIRONMENTS.map((name) => `${name}: '${name}'`).join(', ');
  const secrets = SECRETS.map((key) => `${key}: textSecret()`).join(', ');
  writeFileSync(
    join(folder, 'amplify/secrets/resource.ts'),
    `import { defineSecrets, textSecret } from '@amplify-secrets/runtime';
export const secrets = defineSecrets({ app: '${APP}', environments: { ${branches} }, secrets: { ${secrets} } });\n`,
  );
  const runtime = dirname(createRequire(import.meta.url).resolve('@amplify-secrets/runtime/package.json'));
  symlinkSync(runtime, join(folder, 'node_modules/@amplify-secrets/runtime'));
  return folder;
}
