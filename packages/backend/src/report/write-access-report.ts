import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Stage } from 'aws-cdk-lib';
import { openBackend, type SecretsBackend, stackOf } from '../open-backend.js';
import { buildReport } from './build-report.js';
import { accessReportPage } from './page/access-report-page.js';

/**
 * Writes `access-report.json` and `access-report.html` at the end of the synthesis, when every override and aspect has been applied; also
 * where a finding or a lost grant then stops the synthesis. May be called anywhere in backend.ts. `skipValidation` skips it.
 *
 * A file that would not change is not written again, so that nothing that watches the folder starts.
 *
 * @param folder Relative to the working directory.
 * @default folder the cloud assembly: `.amplify/artifacts/cdk.out` under `ampx`
 * @throws {BackendInvalidError} When `backend` is neither a backend nor a stack.
 * @throws {DeploymentUnknownError} When nothing says which deployment it is.
 * @example
 * ```ts
 * writeAccessReport(backend, 'reports');
 * ```
 */
export function writeAccessReport(backend: SecretsBackend, folder?: string): void {
  const state = openBackend(stackOf(backend, 'writeAccessReport'));
  state.finalSteps.add('report', (templates) => {
    const target = folder === undefined ? Stage.of(state.root)?.outdir : resolve(folder);
    if (target === undefined) return;
    const report = buildReport(state, templates);
    mkdirSync(target, { recursive: true });
    writeChanged(join(target, 'access-report.json'), `${printableJson(report)}\n`);
    writeChanged(join(target, 'access-report.html'), accessReportPage(report));
  });
}

/** Without characters that a terminal would obey: JSON itself escapes only some of them. */
function printableJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/(?!\n)\p{C}/gu, (character) =>
    Array.from({ length: character.length }, (_, index) => {
      return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
    }).join(''),
  );
}

function writeChanged(file: string, content: string): void {
  try {
    if (readFileSync(file, 'utf8') === content) return;
  } catch {
    // It does not exist yet, or writing fails with the reason.
  }
  writeFileSync(file, content);
}
