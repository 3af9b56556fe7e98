import type { CommandSpec } from '../command.js';
import { AWS_OPTIONS, JSON_OPTION, PLACE_OPTIONS, PROJECT_OPTIONS } from '../common-options.js';

export const checkSpec: CommandSpec = {
  name: 'check',
  summary: 'check that every declared secret of an environment has a value',
  details:
    'What checkSecrets checks in a deployment, outside of one. Decrypts nothing. Ends with 3 when a secret is missing.',
  arguments: [],
  options: { ...PLACE_OPTIONS, ...AWS_OPTIONS, ...PROJECT_OPTIONS, ...JSON_OPTION },
  examples: ['amplify-secrets check --env prod', 'amplify-secrets check --branch main'],
};
