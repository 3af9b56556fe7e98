import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AccessReport, accessReportPage } from '@amplify-secrets/backend/report';
import { isLike } from '../proof/wildcard.js';
import type { AccessCell } from './access.js';
import { type Check, expectEqual } from './checks.js';
import type { Deployed } from './deployments.js';
import type { Access } from './expected-access.js';

/** What `writeAccessReport(backend)` in amplify/backend.ts left in the cloud assembly; undefined where it is not called. */
export function readAccessReport({ backend }: Deployed): AccessReport | undefined {
  try {
    return JSON.parse(readFileSync(join(backend.cdkOut, 'access-report.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

/** One page for all deployments, at `<folder>/access-report.html`. */
export function writePage(reports: readonly AccessReport[], folder: string): { path: string; page: string } {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'access-report.html');
  const page = accessReportPage(reports);
  writeFileSync(path, page);
  return { path, page };
}

/**
 * Compares the report with the evaluator's answers, for every function and every secret. The two share no code: the kit reads the
 * policies that it is about to write, the evaluator those that were written.
 */
export function checkReport(
  deployed: Deployed,
  report: AccessReport | undefined,
  cells: readonly AccessCell[],
): Check[] {
  const about = { section: 'report', deployment: deployed.title } as const;
  if (report === undefined) return [{ ...about, promise: 'is written', kept: false, seen: 'no access-report.json' }];
  const agreeing = cells
    .filter(({ deployment }) => deployment === deployed.title)
    .map((cell) =>
      expectEqual(
        { ...about, promise: `says of ${cell.function} and ${cell.secret} what the evaluator says` },
        reportedAccess(report, cell.function, cell.secret),
        cell.access,
      ),
    );
  const findings = report.findings.filter(({ accepted }) => accepted === undefined);
  return [
    ...agreeing,
    expectEqual({ ...about, promise: 'finds no statement beyond the grants' }, report.otherStatements.length, 0),
    expectEqual({ ...about, promise: 'has no finding' }, findings.map(({ name }) => name).join(', '), ''),
  ];
}

/** A secret that the report names, or one that matches a pattern in it. */
function reportedAccess({ principals, secrets, patterns }: AccessReport, name: string, secret: string): Access {
  const principal = principals.find(({ functions }) => functions.includes(name))?.id;
  const place = secrets.flatMap(({ places }) => places).find((each) => each.name === secret);
  if (place !== undefined) {
    const access = place.access.find((each) => each.principal === principal);
    return access === undefined ? '–' : access.possible.length > 0 ? '?' : accessOf(access.allowed);
  }
  const granted = patterns
    .filter(({ names }) => names.some((pattern) => isLike(pattern, secret)))
    .flatMap((pattern) => pattern.granted.filter((each) => each.principal === principal));
  return accessOf(granted.flatMap(({ access }) => access));
}

function accessOf(accesses: readonly ('read' | 'write')[]): Access {
  if (accesses.includes('read')) return accesses.includes('write') ? 'read, write' : 'read';
  return accesses.includes('write') ? 'write' : '–';
}
