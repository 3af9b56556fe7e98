import type { CommandSpec } from '../command.js';
import { AWS_OPTIONS, CONFIRM_OPTIONS, JSON_OPTION, PLACE_OPTIONS, PROJECT_OPTIONS } from '../common-options.js';

export const importSpec: CommandSpec = {
  name: 'import',
  summary: 'propose what of a .env file is a secret, and store it',
  details:
    'Says for each variable where it belongs, what the secrets cost, and which lines to add to the declaration, to package.json and to backend.ts. Prints no value, and calls nothing. With --apply, stores the values of declared secrets, and no others; what has another value there is kept without --overwrite. The file is not changed.',
  arguments: [{ name: '<file>', text: 'a file of variables, such as .env' }],
  options: {
    apply: { flags: '--apply', text: 'store the values of the secrets that are declared' },
    overwrite: { flags: '--overwrite', text: 'with --apply: replace values that are there' },
    only: { flags: '--only <list>', text: 'with --apply: these secrets or fields alone: stripe.apiKey,slackToken' },
    ...CONFIRM_OPTIONS,
    ...PLACE_OPTIONS,
    ...AWS_OPTIONS,
    ...PROJECT_OPTIONS,
    ...JSON_OPTION,
  },
  examples: ['amplify-secrets import .env', 'amplify-secrets import .env --env staging --apply'],
};
