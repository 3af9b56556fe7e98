import type { CommandSpec } from '../command.js';
import { AWS_OPTIONS, CONFIRM_OPTIONS, JSON_OPTION, PLACE_OPTIONS, PROJECT_OPTIONS } from '../common-options.js';

export const exportSpec: CommandSpec = {
  name: 'export',
  summary: 'write the secrets of an environment to a file of variables',
  details:
    'A file for dotenv and node --env-file, which only you can read (mode 0600). STRIPE_API_KEY is the field apiKey of stripe, unless package.json names it otherwise. Refuses a file that git tracks. Production asks for its name. If the variables are for one command, run needs no file.',
  arguments: [{ name: '<file>', text: 'the file to write, such as .env.local' }],
  options: {
    only: { flags: '--only <list>', text: 'these secrets or fields alone: stripe.apiKey,slackToken' },
    ...CONFIRM_OPTIONS,
    ...PLACE_OPTIONS,
    ...AWS_OPTIONS,
    ...PROJECT_OPTIONS,
    ...JSON_OPTION,
  },
  examples: ['amplify-secrets export .env.local', 'amplify-secrets export .env.staging --env staging --only stripe'],
};
