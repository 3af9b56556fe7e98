import type { CommandSpec } from '../command.js';
import { AWS_OPTIONS, CONFIRM_OPTIONS, JSON_OPTION, PLACE_OPTIONS, PROJECT_OPTIONS } from '../common-options.js';

export const rollbackSpec: CommandSpec = {
  name: 'rollback',
  summary: 'make the previous value of a secret the current one',
  details:
    'Shows which fields change, and asks. Moves AWSCURRENT to the version of AWSPREVIOUS, and fails if it is no longer on the version that was shown. In Parameter Store, writes the value of the version before as a new one.',
  arguments: [{ name: '<secret>', text: 'a key of the declaration' }],
  options: { ...CONFIRM_OPTIONS, ...PLACE_OPTIONS, ...AWS_OPTIONS, ...PROJECT_OPTIONS, ...JSON_OPTION },
  examples: ['amplify-secrets rollback stripe --env prod'],
};
