export { accessReport } from './access-report.js';
export { accessReportPage } from './page/access-report-page.js';
export type { AccessReport } from './report.js';
export { writeAccessReport } from './write-access-report.js';
