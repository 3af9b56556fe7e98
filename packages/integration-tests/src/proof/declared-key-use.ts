import type { Project } from './project.js';
import type { Promised, Thing } from './promised.js';
import type { KeyUse } from './request.js';
import { isLike } from './wildcard.js';

/** A key may be used for what is encrypted under it, by those who may read or write it, and only through its store. */
export function mayUse(
  { read, write }: Promised,
  project: Project,
  action: string,
  key: string,
  through: KeyUse,
): boolean {
  const { partition, region, account } = project.place;
  const isUse = (thing: Thing, writes: boolean): boolean => {
    if (thing.key !== key) return false;
    if (thing.in === 'parameter-store') {
      if (writes || through.service !== `ssm.${region}.amazonaws.com` || through.field !== 'PARAMETER_ARN')
        return false;
      const paths = [thing.own, ...(thing.shared === undefined ? [] : [thing.shared])];
      const home = `arn:${partition}:ssm:${region}:${account}:parameter`;
      return paths.some((path) => through.of.startsWith(home) && isLike(path, through.of.slice(home.length)));
    }
    const place = thing.in === 'arn' ? (thing.arn.split(':')[3] ?? '') : region;
    if (through.service !== `secretsmanager.${place}.amazonaws.com` || through.field !== 'SecretARN') return false;
    if (thing.in === 'arn') return through.of === thing.arn;
    const home = `arn:${partition}:secretsmanager:${region}:${account}:secret:`;
    const name = through.of.startsWith(home) ? /^(.+)-.{6}$/.exec(through.of.slice(home.length))?.[1] : undefined;
    return name !== undefined && isLike(thing.name, name);
  };
  if (action === 'kms:Decrypt') {
    return read.some((thing) => isUse(thing, false)) || write.some((thing) => isUse(thing, true));
  }
  return action === 'kms:GenerateDataKey' && write.some((thing) => isUse(thing, true));
}
