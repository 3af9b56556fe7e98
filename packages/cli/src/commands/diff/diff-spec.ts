import type { CommandSpec } from '../command.js';
import { AWS_OPTIONS, JSON_OPTION, PLACE_OPTIONS, PROJECT_OPTIONS } from '../common-options.js';

const { branch, identifier, appId, shared } = PLACE_OPTIONS;

export const diffSpec: CommandSpec = {
  name: 'diff',
  summary: 'compare the secrets of two environments',
  details:
    'By field: same, different, or only in one of them. Reads the values and compares them here; prints neither a value nor a hash. Ends with 3 when they differ.',
  arguments: [
    { name: '<environment>', text: 'an environment of the declaration' },
    { name: '<other>', text: 'the one to compare it with' },
  ],
  options: { branch, identifier, appId, shared, ...AWS_OPTIONS, ...PROJECT_OPTIONS, ...JSON_OPTION },
  examples: ['amplify-secrets diff staging prod', 'amplify-secrets diff sandbox staging --json'],
};
