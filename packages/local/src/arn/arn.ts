import { partitionOf } from './partition.js';

// ARNs as AWS writes them. They are built here and not by the package that grants: a proof whose two sides share one ARN
// builder proves nothing.

/** One region of one account. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

export function secretArn(place: Place, nameAndSuffix: string): string {
  return arnIn(place, 'secretsmanager', `secret:${nameAndSuffix}`);
}

/** The hyphen and six characters that AWS adds to a secret's name in its ARN. */
export const SECRET_SUFFIX = /-[A-Za-z0-9]{6}$/;

/** A secret's ARN or name without the suffix that AWS added. */
export function withoutSuffix(arn: string): string {
  return arn.replace(SECRET_SUFFIX, '');
}

/** `/a/b` and `a` become `…:parameter/a/b` and `…:parameter/a`. */
export function parameterArn(place: Place, name: string): string {
  return arnIn(place, 'ssm', `parameter${name.startsWith('/') ? name : `/${name}`}`);
}

/** The resource on which AWS authorises DescribeParameters. */
export function everyParameter(place: Place): string {
  return arnIn(place, 'ssm', '*');
}

/** The key's ARN from a key id or key ARN; undefined for an alias, since only AWS KMS knows its key. */
export function keyArn(place: Place, keyId: string): string | undefined {
  if (/(^|:)alias\//.test(keyId)) return undefined;
  return keyId.startsWith('arn:') ? keyId : arnIn(place, 'kms', `key/${keyId}`);
}

function arnIn({ region, account }: Place, service: string, resource: string): string {
  return `arn:${partitionOf(region).name}:${service}:${region}:${account}:${resource}`;
}

export interface ParsedArn extends Place {
  readonly partition: string;
  readonly service: string;
  readonly resource: string;
}

export function parseArn(arn: string): ParsedArn | undefined {
  const [scheme, partition, service, region, account, ...resource] = arn.split(':');
  if (scheme !== 'arn' || !partition || !service || region === undefined || account === undefined) return undefined;
  return resource.length === 0 ? undefined : { partition, service, region, account, resource: resource.join(':') };
}
