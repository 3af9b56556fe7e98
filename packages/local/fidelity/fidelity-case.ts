import assert from 'node:assert/strict';
import type { Clients } from '../src/sdk-clients.test.support.js';
import type { RotationBench } from './rotation-bench.js';

/** One documented rule of AWS's, and calls, on a fresh account, that fail where it is broken. */
export interface FidelityCase {
  /** Begins with a verb, and is in the table once. */
  readonly title: string;
  /** The rule in a few words. */
  readonly rule: string;
  /** Where AWS documents it. */
  readonly source: string;
  /** How it is known: recorded from AWS, validated against AWS by a public test, documented, quoted in a public issue, or assumed from its neighbours. */
  readonly basis: Basis;
  readonly run: (clients: Clients) => Promise<void>;
}

/** A rule of rotation, which needs functions: only the local AWS runs it. */
export interface RotationCase extends Omit<FidelityCase, 'run'> {
  readonly run: (clients: Clients, bench: RotationBench) => Promise<void>;
}

export type Basis = 'recorded' | 'validated' | 'documented' | 'quoted' | 'assumed';

type Row<Run = FidelityCase['run']> = readonly [title: string, rule: string, run: Run];

/** Cases of which one page of AWS's documentation is the source. */
export function casesFrom(source: string, rows: readonly Row[], basis: Basis = 'documented'): readonly FidelityCase[] {
  return rows.map(([title, rule, run]) => ({ title, rule, source, basis, run }));
}

export function rotationCasesFrom(
  source: string,
  basis: Basis,
  rows: readonly Row<RotationCase['run']>[],
): readonly RotationCase[] {
  return rows.map(([title, rule, run]) => ({ title, rule, source, basis, run }));
}

export function secretsManagerApi(operation: string): string {
  return `https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_${operation}.html`;
}

export function systemsManagerApi(operation: string): string {
  return `https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_${operation}.html`;
}

/** Asserts that the call fails with this error code, HTTP status 400, and a message that matches. */
export async function refused(call: Promise<unknown>, code: string, message = /.*/s): Promise<void> {
  const error: unknown = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof Error, `expected ${code}, but the call succeeded`);
  assert.equal(error.name, code, error.message);
  assert.match(error.message, message);
  assert.equal('$metadata' in error && statusOf(error.$metadata), 400);
}

function statusOf(metadata: unknown): unknown {
  return typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata && metadata.httpStatusCode;
}

/** A valid ClientRequestToken, and so a version id, for a short name. */
export function token(name: string): string {
  return name.padEnd(32, '0');
}
