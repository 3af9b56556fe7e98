/**
 * The one judge of what the ARN and the name of a secret may be: for grants, for the look at the templates after them, and for the guard.
 * `${…}` is a CDK token, or what only the deployment knows.
 */

/** The six parts of an ARN; undefined where it ends before. The colons in `${AWS::Region}` do not separate parts. */
export type ArnParts = readonly [
  prefix: string,
  partition?: string | undefined,
  service?: string | undefined,
  region?: string | undefined,
  account?: string | undefined,
  resource?: string | undefined,
];

const PART = String.raw`((?:\$\{[^}]*\}|[^:$]|\$(?!\{))*)`;
const ARN = new RegExp(`^(arn)(?::${PART}(?::${PART}(?::${PART}(?::${PART}(?::(.*))?)?)?)?)?$`, 's');

export function arnParts(arn: string): ArnParts | undefined {
  const parts = ARN.exec(arn);
  return parts === null ? undefined : ['arn', parts[2], parts[3], parts[4], parts[5], parts[6]];
}

/** Whether only the deployment knows the value, and every part of it. */
export function isPlaceholder(part: string): boolean {
  return /^\$\{[^}]*\}$/.test(part);
}

const PLACE = {
  partition: /^aws(?:-[a-z]+)*$/,
  region: /^[a-z]{2}(?:-[a-z]+)+-\d$/,
  account: /^\d{12}$/,
} as const;

export type Place = keyof typeof PLACE;

/** Whether it is one partition, region or account; `${…}` stands for one. */
export function isPlace(kind: Place, part: string | undefined): boolean {
  return part !== undefined && (isPlaceholder(part) || PLACE[kind].test(part));
}

/** Whether the partition, the region and the account of an ARN are one each. */
export function isInOnePlace([, partition, , region, account]: ArnParts): boolean {
  return isPlace('partition', partition) && isPlace('region', region) && isPlace('account', account);
}

/**
 * What a variable that is not set leaves in a string: `undefined` and `NaN` as a word, `null` as a part of a path or at the beginning of one,
 * and `[object Object]`. Undefined where there is none.
 */
export function unsetIn(text: string): string | undefined {
  const found =
    /\[object \w+\]|(?<![A-Za-z0-9])(?:undefined|NaN)(?![A-Za-z0-9])/.exec(text) ??
    /(?:^|\/)(null)(?=[/-]|$)/.exec(text);
  return found?.[1] ?? found?.[0];
}

/** Whether the characters of a name, or of a part of one, are those of a name, and no variable that is not set is in them. */
export function isNameOfSecret(name: string): boolean {
  return /^[\w/+=.@!-]*$/.test(name) && unsetIn(name) === undefined;
}

/**
 * Whether a name, as it stands in an ARN, ends in the hyphen and six characters that AWS adds. AWS draws from letters of both cases and digits:
 * six of one kind are a word (`-secret`, `-tokens`) or a date in 995 of 1,000 names.
 */
export function endsInSuffix(name: string): boolean {
  const suffix = /-([A-Za-z0-9]{6})$/.exec(name)?.[1];
  return suffix !== undefined && !/^(?:[a-z]+|\d+)$/.test(suffix);
}

/** The name in an ARN without the six characters, or the wildcards in their place. */
export function withoutSuffix(name: string): string {
  return name.replace(/-[A-Za-z0-9?]{6}$/, '');
}
