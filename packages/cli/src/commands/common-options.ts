import type { OptionSpec } from './command.js';

/** Of every command that is about one environment. */
export const PLACE_OPTIONS = {
  env: { flags: '--env <environment>', text: 'the environment, as the declaration names it (default: the sandbox)' },
  branch: { flags: '--branch <name>', text: 'the branch, whose environment the declaration says' },
  identifier: { flags: '--identifier <name>', text: 'the sandbox, as of ampx sandbox (default: your user name)' },
  appId: { flags: '--app-id <id>', text: 'the Amplify app of the branch (default: AWS_APP_ID)' },
  shared: { flags: '--shared', text: "Amplify's own secrets: what all branches of the app share" },
} satisfies Readonly<Record<string, OptionSpec>>;

export const AWS_OPTIONS = {
  region: { flags: '--region <region>', text: 'the AWS region (default: AWS_REGION, or that of the profile)' },
  profile: { flags: '--profile <name>', text: 'an AWS profile' },
} satisfies Readonly<Record<string, OptionSpec>>;

export const PROJECT_OPTIONS = {
  declaration: {
    flags: '--declaration <file>',
    text: 'the file with defineSecrets (default: amplify/secrets/resource.ts)',
  },
} satisfies Readonly<Record<string, OptionSpec>>;

export const JSON_OPTION = {
  json: { flags: '--json', text: 'print one JSON object, without values' },
} satisfies Readonly<Record<string, OptionSpec>>;

/** Of every command that asks before it does something. */
export const CONFIRM_OPTIONS = {
  yes: { flags: '--yes', text: 'answer yes; not for production' },
  confirm: { flags: '--confirm <environment>', text: 'the name of a production environment, where nobody can type it' },
} satisfies Readonly<Record<string, OptionSpec>>;
