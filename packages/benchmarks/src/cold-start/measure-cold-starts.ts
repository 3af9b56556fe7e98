import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchmarkContext } from '../benchmark-context.js';
import { amplifyAdditions } from '../bundle/amplify-additions.js';
import { bundleHandler } from '../bundle/bundle-handler.js';
import { type MeasuredHandler, STARTED_HANDLERS } from '../bundle/measured-handlers.js';
import { median } from '../median.js';
import { shuffled } from '../shuffled.js';
import { type Start, startOnce } from './start-once.js';

export type Scheme = 'https' | 'http';

/** Medians of the starts of one handler. */
export interface ColdStart {
  readonly handler: string;
  readonly node: string;
  readonly scheme: Scheme;
  readonly milliseconds: number;
  readonly cpu: number;
  readonly rss: number;
  readonly starts: number;
}

/** One process after the other, the handlers in another order each round, so that drift of the machine befalls all alike. */
export async function measureColdStarts(context: BenchmarkContext): Promise<readonly ColdStart[]> {
  const { store, nodes, isQuick, random, progress } = context;
  const folder = mkdtempSync(join(tmpdir(), 'amplify-secrets-bundles-'));
  try {
    for (const handler of STARTED_HANDLERS) await writeBundle(folder, handler);
    const schemes: readonly Scheme[] = store.https && !isQuick ? ['https', 'http'] : [store.https ? 'https' : 'http'];
    const starts = new Map<string, Start[]>();
    for (const scheme of schemes) {
      const rounds = isQuick ? 2 : scheme === schemes[0] ? 15 : 5;
      // The first round warms the file cache and is not counted.
      for (let round = 0; round <= rounds; round += 1) {
        progress(`cold starts over ${scheme}, round ${round} of ${rounds}`);
        const turns = nodes.flatMap((node) => STARTED_HANDLERS.map(({ id }) => ({ node, handler: id })));
        for (const { node, handler } of shuffled(turns, random)) {
          const start = await startOnce(node.path, join(folder, handler, 'index.mjs'), store[scheme] ?? store.http);
          const key = JSON.stringify({ handler, node: node.version, scheme });
          if (round > 0) starts.set(key, [...(starts.get(key) ?? []), start]);
        }
      }
    }
    return [...starts].map(([key, all]) => ({
      ...JSON.parse(key),
      milliseconds: median(all.map(({ milliseconds }) => milliseconds)),
      cpu: median(all.map(({ cpu }) => cpu)),
      rss: median(all.map(({ rss }) => rss)),
      starts: all.length,
    }));
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
