import type { CommandSpec } from '../command.js';
import { AWS_OPTIONS, CONFIRM_OPTIONS, JSON_OPTION, PLACE_OPTIONS, PROJECT_OPTIONS } from '../common-options.js';

export const setSpec: CommandSpec = {
  name: 'set',
  summary: 'set a secret, or one field of it',
  details:
    'Asks for each field of the declaration, and shows nothing of what is typed. A value from a pipe, with - or --file is taken as it is, without the one newline at the end of a single line. Creates the secret where it is missing; otherwise the write fails if somebody else has changed it meanwhile.',
  arguments: [
    { name: '<secret>', text: 'a key of the declaration, or one field of it: stripe.apiKey' },
    { name: '[input]', text: '- for standard input. A value cannot be an argument' },
  ],
  takesExcess: true,
  options: {
    file: { flags: '--file <path>', text: 'read the value from a file' },
    restore: { flags: '--restore', text: 'restore a secret that is scheduled for deletion' },
    kmsKey: { flags: '--kms-key <id>', text: 'for a new secret: the KMS key (default: that of the declaration)' },
    tags: { flags: '--tags <list>', text: 'for a new secret: tags, as team=web,cost=42' },
    ...CONFIRM_OPTIONS,
    ...PLACE_OPTIONS,
    ...AWS_OPTIONS,
    ...PROJECT_OPTIONS,
    ...JSON_OPTION,
  },
  examples: [
    'amplify-secrets set stripe --env staging',
    'pbpaste | amplify-secrets set stripe.apiKey - --env staging',
    'amplify-secrets set signingKey --file key.pem --branch main',
  ],
};
