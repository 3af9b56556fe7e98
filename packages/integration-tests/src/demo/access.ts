import { accessMatrix, type LocalAws } from '@amplify-secrets/local';
import { type Check, expectEqual } from './checks.js';
import type { Deployed } from './deployments.js';
import { type Access, expectedAccess } from './expected-access.js';

/** One function and one secret of the account. */
export interface AccessCell {
  readonly deployment: string;
  readonly function: string;
  readonly secret: string;
  readonly access: Access;
}

/** Evaluates every function of a deployment against every secret and parameter of the account, and compares with what is expected. */
export function checkAccess(aws: LocalAws, deployed: Deployed): { cells: AccessCell[]; checks: Check[] } {
  const expected = expectedAccess(deployed);
  const matrix = accessMatrix(deployed.backend, { secrets: aws.secrets.list(), parameters: aws.parameters.list() });
  // Every function, those that Amplify adds included.
  const cells = matrix.map((row) => ({
    deployment: deployed.title,
    function: row.function,
    secret: row.resource.name,
    access: accessOf(row.read.effect, row.write.effect),
  }));
  const functions = new Set(cells.map((cell) => cell.function));
  const checks = cells.map((cell) =>
    expectEqual(
      { section: 'access', deployment: deployed.title, promise: `${cell.function} and ${cell.secret}` },
      cell.access,
      expected[cell.function]?.[cell.secret] ?? '–',
    ),
  );
  for (const [name, secrets] of Object.entries(expected)) {
    const missing = functions.has(name)
      ? Object.keys(secrets).filter((secret) => !cells.some((cell) => cell.secret === secret))
      : ['the function'];
    checks.push(
      expectEqual(
        { section: 'access', deployment: deployed.title, promise: `${name}: everything it is promised exists` },
        missing.join(', ') || 'yes',
        'yes',
      ),
    );
  }
  return { cells, checks };
}

function accessOf(read: string, write: string): Access {
  if (read === 'unknown' || write === 'unknown') return '?';
  if (read === 'allow') return write === 'allow' ? 'read, write' : 'read';
  return write === 'allow' ? 'write' : '–';
}
