import { amplifyAdditions } from '../bundle/amplify-additions.js';
import { bundleHandler } from '../bundle/bundle-handler.js';
import { NO_OP, OURS, SIZED_HANDLERS } from '../peers.js';
import { kilobytes, ratio } from '../report/quantities.js';
import type { Section } from '../section.js';

/** The target, in bytes. What `npm test` enforces is in size.test.ts. */
export const MINIFIED_TARGET = 24_000;
export const GZIPPED_TARGET = 9_000;

export interface BundleSize {
  readonly id: string;
  readonly title: string;
  readonly minified: number;
  readonly gzipped: number;
}

export interface BundleSizes {
  readonly handlers: readonly BundleSize[];
  /** What Amplify adds to each of them, in bytes, minified. */
  readonly additions: number;
}

export async function measureBundleSizes(): Promise<BundleSizes> {
  const handlers: BundleSize[] = [];
  for (const handler of SIZED_HANDLERS) {
    const { minified, gzipped } = await bundleHandler(handler);
    handlers.push({ id: handler.id, title: handler.title, minified, gzipped });
  }
  const { minified } = await bundleHandler({ entry: NO_OP }, amplifyAdditions());
  return { handlers, additions: minified };
}

export function bundleSizeSection({ handlers, additions }: BundleSizes): Section {
  const ours = handlers.find(({ id }) => id === OURS) ?? { minified: Number.NaN, gzipped: Number.NaN };
  return {
    id: 'bundle-size',
    title: 'Size of a bundle that reads one JSON secret',
    tables: [
      {
        title: 'Times ours, and bytes without the source map',
        columns: ['', 'minified', 'gzip'],
        rows: handlers.map(({ title, minified, gzipped }) => [
          title,
          `${ratio(minified / ours.minified)} · ${kilobytes(minified)}`,
          `${ratio(gzipped / ours.gzipped)} · ${kilobytes(gzipped)}`,
        ]),
      },
    ],
    verdicts: [
      {
        what: 'Bundle of a handler that reads one JSON secret declared by field names',
        target: `at most ${kilobytes(MINIFIED_TARGET)} minified, ${kilobytes(GZIPPED_TARGET)} gzip`,
        measured: `${kilobytes(ours.minified)}, ${kilobytes(ours.gzipped)}`,
        isMet: ours.minified <= MINIFIED_TARGET && ours.gzipped <= GZIPPED_TARGET,
      },
    ],
    notes: [
      `Bundled by esbuild as Amplify's defineFunction runs it. The ${kilobytes(additions)} that Amplify itself adds to every function are not counted here, but are part of the cold starts.`,
      'For packages with both CommonJS and ES modules Amplify keeps esbuild\'s default, so the AWS SDK is bundled as CommonJS. "ES modules" is the same handler with mainFields set to module, main.',
      'Ours is above its target: the client is 17.7 kB, the transport 8.9, the contract 4.0. It contains two stores, every partition, container credentials, versions and the handling of outages; 5 kB are messages and resolutions of errors.',
      'One kB is 1,000 bytes.',
    ],
    plots: [
      {
        file: 'bundle-size',
        title: 'Bundle of a handler that reads one JSON secret (kB, minified)',
        bars: handlers.map(({ id, title, minified }) => ({
          label: title,
          value: minified,
          text: kilobytes(minified),
          isOurs: id.startsWith(OURS),
        })),
      },
    ],
    data: { handlers, additions },
  };
}
