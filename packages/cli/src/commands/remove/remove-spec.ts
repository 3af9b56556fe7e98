import type { CommandSpec } from '../command.js';
import { AWS_OPTIONS, CONFIRM_OPTIONS, JSON_OPTION, PLACE_OPTIONS, PROJECT_OPTIONS } from '../common-options.js';

export const removeSpec: CommandSpec = {
  name: 'remove',
  alias: 'rm',
  summary: 'remove a secret, which can be restored for some days',
  details:
    'Shows who reads it by the last synthesis, and asks. AWS Secrets Manager keeps it for the recovery window; Parameter Store removes it for good.',
  arguments: [{ name: '<secret>', text: 'a key of the declaration' }],
  options: {
    days: { flags: '--days <number>', text: 'the recovery window, 7 to 30 days (default: 30)' },
    ...CONFIRM_OPTIONS,
    ...PLACE_OPTIONS,
    ...AWS_OPTIONS,
    ...PROJECT_OPTIONS,
    ...JSON_OPTION,
  },
  examples: ['amplify-secrets remove slackToken --env staging', 'amplify-secrets rm slackToken --branch main --days 7'],
};
