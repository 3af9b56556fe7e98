import type { CommandSpec } from '../command.js';
import { JSON_OPTION, PLACE_OPTIONS, PROJECT_OPTIONS } from '../common-options.js';

const { branch, identifier, appId } = PLACE_OPTIONS;

export const localSpec: CommandSpec = {
  name: 'local',
  summary: 'start a local AWS with your backend deployed in it, and run a command against it',
  details:
    'Secrets Manager, Parameter Store and STS on loopback, with the IAM policies of amplify/backend.ts enforced. Each call is shown on stderr, with the statement that allowed or denied it, and the backend is deployed again when it changes. Values come from --seed, or are made of the declaration. Without a command the variables are printed on stdout, and it runs until Ctrl-C. Needs no AWS account.',
  arguments: [{ name: '[command...]', text: 'after --: the command and its arguments' }],
  options: {
    as: {
      flags: '--as <function>',
      text: 'the function, or the role, whose credentials the command gets (default: the administrator)',
    },
    seed: { flags: '--seed <file>', text: 'values: JSON by the keys of secrets, or a .env' },
    adminEnv: {
      flags: '--admin-env <file>',
      text: 'write the variables of the administrator to this file while it runs, for other terminals',
    },
    port: { flags: '--port <number>', text: 'the port on 127.0.0.1 (default: one that is free)' },
    branch,
    identifier,
    appId,
    region: { flags: '--region <region>', text: 'the region that it stands for (default: AWS_REGION, or us-east-1)' },
    ...PROJECT_OPTIONS,
    ...JSON_OPTION,
  },
  examples: [
    'amplify-secrets local --as AmplifySecretsComputeRole -- npx next dev',
    'amplify-secrets local --branch main --seed seeds.json -- npx vitest',
    'amplify-secrets local > local-aws.sh',
  ],
  takesCommand: true,
};
