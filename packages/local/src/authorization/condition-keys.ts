import { type Place, parseArn } from '../arn/arn.js';

/** Lower-cased condition key → value or values. */
export type ConditionKeys = Readonly<Record<string, string | readonly string[]>>;

/** The condition keys of a request, and those that have a value which is not known: see `AccessRequest`. */
export interface KnownKeys {
  readonly context: ConditionKeys;
  readonly unknownKeys: readonly string[];
}

/** The global keys of any request. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
export function requestKeys({ region, account }: Place, resource: string): ConditionKeys {
  return {
    'aws:requestedregion': region,
    'aws:resourceaccount': parseArn(resource)?.account || account,
    // Loopback speaks http, but the proof is about AWS's endpoint, which is https.
    'aws:securetransport': 'true',
    'aws:viaawsservice': 'false',
  };
}

/** The keys of a secret's or a parameter's tags, which are not known where `tags` is undefined. */
export function tagKeys(service: 'secretsmanager' | 'ssm', tags: ReadonlyMap<string, string> | undefined): KnownKeys {
  const prefixes = [`${service}:resourcetag/`, 'aws:resourcetag/'];
  return {
    context: Object.assign({}, ...prefixes.map((prefix) => lowerKeys(prefix, tags ?? new Map()))),
    // CloudFormation adds tags to what it creates: aws:cloudformation:stack-name and more.
    unknownKeys: tags === undefined ? prefixes : prefixes.map((prefix) => `${prefix}aws:`),
  };
}

/** Condition keys ignore case; the evaluator expects them in lower case. */
export function lowerKeys(prefix: string, values: ReadonlyMap<string, string>): ConditionKeys {
  return Object.fromEntries([...values].map(([key, value]) => [`${prefix}${key}`.toLowerCase(), value]));
}
