import type { CommandSpec } from '../command.js';
import { JSON_OPTION, PROJECT_OPTIONS } from '../common-options.js';

export const reportSpec: CommandSpec = {
  name: 'report',
  summary: 'show the access report of the last synthesis: who reads and writes which secret',
  details:
    'Reads what writeAccessReport wrote at the last npx ampx sandbox, or deployment; no AWS credentials are needed. With --open, opens its page in the browser, which shows the statements too.',
  arguments: [],
  options: {
    open: { flags: '--open', text: 'open the page in the browser, or with the program in BROWSER' },
    from: { flags: '--from <folder>', text: 'where writeAccessReport wrote it (default: .amplify/artifacts/cdk.out)' },
    ...PROJECT_OPTIONS,
    ...JSON_OPTION,
  },
  examples: ['amplify-secrets report', 'amplify-secrets report --open', 'amplify-secrets report --json'],
};
