import { userInfo } from 'node:os';
import type { SecretSet } from '@amplify-secrets/runtime/contract';
import { type AwsClients, awsClients } from '../aws/aws-clients.js';
import { findSecret, type NamedSecret } from '../declaration/find-secret.js';
import { loadDeclaration } from '../declaration/load-declaration.js';
import { findProject, type Project } from '../declaration/project.js';
import { findPlace, type PlaceDefaults } from '../deployment/find-place.js';
import type { Place } from '../deployment/place.js';
import { commonOptions } from '../deployment/place-flags.js';
import { checkProduction, placeOfSecret } from '../deployment/production.js';
import { type Target, targetIn } from '../engine/target.js';
import { parameterStore } from '../stores/parameter-store.js';
import { secretsManagerStore } from '../stores/secrets-manager-store.js';
import type { SecretsStore } from '../stores/secrets-store.js';
import { withProgress } from '../terminal/progress.js';
import { type CommandCall, flagOption, textOption } from './command.js';

/** What the options of a command lead to. */
export interface OpenProject {
  readonly project: Project;
  readonly set: SecretSet;
  readonly aws: AwsClients;
  readonly defaults: PlaceDefaults;
  readonly storeOf: (place: Place) => SecretsStore;
  /** The place of `--env`, `--branch` or the sandbox. */
  readonly place: () => Place;
  readonly target: (place: Place, secret: NamedSecret) => Target;
  readonly secret: (argument: string) => NamedSecret;
}

/** Opens the project of a command, and closes its connections when the command ends. */
export async function withProject(call: CommandCall, work: (open: OpenProject) => Promise<number>): Promise<number> {
  const project = findProject(call.folder, textOption(call, 'declaration'));
  const set = await withProgress(call.terminal, 'Loading the declaration', () => loadDeclaration(project.declaration));
  checkProduction(project.settings.production, set);
  const profile = textOption(call, 'profile');
  const aws = awsClients({ region: textOption(call, 'region'), profile });
  const defaults: PlaceDefaults = {
    packageName: project.packageName,
    userName: userInfo().username,
    appId: call.terminal.variables.AWS_APP_ID || undefined,
    production: project.settings.production,
    commonOptions: commonOptions({
      declaration: textOption(call, 'declaration'),
      profile,
      region: textOption(call, 'region'),
    }),
  };
  // One for all environments, so that their secrets are described together.
  const manager = secretsManagerStore(aws.secretsManager, profile);
  const storeOf = ({ store, folders, writeFolder }: Place) =>
    store === 'secrets-manager' || writeFolder === undefined
      ? manager
      : parameterStore(
          aws.ssm,
          { folders, writeFolder, isShared: (folder) => folder.startsWith('/amplify/shared/') },
          profile,
        );
  try {
    return await work({
      project,
      set,
      aws,
      defaults,
      storeOf,
      place: () =>
        findPlace(
          set,
          {
            env: textOption(call, 'env'),
            branch: textOption(call, 'branch'),
            identifier: textOption(call, 'identifier'),
            appId: textOption(call, 'appId'),
            shared: flagOption(call, 'shared'),
          },
          defaults,
        ),
      target: (place, { reference }) =>
        targetIn(storeOf(place), placeOfSecret(place, reference, project.settings.production), reference),
      secret: (argument) => findSecret(set, argument),
    });
  } finally {
    aws.close();
  }
}
