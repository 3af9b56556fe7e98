import { LocalError } from '../local-error.js';
import type { Backend, BackendFunction } from './model.js';

/** Throws FunctionUnknownError when the backend has no function of that name. */
export function findFunction(backend: Backend, fn: string | BackendFunction): BackendFunction {
  if (typeof fn !== 'string') return fn;
  const found = backend.functions.find(({ name }) => name === fn);
  if (found !== undefined) return found;
  const names = backend.functions.map(({ name }) => name).join(', ');
  throw new LocalError(
    'FunctionUnknownError',
    `The backend in ${backend.cdkOut} has no function ${JSON.stringify(fn)}.`,
    names === '' ? 'The backend has no functions at all.' : `Use one of its functions: ${names}.`,
  );
}
