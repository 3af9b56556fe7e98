import type { Draw } from './draw.js';
import { variable } from './draw-condition.js';

/** A resource pattern near an ARN: the ARN itself, wildcards over parts of it, or something that just misses it. */
export function drawResourcePattern(draw: Draw, arn: string): string {
  if (arn === '*') {
    const secret = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:';
    return draw.pick(['*', '*', `${secret}*`, `${secret}myapp/prod/stripe-??????`]);
  }
  if (draw.chance(0.12)) return '*';
  const [, partition = '', service = '', region = '', account = '', ...rest] = arn.split(':');
  const resource = rest.join(':');
  const type = /^[^:/]*[:/]/.exec(resource)?.[0] ?? '';
  const segments = [
    'arn',
    draw.chance(0.05) ? draw.pick(['*', 'aws-cn', 'aw?']) : partition,
    draw.chance(0.04) ? draw.pick(['ssm', 'kms', 'secretsmanager']) : service,
    draw.chance(0.15) ? draw.pick(['*', 'us-*', 'us-????-1', 'eu-west-1', '*-1']) : region,
    draw.chance(0.15) ? draw.pick(['*', '999999999999', '1234567890??']) : account,
    draw.chance(0.06) ? '*' : type + drawName(draw, resource.slice(type.length)),
  ];
  return segments.join(':');
}

function drawName(draw: Draw, name: string): string {
  const cut = draw.whole(name.length + 1);
  switch (draw.whole(13)) {
    case 0:
      return name.replace(/-[^-]*$/, '-??????');
    case 1:
      return `${name.slice(0, cut)}*`;
    case 2:
      return `*${name.slice(cut)}`;
    case 3:
      return `${name.slice(0, cut)}?${name.slice(cut + 1)}`;
    case 4:
      return `${name.slice(0, cut)}*${name.slice(Math.min(name.length, cut + draw.whole(8)))}`;
    case 5:
      return name.slice(0, -1 - draw.whole(7));
    case 6:
      return `${name}${draw.pick(['?', 'x', '-??????', '*'])}`;
    case 7:
      return name.slice(0, cut) + name.slice(cut).toUpperCase();
    case 8:
      return name.replace('prod', variable('aws:PrincipalTag/env'));
    case 9:
      return name.replace('prod', variable("aws:username, 'prod'"));
    case 10:
      return name.replace('prod', draw.pick(['dev', '*', variable('*'), 'pro', 'prod/x']));
    default:
      return name;
  }
}
