/** The record of one parameter and its versions. */

export type ParameterType = 'String' | 'StringList' | 'SecureString';
export type ParameterTier = 'Standard' | 'Advanced';

/** As ParameterInlinePolicy shows it. */
export interface ParameterPolicy {
  readonly PolicyText: string;
  readonly PolicyType: string;
  readonly PolicyStatus: 'Pending';
}

export interface ParameterVersion {
  readonly version: number;
  readonly value: string;
  readonly type: ParameterType;
  readonly tier: ParameterTier;
  readonly keyId?: string;
  readonly description?: string;
  readonly allowedPattern?: string;
  readonly dataType: string;
  readonly policies: readonly ParameterPolicy[];
  readonly modifiedAt: number;
  readonly modifiedBy: string;
  readonly labels: Set<string>;
}

export interface Parameter {
  readonly name: string;
  readonly arn: string;
  readonly tags: Map<string, string>;
  /** Oldest first; never empty. */
  readonly versions: ParameterVersion[];
}

export function latestOf(parameter: Parameter): ParameterVersion {
  const latest = parameter.versions.at(-1);
  if (latest === undefined) throw new TypeError('A parameter has at least one version.');
  return latest;
}
