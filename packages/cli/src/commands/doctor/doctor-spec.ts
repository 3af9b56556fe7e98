import type { CommandSpec } from '../command.js';
import { AWS_OPTIONS, JSON_OPTION, PLACE_OPTIONS, PROJECT_OPTIONS } from '../common-options.js';

export const doctorSpec: CommandSpec = {
  name: 'doctor',
  summary: 'look for what is wrong with the secrets of an environment',
  details:
    'Credentials, account and region; missing and deleted secrets, stopped rotations, keys, secrets that nobody reads. With --values also what is in them. Changes nothing, and prints no value. Each finding has the command that solves it. Ends with 3 when there is one.',
  arguments: [],
  options: {
    values: {
      flags: '--values',
      text: 'read the values too: newlines, JSON within JSON, what the declaration refuses',
    },
    ...PLACE_OPTIONS,
    ...AWS_OPTIONS,
    ...PROJECT_OPTIONS,
    ...JSON_OPTION,
  },
  examples: ['amplify-secrets doctor --env prod', 'amplify-secrets doctor --branch main --values'],
};
