import type { Deployment } from './backend/model.js';
import { LocalError } from './local-error.js';

const TYPES = ['sandbox', 'branch', 'standalone'];

/**
 * `line` is a call that works. A script that no compiler checks would otherwise run without what it misspelt.
 * @throws {LocalOptionInvalidError} When the options are no object, or have one that nothing reads.
 */
export function checkOptions(call: string, options: unknown, known: readonly string[], line: string): void {
  if (typeof options !== 'object' || options === null) {
    throw invalid(`The options of ${call} must be an object, and got ${describe(options)}.`, line);
  }
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw invalid(`${call} was given the unknown option "${unknown}".`, line, `Use one of: ${known.join(', ')}. `);
}

/** @throws {LocalOptionInvalidError} When it is not one that `ampx` could have. */
export function checkDeployment(call: string, deployment: Deployment | undefined, line: string): void {
  const given: Partial<Record<keyof Deployment, unknown>> = Object(deployment);
  if (!TYPES.includes(String(given.type))) {
    const got = deployment ? `the type ${describe(given.type)}` : describe(deployment);
    throw invalid(`The deployment of ${call} must be of the type ${TYPES.join(', ')}, and got ${got}.`, line);
  }
  for (const part of ['namespace', 'name'] as const) {
    if (typeof given[part] === 'string' && given[part] !== '') continue;
    throw invalid(
      `The ${part} of the deployment of ${call} must be a string that is not empty, and got ${describe(given[part])}.`,
      line,
    );
  }
}

/** @throws {LocalOptionInvalidError} When it is not a number from 0. */
export function checkMilliseconds(given: unknown): void {
  if (typeof given === 'number' && Number.isFinite(given) && given >= 0) return;
  const got = typeof given === 'number' ? String(given) : describe(given);
  throw invalid(
    `aws.advance must be given a number of milliseconds from 0, and got ${got}.`,
    'await aws.advance(30 * 24 * 3_600_000)',
  );
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return value === undefined || value === null ? String(value) : `a value of type ${typeof value}`;
}

function invalid(message: string, line: string, advice = ''): LocalError {
  return new LocalError('LocalOptionInvalidError', message, `${advice}Write, for example: ${line}.`);
}
