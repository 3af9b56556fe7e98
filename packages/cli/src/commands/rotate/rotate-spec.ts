import type { CommandSpec } from '../command.js';
import { AWS_OPTIONS, CONFIRM_OPTIONS, JSON_OPTION, PLACE_OPTIONS, PROJECT_OPTIONS } from '../common-options.js';

export const rotateSpec: CommandSpec = {
  name: 'rotate',
  summary: 'show where the rotation of a secret stands, begin one, or free one that stopped',
  details:
    'Without an option, changes nothing. --now begins a rotation and waits for two minutes at most. --unblock takes AWSPENDING from the version of a rotation that stopped, so that another can begin.',
  arguments: [{ name: '<secret>', text: 'a key of the declaration' }],
  options: {
    now: { flags: '--now', text: 'begin a rotation' },
    unblock: { flags: '--unblock', text: 'free a rotation that stopped' },
    ...CONFIRM_OPTIONS,
    ...PLACE_OPTIONS,
    ...AWS_OPTIONS,
    ...PROJECT_OPTIONS,
    ...JSON_OPTION,
  },
  examples: ['amplify-secrets rotate database --env prod', 'amplify-secrets rotate database --env prod --now'],
};
