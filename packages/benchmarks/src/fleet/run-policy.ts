import { fork } from 'node:child_process';
import { OUR_POLICIES } from './our-policies.js';
import { PEER_POLICIES } from './peer-policies.js';
import type { Policy } from './policy.js';
import type { FleetRun } from './simulate.js';

export const POLICIES: readonly Policy[] = [...OUR_POLICIES, ...PEER_POLICIES];

/** Simulates one policy's fleet in a process of its own: the simulation takes the process's timers. */
export function runPolicy({ id }: Policy): Promise<FleetRun> {
  return new Promise((resolve, reject) => {
    const child = fork(
      new URL(import.meta.url.endsWith('.ts') ? './policy-process.ts' : './policy-process.js', import.meta.url),
      [id],
      {
        serialization: 'advanced',
      },
    );
    child.on('message', (run: FleetRun) => resolve(run));
    child.on('close', (code) => reject(new Error(`The simulation of ${id} ended with ${code} and told nothing.`)));
  });
}
