import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import type { NodeBinary } from '../cold-start/node-binaries.js';

/** When, where and of what a run was. */
export interface Surroundings {
  /** `2026-11-20` */
  readonly date: string;
  readonly machine: string;
  /** The machine's load average over the minute before the run. */
  readonly load: string;
  /** Package → version, Node.js among them. */
  readonly versions: Readonly<Record<string, string>>;
}

const PACKAGES = [
  '@amplify-secrets/runtime',
  '@aws-sdk/client-secrets-manager',
  '@aws-lambda-powertools/parameters',
  '@middy/secrets-manager',
  'lru-cache',
  '@aws-blocks/hosting',
  '@aws-amplify/backend-function',
  'esbuild',
  'valibot',
  'zod',
];

export function surroundingsOf(nodes: readonly NodeBinary[], now: Date): Surroundings {
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  const packages = PACKAGES.map((name) => [name, versionOf(name)] as const);
  return {
    date: now.toISOString().slice(0, 10),
    machine: `${processors()}, ${memory} GiB, ${type()} ${release()}`,
    load: (loadavg()[0] ?? 0).toFixed(1),
    versions: { 'Node.js': nodes.map(({ version }) => version).join(', '), ...Object.fromEntries(packages) },
  };
}

/** `2 × AMD EPYC` */
export function processors(): string {
  const all = cpus();
  return `${all.length} × ${all[0]?.model.trim() ?? 'unknown'}`;
}

/** Looks into the folders that Node.js would: some packages do not export their package.json. */
function versionOf(name: string): string {
  const { paths } = createRequire(import.meta.url).resolve;
  for (const folder of paths(name) ?? []) {
    try {
      const manifest: { readonly version?: string } = JSON.parse(
        readFileSync(join(folder, name, 'package.json'), 'utf8'),
      );
      return manifest.version ?? 'unknown';
    } catch {
      // Not in this one.
    }
  }
  return 'not installed';
}
