import type { BenchmarkContext } from '../benchmark-context.js';
import type { ColdStart, Scheme } from '../cold-start/measure-cold-starts.js';
import { median } from '../median.js';
import { HAND_SIGNED, OURS, PEERS, READING_HANDLERS, titleOf } from '../peers.js';
import type { Heap } from '../programs/heap.js';
import { runProgram } from '../programs/run-program.js';
import { kibibytes, mebibytes } from '../report/quantities.js';
import type { Section, Table, Verdict } from '../section.js';
import { SECRET_COUNT } from '../seeds.js';
import { figuresOfStarts } from './figures-of-starts.js';

const RSS_LIMIT = 4 * 2 ** 20;
const HEAP_LIMIT = 1.5 * 2 ** 10;

// The plain SDK caches nothing, and middy has read all before its first read.
const CACHES = PEERS.filter(({ id }) => id !== 'plain-sdk' && id !== 'middy');

/** Peer → bytes of heap for each cached secret. */
export type Heaps = Readonly<Record<string, number>>;

export async function measureHeaps({ store, isQuick, progress }: BenchmarkContext): Promise<Heaps> {
  const heaps: [string, number][] = [];
  for (const { id, title } of CACHES) {
    progress(`heap: ${title}`);
    const runs: number[] = [];
    for (let run = 0; run < (isQuick ? 1 : 3); run += 1) {
      const options = { env: store.http, nodeArguments: ['--expose-gc', '--no-flush-bytecode'] };
      runs.push((await runProgram<Heap>('programs/heap', [id, isQuick ? 300 : SECRET_COUNT], options)).bytesPerSecret);
    }
    heaps.push([id, median(runs)]);
  }
  return Object.fromEntries(heaps);
}

export function memorySection(starts: readonly ColdStart[], heaps: Heaps): Section {
  const { nodes, schemes, plotted, overNoOp, row, columns } = figuresOfStarts(starts);
  const [plottedNode, plottedScheme] = plotted;
  const heapOfOurs = heaps[OURS] ?? Number.NaN;
  return {
    id: 'memory',
    title: 'Memory',
    tables: [
      ...schemes.map(residentTable),
      {
        title: 'Heap for each cached JSON secret of three fields',
        columns: ['', 'heap'],
        rows: Object.entries(heaps).map(([id, bytes]) => [titleOf(id), kibibytes(bytes)]),
      },
    ],
    verdicts: [
      ...schemes.map(residentVerdict),
      {
        what: 'Heap for each cached JSON secret of three fields',
        target: `at most ${kibibytes(HEAP_LIMIT)}`,
        measured: kibibytes(heapOfOurs),
        isMet: heapOfOurs <= HEAP_LIMIT,
      },
    ],
    notes: [
      'Over https, Node.js loads its list of certificate authorities into memory. So does the hand-signed floor.',
      'The floor itself is above the target of 4 MiB on these versions of Node.js: the rest is what node:https loads. The heap for each secret is 1.4 or 1.6 KiB from run to run, of which 0.4 are the raw string and the frozen value.',
      'Each secret is about 150 bytes of JSON. Ours also keeps the version that the value came from and its protected, frozen form; @aws-blocks/hosting creates a new AWS SDK client for every fetch.',
    ],
    plots: [
      {
        file: 'memory',
        title: `Resident memory after the first secret over a no-op, Node.js ${plottedNode}, ${plottedScheme} (MiB)`,
        bars: READING_HANDLERS.map(({ id, title }) => {
          const value = overNoOp(id, plottedNode, plottedScheme, 'rss');
          return { label: title, value, text: `+${mebibytes(value)}`, isOurs: id === OURS };
        }),
      },
    ],
    data: { heaps },
  };

  function residentTable(scheme: Scheme): Table {
    const cell = (id: string, node: string) => `+${mebibytes(overNoOp(id, node, scheme, 'rss'))}`;
    return {
      title: `Resident memory after the first secret over ${scheme}, over the no-op`,
      columns,
      rows: READING_HANDLERS.map(({ id, title }) => row(title, (node) => cell(id, node))),
    };
  }

  function residentVerdict(scheme: Scheme): Verdict {
    const of = (id: string) => nodes.map((node) => overNoOp(id, node, scheme, 'rss'));
    const shown = (id: string) =>
      of(id)
        .map((bytes) => `+${mebibytes(bytes)}`)
        .join(', ');
    return {
      what: `Resident memory after the first secret, ${scheme}, Node.js ${nodes.join(', ')}`,
      target: `at most +${mebibytes(RSS_LIMIT)}`,
      measured: `${shown(OURS)} (floor ${shown(HAND_SIGNED)})`,
      isMet: of(OURS).every((bytes) => bytes <= RSS_LIMIT),
    };
  }
}
