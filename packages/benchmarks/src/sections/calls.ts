import type { BenchmarkContext } from '../benchmark-context.js';
import { inTurns } from '../in-turns.js';
import { OURS, PEERS, titleOf } from '../peers.js';
import type { CallCount, CallScenario } from '../programs/calls.js';
import { runProgram } from '../programs/run-program.js';
import type { Section } from '../section.js';

const SCENARIOS: Readonly<Record<CallScenario, string>> = {
  cold: '100 concurrent reads, cold',
  expiry: '100 concurrent reads, at expiry',
  start: '5 secrets at start',
  'start-without-batch': '5 at start, batch denied',
};
const IDS: readonly CallScenario[] = ['cold', 'expiry', 'start', 'start-without-batch'];

/** Peer → scenario → calls. */
export type Calls = Readonly<Record<string, Readonly<Record<CallScenario, CallCount>>>>;

export async function measureCalls({ progress }: Pick<BenchmarkContext, 'progress'>): Promise<Calls> {
  const turns = PEERS.flatMap(({ id }) => IDS.map((scenario) => ({ id, scenario })));
  progress('calls');
  const counts = await inTurns(
    3,
    turns.map(
      ({ id, scenario }) =>
        () =>
          runProgram<CallCount>('programs/calls', [id, scenario]),
    ),
  );
  const calls: Record<string, Record<string, CallCount>> = {};
  for (const [index, { id, scenario }] of turns.entries()) {
    const count = counts[index];
    if (count !== undefined) calls[id] = { ...calls[id], [scenario]: count };
  }
  // Every peer had every scenario.
  return calls as Calls;
}

export function callsSection(calls: Calls): Section {
  const ours = (scenario: CallScenario) => calls[OURS]?.[scenario] ?? { calls: Number.NaN, operations: {} };
  const { operations, isParallel } = ours('start-without-batch');
  const denied = `${operations.BatchGetSecretValue ?? 0} + ${operations.GetSecretValue ?? 0}`;
  const once = (what: string, scenario: CallScenario) => ({
    what,
    target: '1 call',
    measured: String(ours(scenario).calls),
    isMet: ours(scenario).calls === 1,
  });
  return {
    id: 'calls',
    title: 'Calls that reach the store',
    tables: [
      {
        title: 'Calls',
        columns: ['', ...IDS.map((scenario) => SCENARIOS[scenario])],
        rows: Object.entries(calls).map(([id, counts]) => [
          titleOf(id),
          ...IDS.map((scenario) => described(counts[scenario])),
        ]),
      },
    ],
    verdicts: [
      once('100 concurrent reads, cold', 'cold'),
      once('100 concurrent reads, at expiry', 'expiry'),
      once('5 secrets at start, each awaited by its own caller', 'start'),
      {
        what: '5 secrets at start with BatchGetSecretValue denied',
        target: '1 + 5 calls, in parallel',
        measured: `${denied}, ${isParallel === true ? 'in parallel' : 'one after the other'}`,
        isMet: denied === '1 + 5' && isParallel === true,
      },
    ],
    notes: [
      'Expiry is in real time: the time to live is one second, and the reads are 1.2 seconds after the first.',
      'middy fetches on a timer, not when a value is read: its one call at expiry happens without any reader, and so does every later one.',
      'The five secrets are read by five separate calls in one Promise.all.',
    ],
    plots: [],
    data: calls,
  };
}

function described({ calls, operations }: CallCount): string {
  const { BatchGetSecretValue: batches = 0, ...singles } = operations;
  const rest = Object.values(singles).reduce((sum, count) => sum + count, 0);
  return batches > 0 && rest > 0 ? `${batches} batch + ${rest}` : String(calls);
}
