import { describe, expect, it } from 'vitest';
import { FEATURE, MAIN, SANDBOX } from '../backend.test.support.js';
import { defineSecretRotation } from '../rotation/define-secret-rotation.js';
import { makeRotating, owned, SCHEDULE, secrets } from '../rotation/rotation.test.support.js';
import { accessReport } from './access-report.js';
import { accessReportPage } from './page/access-report-page.js';

function reportOf(deployment = MAIN) {
  const { root, rotateDatabase } = makeRotating(deployment);
  const options = { function: rotateDatabase, schedule: SCHEDULE, window: '3h', branches: 'main' };
  defineSecretRotation(root, secrets.database, options);
  return accessReport(root);
}

describe('the rotations in an access report', () => {
  it('say who rotates what, when, and that it is this deployment', () => {
    const { rotations, principals } = reportOf();
    const [{ id } = { id: '' }] = principals;
    expect(rotations).toEqual([
      { secret: 'myapp:database', principals: [id], schedule: SCHEDULE, window: '3h', branches: ['main'], here: true },
    ]);
    expect(principals[0]?.functions).toEqual(['rotate-database']);
  });

  it('say which deployment owns a rotation that is not here, and name who would rotate', () => {
    const { rotations, principals } = reportOf(FEATURE);
    expect(rotations).toEqual([expect.objectContaining({ branches: ['main'], here: false })]);
    expect(principals.map(({ id }) => id)).toEqual(rotations.flatMap((each) => each.principals));
  });

  it('are shown on the page, with the function, the schedule and the owner', () => {
    const cells = (page: string) =>
      page
        .slice(page.indexOf('<h3>Rotated</h3>'))
        .split('</table>')[0]
        ?.replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ');
    const rows = 'myapp:database rotate-database cron(0 3 1 * ? *) 3h';
    expect(cells(accessReportPage(reportOf()))).toContain(`${rows} this one`);
    expect(cells(accessReportPage(reportOf(FEATURE)))).toContain(`${rows} main, not this one`);
    const { root, rotateDatabase } = makeRotating(SANDBOX);
    defineSecretRotation(root, owned.database, { function: rotateDatabase, schedule: SCHEDULE });
    expect(cells(accessReportPage(accessReport(root)))).toContain('by default none: Amplify’s store');
  });

  it('are none where nothing is rotated, also in the file of an earlier version', () => {
    const { root } = makeRotating();
    const report = accessReport(root);
    expect(report.rotations).toEqual([]);
    const { rotations: _none, ...earlier } = report;
    for (const each of [report, earlier as typeof report]) {
      expect(accessReportPage(each)).toMatch(/None in this deployment: [^<]*secrets that are rotated/);
    }
  });
});
