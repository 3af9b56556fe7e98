import type { Measurement } from './measure.js';

/** $0.05 for 10,000 calls of the API: https://aws.amazon.com/secrets-manager/pricing/ */
const DOLLARS_PER_CALL = 0.05 / 10_000;

const TITLES: Readonly<Record<Measurement['way'], string>> = {
  'per-invocation': 'read in each invocation',
  'per-container': 'read once per container',
  variable: 'environment variable',
  kit: 'this example',
};

/** In Markdown. */
export function table(measurements: readonly Measurement[]): string {
  const rows: readonly (readonly [string, (of: Measurement) => string | number])[] = [
    ['calls to Secrets Manager: the first invocation', (of) => of.firstCalls],
    ['… the next 49', (of) => of.laterCalls],
    ['… an hour with one invocation a minute', (of) => of.hourlyCalls],
    ['… of a million invocations, in dollars', (of) => ((of.laterCalls / 49) * 1e6 * DOLLARS_PER_CALL).toFixed(2)],
    ['connections to Momento, 50 invocations', (of) => of.connections],
    ['failed of 10 invocations after a rotation', (of) => of.failed],
    ['the token is in the CloudFormation template', (of) => (of.isInTemplate ? 'yes' : 'no')],
    ['characters of a badly pasted key in the logs', (of) => of.charactersInLogs],
  ];
  return [
    `| | ${measurements.map(({ way }) => TITLES[way]).join(' | ')} |`,
    `|---|${'---|'.repeat(measurements.length)}`,
    ...rows.map(([title, cell]) => `| ${title} | ${measurements.map(cell).join(' | ')} |`),
  ].join('\n');
}
