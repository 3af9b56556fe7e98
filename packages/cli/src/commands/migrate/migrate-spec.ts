import type { CommandSpec } from '../command.js';
import { JSON_OPTION, PROJECT_OPTIONS } from '../common-options.js';

export const migrateSpec: CommandSpec = {
  name: 'migrate',
  summary: 'turn hand-written policy statements into grants',
  details:
    'Finds addToRolePolicy, addToPrincipalPolicy, attachInlinePolicy and grantRead about secrets in amplify/, and prints a diff with the grants to write instead. Synthesises the backend before and after, and compares what it allows: wider access is refused, narrower is listed. What cannot be proved stays, with the reason. Needs no AWS account. Without --write, ends with 3 where there is something to migrate.',
  arguments: [],
  options: {
    write: { flags: '--write', text: 'write the changes; without it, nothing is written' },
    branches: {
      flags: '--branches <list>',
      text: 'where grants by name hold: main,release/*,sandbox (default: those of production)',
    },
    repair: {
      flags: '--repair',
      text: 'also grant secrets that a statement names without their suffix, and so does not allow today',
    },
    force: { flags: '--force', text: 'also write files with changes that are not committed' },
    ...PROJECT_OPTIONS,
    ...JSON_OPTION,
  },
  examples: [
    'amplify-secrets migrate',
    'amplify-secrets migrate --branches main,sandbox --write',
    'amplify-secrets migrate | git apply',
  ],
};
