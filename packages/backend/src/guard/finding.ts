/** Every finding of the guard, by its stable name. Each has a heading in docs/guard.md. */
export const FINDING_NAMES = [
  'SecretArnWithoutSuffix',
  'SecretArnMalformed',
  'SecretArnWithoutAccount',
  'SecretAccessWildcard',
  'SecretPatternOvermatches',
  'SecretOfAnotherEnvironment',
  'ProductionSecretInPreview',
  'SecretOpenToUsers',
  'AccessBesideGrants',
  'CredentialInEnvironment',
  'EnvironmentSecretNotGranted',
  'SharedSecretWritten',
  'WrittenByManyBranches',
  'RotatedSecretWritten',
  'SecretUnread',
  'AcceptanceStale',
] as const;

export type GuardFindingName = (typeof FINDING_NAMES)[number];

/** What the guard found in a backend. Never holds a secret's value. */
export interface GuardFinding {
  readonly name: GuardFindingName;
  /** An error stops the synthesis, unless it is accepted. */
  readonly severity: 'error' | 'warning';
  /** Path of the construct that it was found in. */
  readonly where: string;
  /** The secrets (key and name), ARNs or variables that it is about. An acceptance may name one of these, or `where`. */
  readonly about: readonly string[];
  readonly message: string;
  /** The line to write. */
  readonly resolution: string;
  /** The reason given to `configureGuard`, where it was accepted. */
  readonly accepted?: string;
}
