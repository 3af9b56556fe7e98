import type { CommandSpec } from '../command.js';
import { CONFIRM_OPTIONS, JSON_OPTION } from '../common-options.js';

export const initSpec: CommandSpec = {
  name: 'init',
  summary: 'add secrets to an existing Amplify project',
  details:
    'Declares the secrets that the project uses today, grants them to a function, and reads them there. Shows what it changes as a diff, and asks. Runs nothing of the project, calls nothing of AWS, and installs nothing: it prints the lines that do. In a project that declares its secrets already it does nothing.',
  arguments: [],
  options: {
    app: { flags: '--app <name>', text: 'the app of the declaration (default: from package.json)' },
    function: { flags: '--function <name>', text: 'the function that gets the read, as defineBackend names it' },
    yes: { ...CONFIRM_OPTIONS.yes, text: 'write the changes without asking' },
    ...JSON_OPTION,
  },
  examples: ['amplify-secrets init', 'amplify-secrets init --app shop --function stripeWebhook --yes'],
};
