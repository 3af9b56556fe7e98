// ARNs as AWS writes them. They are built here and not by the package that grants: a proof whose two sides share one ARN
// builder proves nothing.

import { partitionOf } from './partition.js';

/** Where something is: in one region of one account. */
export interface Place {
  readonly account: string;
  readonly region: string;
}

export function secretArn(place: Place, nameAndSuffix: string): string {
  return `arn:${partitionOf(place.region).name}:secretsmanager:${place.region}:${place.account}:secret:${nameAndSuffix}`;
}

/** The ARN of a secret as it would be without the six characters that AWS drew. */
export function withoutSuffix(arn: string): string {
  return arn.replace(SECRET_SUFFIX, '');
}

export const SECRET_SUFFIX = /-[A-Za-z0-9]{6}$/;

/** `/a/b` and `a` become `…:parameter/a/b` and `…:parameter/a`. */
export function parameterArn(place: Place, name: string): string {
  const path = name.startsWith('/') ? name : `/${name}`;
  return `arn:${partitionOf(place.region).name}:ssm:${place.region}:${place.account}:parameter${path}`;
}

/** What AWS judges DescribeParameters by. */
export function everyParameter(place: Place): string {
  return `arn:${partitionOf(place.region).name}:ssm:${place.region}:${place.account}:*`;
}

/** The key's ARN from a key id or key ARN; undefined for an alias, whose key only AWS KMS knows. */
export function keyArn(place: Place, keyId: string): string | undefined {
  if (/(^|:)alias\//.test(keyId)) return undefined;
  if (keyId.startsWith('arn:')) return keyId;
  return `arn:${partitionOf(place.region).name}:kms:${place.region}:${place.account}:key/${keyId}`;
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
