import type { BenchmarkContext } from '../benchmark-context.js';
import { inTurns } from '../in-turns.js';
import { OURS, PEERS, titleOf } from '../peers.js';
import type { Outage, OutageKind } from '../programs/outage.js';
import { runProgram } from '../programs/run-program.js';
import { milliseconds } from '../report/quantities.js';
import type { Section, Verdict } from '../section.js';

const KINDS: Readonly<Record<OutageKind, string>> = { error: 'answers 503', throttle: 'throttles', hang: 'hangs' };
const IDS: readonly OutageKind[] = ['error', 'throttle', 'hang'];
const PATIENCE_MS = 8_000;
const ATTEMPTS_LIMIT = 3;
/** The runtime's own default deadline, and what a busy machine adds. */
const DEADLINE_MS = 2_000;
const SLACK_MS = 250;

export interface OutageResult extends Outage {
  readonly peer: string;
  readonly kind: OutageKind;
  /** Whether a value was cached. */
  readonly isWarm: boolean;
}

export async function measureOutages({
  progress,
  isQuick,
}: Pick<BenchmarkContext, 'progress' | 'isQuick'>): Promise<readonly OutageResult[]> {
  progress('outages');
  const patience = isQuick ? 2_500 : PATIENCE_MS;
  // Throttled, the peers take their time to give up.
  const kinds = isQuick ? IDS.filter((kind) => kind !== 'throttle') : IDS;
  const turns = PEERS.flatMap(({ id }) =>
    kinds.flatMap((kind) => [true, false].map((isWarm) => ({ peer: id, kind, isWarm }))),
  );
  // They mostly wait.
  return inTurns(
    isQuick ? 8 : 4,
    turns.map((turn) => async () => {
      const { peer, kind, isWarm } = turn;
      const outage = await runProgram<Outage>('programs/outage', [peer, kind, isWarm ? 'warm' : 'cold', patience]);
      return { ...turn, ...outage };
    }),
  );
}

export function outageSection(results: readonly OutageResult[]): Section {
  const find = (peer: string, kind: OutageKind, isWarm: boolean) =>
    results.find((result) => result.peer === peer && result.kind === kind && result.isWarm === isWarm);
  const peers = [...new Set(results.map(({ peer }) => peer))];
  const kinds = IDS.filter((id) => results.some(({ kind }) => kind === id));
  const table = (title: string, isWarm: boolean, cell: (result: OutageResult) => string) => ({
    title,
    columns: ['', ...kinds.map((kind) => `the store ${KINDS[kind]}`)],
    rows: peers.map((peer) => [
      titleOf(peer),
      ...kinds.map((kind) => {
        const result = find(peer, kind, isWarm);
        return result === undefined ? '' : cell(result);
      }),
    ]),
  });
  return {
    id: 'outage',
    title: 'An outage of the store',
    tables: [
      table('Ten reads with an expired value in the cache: served, attempts', true, warmCell),
      table('One read without a cached value', false, coldCell),
    ],
    verdicts: [
      ...kinds.map((kind) => outageVerdict(kind, find(OURS, kind, true))),
      hangVerdict(find(OURS, 'hang', false), find(OURS, 'hang', true)),
    ],
    notes: [
      'The reads are 100 ms apart, in real time; the time to live is one second. Attempts are calls that reached the store after the outage began.',
      `A read that does not settle in ${PATIENCE_MS / 1_000} s is pending, and no read follows it.`,
      'lru-cache has its option for this, allowStaleOnFetchRejection. The second table shows the price: a read without a cached value then resolves to undefined instead of failing.',
      "middy's unhandled rejections come from its timer, whose promise nobody awaits. Without a handler for them, Node.js ends the process.",
    ],
    plots: [],
    data: results,
  };
}

const rejections = ({ unhandledRejections: count }: Outage) =>
  count === 0 ? '' : `, ${count} unhandled rejection${count === 1 ? '' : 's'}`;

function warmCell(result: Outage): string {
  const { served, reads, attempts, pending } = result;
  if (pending > 0) return `${served === 0 ? 'none served' : `${served} served`}, then pending${rejections(result)}`;
  return `${served} of ${reads}, ${attempts} attempts${rejections(result)}`;
}

function coldCell(result: Outage): string {
  const { empty, failed, pending } = result;
  const outcome = empty > 0 ? 'resolves to undefined' : failed > 0 ? 'throws' : pending > 0 ? 'pending' : 'served';
  return pending > 0
    ? `pending${rejections(result)}`
    : `${outcome} after ${milliseconds(result.milliseconds)}${rejections(result)}`;
}

function outageVerdict(kind: OutageKind, result: OutageResult | undefined): Verdict {
  return {
    what: `10 reads with an expired value in the cache while the store ${KINDS[kind]}`,
    target: `10 served, at most ${ATTEMPTS_LIMIT} attempts`,
    measured: result === undefined ? 'nothing' : `${result.served} served, ${result.attempts} attempts`,
    isMet: result !== undefined && result.served === 10 && result.attempts <= ATTEMPTS_LIMIT,
  };
}

function hangVerdict(...results: readonly (OutageResult | undefined)[]): Verdict {
  const limit = DEADLINE_MS + SLACK_MS;
  return {
    what: 'A hanging store: the slowest read, without and with a cached value',
    target: `bounded by the deadline, ${milliseconds(DEADLINE_MS)}`,
    measured: results
      .map((result) => (result?.pending === 0 ? milliseconds(result.milliseconds) : 'pending'))
      .join(', '),
    isMet: results.every((result) => result?.pending === 0 && result.milliseconds <= limit),
  };
}
