import type { CommandSpec } from '../command.js';
import { AWS_OPTIONS, CONFIRM_OPTIONS, JSON_OPTION, PLACE_OPTIONS, PROJECT_OPTIONS } from '../common-options.js';

const { branch, identifier, appId, shared } = PLACE_OPTIONS;

export const copySpec: CommandSpec = {
  name: 'copy',
  summary: 'copy secrets from one environment to another',
  details:
    "Shows by field what is new and what differs, and asks for the target's name. The values stay in memory. Each write replaces the version that the plan was made of, and no other; fields that only the target has are kept. Refuses to copy production's values to previews and sandboxes.",
  arguments: [{ name: '[secrets...]', text: 'keys of the declaration, or fields: stripe.apiKey (default: all)' }],
  options: {
    from: { flags: '--from <environment>', text: 'the environment that has the values' },
    to: { flags: '--to <environment>', text: 'the environment that gets them' },
    dryRun: { flags: '--dry-run', text: 'show the plan, and write nothing' },
    confirm: { ...CONFIRM_OPTIONS.confirm, text: 'the name of the target, where nobody can type it' },
    branch,
    identifier,
    appId,
    shared,
    ...AWS_OPTIONS,
    ...PROJECT_OPTIONS,
    ...JSON_OPTION,
  },
  examples: [
    'amplify-secrets copy --from staging --to prod stripe',
    'amplify-secrets copy --from staging --to sandbox --dry-run',
  ],
};
