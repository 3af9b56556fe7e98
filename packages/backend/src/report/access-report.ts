import { openBackend, type SecretsBackend, stackOf } from '../open-backend.js';
import { buildReport } from './build-report.js';
import type { AccessReport } from './report.js';

/**
 * Reports who can do what to which secret, from the grants and from the policies in the templates. The backend is read as it is at the call:
 * what later code and aspects change is only in what `writeAccessReport` writes.
 *
 * @throws {BackendInvalidError} When `backend` is neither a backend nor a stack.
 * @throws {DeploymentUnknownError} When nothing says which deployment it is.
 * @example
 * ```ts
 * const { secrets, findings } = accessReport(backend);
 * ```
 */
export function accessReport(backend: SecretsBackend): AccessReport {
  return buildReport(openBackend(stackOf(backend, 'accessReport')));
}
