import type { CommandSpec } from '../command.js';
import { AWS_OPTIONS, CONFIRM_OPTIONS, JSON_OPTION, PLACE_OPTIONS, PROJECT_OPTIONS } from '../common-options.js';

export const getSpec: CommandSpec = {
  name: 'get',
  summary: 'show a secret, its fields masked',
  details:
    'With --reveal, the value itself: of one field its characters, of the whole secret what is stored. A pipe gets exactly those bytes; a terminal also a newline. Where stdin is not a terminal, or a coding agent runs the command, --reveal needs --yes too, and production its name.',
  arguments: [{ name: '<secret>', text: 'a key of the declaration, or one field of it: stripe.apiKey' }],
  options: {
    reveal: { flags: '--reveal', text: 'show the value itself' },
    ...CONFIRM_OPTIONS,
    ...PLACE_OPTIONS,
    ...AWS_OPTIONS,
    ...PROJECT_OPTIONS,
    ...JSON_OPTION,
  },
  examples: [
    'amplify-secrets get stripe --env staging',
    'amplify-secrets get stripe.apiKey --env staging --reveal',
    'amplify-secrets get stripe.apiKey --branch main --reveal --yes --confirm prod | pbcopy',
  ],
};
