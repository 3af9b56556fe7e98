import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchmarkContext } from '../benchmark-context.js';
import { amplifyAdditions } from '../bundle/amplify-additions.js';
import { bundleHandler } from '../bundle/bundle-handler.js';
import { inRounds } from '../in-rounds.js';
import { medians } from '../median.js';
import { type MeasuredHandler, STARTED_HANDLERS } from '../peers.js';
import { type Start, startOnce } from './start-once.js';

export type Scheme = 'https' | 'http';

/** Medians of the starts of one handler. */
export interface ColdStart extends Start {
  readonly handler: string;
  readonly node: string;
  readonly scheme: Scheme;
  readonly starts: number;
}

export async function measureColdStarts(context: BenchmarkContext): Promise<readonly ColdStart[]> {
  const { store, nodes, isQuick, random, progress } = context;
  const folder = mkdtempSync(join(tmpdir(), 'amplify-secrets-bundles-'));
  try {
    for (const handler of STARTED_HANDLERS) await writeBundle(folder, handler);
    const schemes: readonly Scheme[] = store.https && !isQuick ? ['https', 'http'] : [store.https ? 'https' : 'http'];
    const subjects = nodes.flatMap((node) => STARTED_HANDLERS.map(({ id }) => ({ node, handler: id })));
    const measured: ColdStart[] = [];
    for (const scheme of schemes) {
      const rounds = 1 + (isQuick ? 2 : scheme === schemes[0] ? 15 : 5);
      const onRound = (round: number) => progress(`cold starts over ${scheme}, round ${round} of ${rounds}`);
      const all = await inRounds(subjects, { rounds, random, onRound }, ({ node, handler }) =>
        startOnce(node.path, join(folder, handler, 'index.mjs'), store[scheme] ?? store.http),
      );
      // The first round warms the file cache and is not counted.
      for (const [{ node, handler }, [, ...starts]] of all)
        measured.push({ handler, node: node.version, scheme, ...medians(starts), starts: starts.length });
    }
    return measured;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function writeBundle(folder: string, handler: MeasuredHandler): Promise<void> {
  const { code, sourceMap } = await bundleHandler(handler, amplifyAdditions());
  const { id } = handler;
  mkdirSync(join(folder, id));
  writeFileSync(join(folder, id, 'index.mjs'), code);
  writeFileSync(join(folder, id, 'index.mjs.map'), sourceMap);
}
