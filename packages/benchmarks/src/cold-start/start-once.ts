import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bareEnvironment } from '../programs/run-program.js';
import { HANDLER_WIRING } from '../seeds.js';

export interface Start {
  /** From the spawn to the first secret. */
  readonly milliseconds: number;
  /** Milliseconds of processor time until then, of all its threads. */
  readonly cpu: number;
  /** Resident bytes then. */
  readonly rss: number;
}

const HARNESS = fileURLToPath(new URL('./harness.js', import.meta.url));

/** Starts a process that reads one secret through a bundle, and ends. Rejects when it read none. */
export function startOnce(node: string, bundle: string, env: Readonly<Record<string, string>>): Promise<Start> {
  return new Promise((resolve, reject) => {
    const begun = process.hrtime.bigint();
    const child = spawn(node, [HARNESS, bundle], {
      env: { ...bareEnvironment(), ...HANDLER_WIRING, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let ended: bigint | undefined;
    let report = '';
    child.stdout.on('data', (chunk: Buffer) => {
      ended ??= process.hrtime.bigint();
      report += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code) => {
      const { rss, cpu, hasValue } = report === '' ? { rss: 0, cpu: 0, hasValue: false } : JSON.parse(report);
      if (code !== 0 || ended === undefined || hasValue !== true)
        reject(new Error(`${bundle} read no secret (${code}).`));
      else resolve({ milliseconds: Number(ended - begun) / 1e6, cpu, rss });
    });
  });
}
