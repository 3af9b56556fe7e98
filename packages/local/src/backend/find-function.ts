import { LocalError } from '../local-error.js';
import type { Backend, BackendFunction } from './model.js';

/**
 * Finds a function of a backend by its name; a function itself is returned as it is.
 *
 * @throws {FunctionUnknownError} When the backend has no function of that name.
 * @example
 * ```ts
 * const { role } = findFunction(backend, 'stripe-webhook');
 * ```
 */
export function findFunction(backend: Backend, fn: string | BackendFunction): BackendFunction {
  if (typeof fn !== 'string') return fn;
  const found = backend.functions.find(({ name }) => name === fn);
  if (found !== undefined) return found;
  const names = backend.functions.map(({ name }) => name).join(', ');
  throw new LocalError(
    'FunctionUnknownError',
    `The backend in ${backend.cdkOut} has no function ${JSON.stringify(fn)}.`,
    names === '' ? 'The backend has no functions.' : `Use one of its functions: ${names}.`,
  );
}
