import { markdownTables } from '../report/tables.js';
import type { Table } from '../section.js';
import type { FaultResult, SubjectResult } from './fault-result.js';

export function faultTables(results: readonly SubjectResult[]): readonly Table[] {
  const isCommon = (id: string) => results.every(({ steps }) => steps.some((step) => step.id === id));
  const common = results.map((result) => ({ ...result, steps: result.steps.filter(({ id }) => isCommon(id)) }));
  return [faultTotals(common), faultByFault(results)];
}

function faultTotals(results: readonly SubjectResult[]): Table {
  return {
    title: 'All faults that every reader meets',
    columns: [
      '',
      'reads',
      'served',
      'failed',
      'pending past 2.5 s',
      'wrong values',
      'most processor time for one fault, in ms',
      'unhandled rejections',
      'requests to the store',
      'current again after',
    ],
    rows: results.map(({ title, steps, unhandledRejections }) => {
      const sum = (of: (step: FaultResult) => number) => steps.reduce((total, step) => total + of(step), 0);
      const over = steps.filter(({ recovered }) => recovered !== undefined);
      return [
        title,
        ...[sum(({ reads }) => reads), sum(({ served }) => served), sum(({ failed }) => failed)].map(String),
        ...[sum(({ pending }) => pending), sum(({ wrong }) => wrong)].map(String),
        `${Math.max(...steps.map(({ busyMs }) => busyMs))}`,
        `${unhandledRejections}`,
        `${sum(({ attempts }) => attempts)}`,
        `${sum(({ recovered = 0 }) => recovered)} of ${2 * over.length}`,
      ];
    }),
  };
}

/** Fault by fault: reads served of those made, and how many requests reached the store. */
function faultByFault(results: readonly SubjectResult[]): Table {
  const ids = [...new Set(results[0]?.steps.map(({ id }) => id))].sort();
  return {
    title:
      'Reads served / requests that reached the store, fault by fault; in brackets, reads that were still pending (p) or got a wrong value (w)',
    columns: ['', ...results.map(({ title }) => title)],
    rows: ids.map((id) => [id, ...results.map(({ steps }) => cell(steps.find((step) => step.id === id)))]),
  };
}

function cell(step: FaultResult | undefined): string {
  if (step === undefined) return '–';
  const { served, reads, attempts, pending, wrong } = step;
  const odd = [pending > 0 ? `${pending} p` : '', wrong > 0 ? `${wrong} w` : ''].filter((text) => text !== '');
  return `${served} of ${reads} / ${attempts}${odd.length > 0 ? ` (${odd.join(', ')})` : ''}`;
}

/** docs/benchmarks/faults.md. */
export function faultsPage(results: readonly SubjectResult[], seed: number, where: string): string {
  return `# Faults

Every reader of the benchmarks, and ours over the AWS SDK, under one schedule of faults (seed ${seed}): each has its own process, clock
and store (\`@amplify-secrets/local\`).

1. Two secrets are rotated, and the cached values are 100 s past their time to live of 300 s.
2. The fault begins, and both are read at once, twice.
3. The fault ends, two minutes pass, and both are read again.

Only ours meets faults of schemas, of versions, and of an endpoint of credentials.

\`npm test\` checks ours against it; \`npm run bench:faults -- --write-docs\` writes this page.

${where}

${markdownTables(faultTables(results))}

- *Served*: the secret's current value, or an earlier one. With the store out of reach, ours and lru-cache serve cached values; lru-cache
  does so without any limit, and resolves to \`undefined\` if it has none.
- *Wrong*: anything that was never a value of that secret, \`undefined\` included.
- A cold reader has nothing to serve, and a refused request (expired credentials) is an answer: in these cases, an error is right.
- Requests refused on the way (connection refused, host name unknown) do not reach the store, and are not counted.
`;
}
