import type { LocalErrorName } from '@amplify-secrets/local';
import { printable, SecretsError, type SecretsErrorName } from '@amplify-secrets/runtime/contract';
import { EXIT } from './exit-codes.js';

/** The stable name of every error that only this package throws. Each has a heading in docs/errors.md. */
export const CLI_ERROR_NAMES = [
  'CommandUsageError',
  'AmplifyProjectNotFoundError',
  'DeclarationNotFoundError',
  'DeclarationNotLoadedError',
  'ProjectSettingsInvalidError',
  'EnvironmentUnknownError',
  'DeploymentNeededError',
  'SecretUnknownError',
  'ValueAsArgumentError',
  'InputInvalidError',
  'ConfirmationNeededError',
  'NotConfirmedError',
  'SecretChangedError',
  'NotPossibleError',
  'VariableInvalidError',
  'FileTrackedError',
  'CommandNotStartedError',
  'RotationUnfinishedError',
  'ReportNotFoundError',
  'BackendNotSynthesisedError',
  'MigrationRefusedError',
  'TypeScriptMissingError',
  'FileChangedError',
  'ReportInvalidError',
  'InterruptedError',
] as const;

export type CliErrorName = (typeof CLI_ERROR_NAMES)[number];

/** Of the packages whose errors the command line passes on, with a remedy of its own or as they are. */
type OtherErrorName = SecretsErrorName | LocalErrorName;

const EXIT_CODES: Readonly<Partial<Record<CliErrorName | OtherErrorName, number>>> = {
  CommandUsageError: EXIT.usage,
  AmplifyProjectNotFoundError: EXIT.usage,
  DeclarationNotFoundError: EXIT.usage,
  ProjectSettingsInvalidError: EXIT.usage,
  EnvironmentUnknownError: EXIT.usage,
  DeploymentNeededError: EXIT.usage,
  SecretUnknownError: EXIT.usage,
  ValueAsArgumentError: EXIT.usage,
  ConfirmationNeededError: EXIT.refused,
  NotConfirmedError: EXIT.refused,
  NotPossibleError: EXIT.refused,
  FileTrackedError: EXIT.refused,
  MigrationRefusedError: EXIT.refused,
  InterruptedError: EXIT.interrupted,
};

/** What a command ends with. Those of AWS have the names of the runtime's errors, with the CLI's own remedies. */
export class CliError extends SecretsError<CliErrorName | OtherErrorName> {
  readonly exitCode: number;

  constructor(name: CliErrorName | OtherErrorName, message: string, resolution: string, exitCode?: number) {
    super(name, printable(message), printable(resolution));
    this.exitCode = exitCode ?? EXIT_CODES[name] ?? EXIT.failed;
  }
}
