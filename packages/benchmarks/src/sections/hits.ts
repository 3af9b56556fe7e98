import type { BenchmarkContext } from '../benchmark-context.js';
import { inRounds } from '../in-rounds.js';
import { medians } from '../median.js';
import { FLOOR, OURS, POWERTOOLS, READERS } from '../peers.js';
import type { HitCase, HitTimes } from '../programs/hits.js';
import { runProgram } from '../programs/run-program.js';
import { nanoseconds, ratio } from '../report/quantities.js';
import type { Section, Verdict } from '../section.js';
import { SECRET_COUNT } from '../seeds.js';

const CASES: readonly HitCase[] = ['text 1', 'JSON 1', 'text many', 'JSON many'];
const FLOOR_LIMIT = 1.2;
const POWERTOOLS_LIMIT = 0.4;

export interface Hits {
  /** How many secrets the cases of many have. */
  readonly many: number;
  /** Reader → nanoseconds of each case. */
  readonly times: Readonly<Record<string, HitTimes>>;
}

export async function measureHits({ store, isQuick, random, progress }: BenchmarkContext): Promise<Hits> {
  const rounds = isQuick ? 1 : 5;
  const many = isQuick ? 50 : SECRET_COUNT;
  const onRound = (round: number) => progress(`hits, round ${round} of ${rounds}`);
  const measured = await inRounds(READERS, { rounds, random, onRound }, ({ id }) =>
    runProgram<HitTimes>('programs/hits', [id, many, isQuick ? 50 : 200], { env: store.http }),
  );
  const times = Object.fromEntries([...measured].map(([{ id }, all]) => [id, medians(all)]));
  return { many, times };
}

export function hitsSection(hits: Hits): Section {
  const { times } = hits;
  const many = hits.many.toLocaleString('en-US');
  const timeOf = (id: string, hit: HitCase) => times[id]?.[hit] ?? Number.NaN;
  const readers = READERS.filter(({ id }) => times[id] !== undefined);
  const cell = (id: string, hit: HitCase) =>
    `${ratio(timeOf(id, hit) / timeOf(FLOOR, hit))} · ${nanoseconds(timeOf(id, hit))}`;
  return {
    id: 'hits',
    title: 'An awaited read whose value is at hand',
    tables: [
      {
        title: 'Times the floor, and nanoseconds',
        columns: ['', 'text, 1 secret', 'JSON, 1 secret', `text, ${many} secrets`, `JSON, ${many} secrets`],
        rows: readers.map(({ id, title }) => [title, ...CASES.map((hit) => cell(id, hit))]),
      },
    ],
    verdicts: [against('the floor', FLOOR, FLOOR_LIMIT), against('Powertools', POWERTOOLS, POWERTOOLS_LIMIT)],
    notes: [
      'The floor is one Map lookup, one reading of the clock and one await of a settled promise.',
      'The plain SDK calls the store each time: over loopback, so without the network that it has in AWS.',
      "middy's read is an invocation with its middleware, since that is how it returns a value.",
      "Each process reads its secrets in turn, so with many of them every read has some misses in the processor's caches, the floor's too.",
    ],
    plots: [
      {
        file: 'hits',
        title: `An awaited read of a cached JSON secret, one of ${many} (nanoseconds, logarithmic)`,
        isLogarithmic: true,
        bars: readers.map(({ id, title }) => ({
          label: title,
          value: timeOf(id, 'JSON many'),
          text: nanoseconds(timeOf(id, 'JSON many')),
          isOurs: id === OURS,
        })),
      },
    ],
    data: hits,
  };

  function against(name: string, id: string, limit: number): Verdict {
    const ratios = CASES.map((hit) => timeOf(OURS, hit) / timeOf(id, hit));
    return {
      what: `Awaited hit against ${name}: text and JSON of 1 secret, then of ${many}`,
      target: `at most ${ratio(limit)}`,
      measured: ratios.map(ratio).join(', '),
      isMet: ratios.every((value) => value <= limit),
    };
  }
}
