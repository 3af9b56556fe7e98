import type { CommandSpec } from '../command.js';
import { AWS_OPTIONS, CONFIRM_OPTIONS, JSON_OPTION, PLACE_OPTIONS, PROJECT_OPTIONS } from '../common-options.js';

export const restoreSpec: CommandSpec = {
  name: 'restore',
  summary: 'restore a secret that was removed',
  details: 'Within its recovery window, in AWS Secrets Manager alone.',
  arguments: [{ name: '<secret>', text: 'a key of the declaration' }],
  options: { ...CONFIRM_OPTIONS, ...PLACE_OPTIONS, ...AWS_OPTIONS, ...PROJECT_OPTIONS, ...JSON_OPTION },
  examples: ['amplify-secrets restore slackToken --env staging'],
};
