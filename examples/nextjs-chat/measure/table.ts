import type { Measurement } from './measure.js';

/** $0.05 for 10,000 calls of the API: https://aws.amazon.com/secrets-manager/pricing/ */
const DOLLARS_PER_CALL = 0.05 / 10_000;

const TITLES: Readonly<Record<Measurement['way'], string>> = {
  'per-request': 'read in each request',
  kept: 'read once, and kept',
  variable: '`.env.production`',
  kit: 'this example',
};

/** In Markdown. */
export function table(measurements: readonly Measurement[]): string {
  const rows: readonly (readonly [string, (of: Measurement) => string | number])[] = [
    ['calls to Secrets Manager: the first answer', (of) => of.firstCalls],
    ['… the next 49', (of) => of.laterCalls],
    ['… of a million answers, in dollars', (of) => ((of.laterCalls / 49) * 1e6 * DOLLARS_PER_CALL).toFixed(2)],
    ['failed of 10 answers after a rotation', (of) => of.failed],
    ['the key is in what `next build` writes', (of) => (of.isInBuild ? 'yes' : 'no')],
    ['characters of a key that was stored without JSON in the logs', (of) => of.charactersInLogs],
    ['other secrets that the policy opens, of 2 with similar names', (of) => of.otherSecrets],
  ];
  return [
    `| | ${measurements.map(({ way }) => TITLES[way]).join(' | ')} |`,
    `|---|${'---|'.repeat(measurements.length)}`,
    ...rows.map(([title, cell]) => `| ${title} | ${measurements.map(cell).join(' | ')} |`),
  ].join('\n');
}
