import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Stage } from 'aws-cdk-lib';
import { openBackend, type SecretsBackend, stackOf } from '../open-backend.js';
import { reportOf } from './access-report.js';
import { accessReportPage } from './page/access-report-page.js';

/**
 * Writes `access-report.json` and `access-report.html` at the end of the synthesis, when every override and aspect has been at the
 * templates; also where the synthesis is then stopped by a finding or a lost grant. May be called anywhere in backend.ts, but not under
 * `skipValidation`.
 *
 * `folder` is relative to the working directory. Without it the report lies in the cloud assembly (`.amplify/artifacts/cdk.out` under
 * `ampx`). A file that would not change is left alone, so that nobody who watches the folder is woken.
 *
 * Throws BackendInvalidError or DeploymentUnknownError.
 *
 * ```ts
 * writeAccessReport(backend, 'reports');
 * ```
 */
export function writeAccessReport(backend: SecretsBackend, folder?: string): void {
  const state = openBackend(stackOf(backend, 'writeAccessReport'));
  state.finalSteps.add('report', (templates) => {
    const target = folder === undefined ? Stage.of(state.root)?.outdir : resolve(folder);
    if (target === undefined) return;
    const report = reportOf(state, templates);
    mkdirSync(target, { recursive: true });
    writeChanged(join(target, 'access-report.json'), `${JSON.stringify(report, null, 2)}\n`);
    writeChanged(join(target, 'access-report.html'), accessReportPage(report));
  });
}

function writeChanged(file: string, text: string): void {
  try {
    if (readFileSync(file, 'utf8') === text) return;
  } catch {
    // It is not there yet, or writing will say what is wrong with it.
  }
  writeFileSync(file, text);
}
