import type { CommandSpec } from '../command.js';
import { AWS_OPTIONS, CONFIRM_OPTIONS, PLACE_OPTIONS, PROJECT_OPTIONS } from '../common-options.js';

export const runSpec: CommandSpec = {
  name: 'run',
  summary: 'run a command with the secrets of an environment as variables',
  details:
    'STRIPE_API_KEY is the field apiKey of stripe; "amplifySecrets": { "variables": { "stripe.apiKey": "STRIPE_KEY" } } in package.json gives other names. No shell is in between. Signals reach the command, and this one ends as it does. Where its output is not a terminal, the values are redacted in it. Production asks for its name.',
  arguments: [{ name: '<command...>', text: 'after --: the command and its arguments' }],
  options: {
    only: { flags: '--only <list>', text: 'these secrets or fields alone: stripe.apiKey,slackToken' },
    noInherit: { flags: '--no-inherit', text: 'no other variables than those, and PATH' },
    ...CONFIRM_OPTIONS,
    ...PLACE_OPTIONS,
    ...AWS_OPTIONS,
    ...PROJECT_OPTIONS,
  },
  examples: [
    'amplify-secrets run -- npm run dev',
    'amplify-secrets run --env staging --only stripe -- node migrate.js',
  ],
  takesCommand: true,
};
