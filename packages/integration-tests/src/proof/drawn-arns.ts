import type { Draw } from '../iam-oracle/draw.js';
import { drawLetters } from './draw-names.js';
import type { Place } from './project.js';

/** A name that a pattern matches; a name without `*` is itself. */
export function filled(draw: Draw, pattern: string): string {
  const name = pattern.replaceAll('*', () =>
    draw.pick(['', 'x', 'acme', 'acme-corp', 'a/b', '-', 'prod/stripe', 'tokens']),
  );
  return name === '' ? 'x' : name;
}

export function home({ partition, region, account }: Place): string {
  return `arn:${partition}:secretsmanager:${region}:${account}:`;
}

/** As AWS builds it: the name, a hyphen, six characters. */
export function secretArn(draw: Draw, place: Place, name: string): string {
  return `${home(place)}secret:${name}-${drawLetters(draw, 6)}`;
}

export function parameterArn({ partition, region, account }: Place, path: string): string {
  return `arn:${partition}:ssm:${region}:${account}:parameter${path}`;
}
