import { type Place, parseArn } from '../arn/arn.js';

/** Lower-cased condition key → value or values. */
export type ConditionKeys = Readonly<Record<string, string | readonly string[]>>;

/** What is filled in of a request, and which keys have a value that is not known: see `AccessRequest`. */
export interface KnownKeys {
  readonly context: ConditionKeys;
  readonly unknownKeys: readonly string[];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
export function requestKeys({ region, account }: Place, resource: string): ConditionKeys {
  return {
    'aws:requestedregion': region,
    'aws:resourceaccount': parseArn(resource)?.account || account,
    // Loopback speaks http, but what is proved is the behaviour behind AWS's endpoint, which is https.
    'aws:securetransport': 'true',
    'aws:viaawsservice': 'false',
  };
}

/** The tags of a secret or a parameter; without `tags` they are not known. */
export function tagKeys(service: 'secretsmanager' | 'ssm', tags: ReadonlyMap<string, string> | undefined): KnownKeys {
  const families = [`${service}:resourcetag/`, 'aws:resourcetag/'];
  return {
    context: Object.assign({}, ...families.map((family) => lowerKeys(family, tags ?? new Map()))),
    // AWS adds tags of its own to what CloudFormation makes: aws:cloudformation:stack-name and more.
    unknownKeys: tags === undefined ? families : families.map((family) => `${family}aws:`),
  };
}

/** Condition keys are compared without regard to case; the evaluator takes them in lower case. */
export function lowerKeys(prefix: string, values: ReadonlyMap<string, string>): ConditionKeys {
  return Object.fromEntries([...values].map(([key, value]) => [`${prefix}${key}`.toLowerCase(), value]));
}
