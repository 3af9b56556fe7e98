import type { CommandSpec } from '../command.js';
import { AWS_OPTIONS, JSON_OPTION, PLACE_OPTIONS, PROJECT_OPTIONS } from '../common-options.js';

export const listSpec: CommandSpec = {
  name: 'list',
  alias: 'ls',
  summary: 'show which secrets are set in which environment',
  details: 'Without --env or --branch, all environments side by side. Decrypts nothing.',
  arguments: [{ name: '[pattern]', text: "keys, with * for any characters: 'github*'" }],
  options: { ...PLACE_OPTIONS, ...AWS_OPTIONS, ...PROJECT_OPTIONS, ...JSON_OPTION },
  examples: ['amplify-secrets list', 'amplify-secrets list --env prod', "amplify-secrets list 'github*' --json"],
};
