import type { CommandSpec } from '../command.js';
import { AWS_OPTIONS, CONFIRM_OPTIONS, JSON_OPTION, PLACE_OPTIONS, PROJECT_OPTIONS } from '../common-options.js';

export const rotateSpec: CommandSpec = {
  name: 'rotate',
  summary: 'show how a secret is rotated, rotate it now, or free a rotation that is stuck',
  details:
    'Shows the function, the schedule, the next date, and how far a rotation is that is not finished. With --now, rotates it and waits. With --unblock, takes AWSPENDING from the version that blocks every later rotation. Without either, changes nothing, and ends with 3 when a rotation is not finished.',
  arguments: [{ name: '<secret>', text: 'a key of the declaration' }],
  options: {
    now: { flags: '--now', text: 'rotate it, by the function that it has' },
    unblock: { flags: '--unblock', text: 'give an unfinished rotation up' },
    wait: { flags: '--wait <seconds>', text: 'with --now: how long to wait for the new version (default: 60)' },
    ...CONFIRM_OPTIONS,
    ...PLACE_OPTIONS,
    ...AWS_OPTIONS,
    ...PROJECT_OPTIONS,
    ...JSON_OPTION,
  },
  examples: [
    'amplify-secrets rotate database --env prod',
    'amplify-secrets rotate database --env staging --now',
    'amplify-secrets rotate database --env staging --unblock --now',
  ],
};
