import type { CommandSpec } from '../command.js';
import { AWS_OPTIONS, JSON_OPTION, PLACE_OPTIONS, PROJECT_OPTIONS } from '../common-options.js';

export const historySpec: CommandSpec = {
  name: 'history',
  summary: 'show the versions of a secret',
  details: 'With their stages and dates, the latest first. Decrypts nothing.',
  arguments: [{ name: '<secret>', text: 'a key of the declaration' }],
  options: { ...PLACE_OPTIONS, ...AWS_OPTIONS, ...PROJECT_OPTIONS, ...JSON_OPTION },
  examples: ['amplify-secrets history stripe --env prod'],
};
