import type { Draw } from '../iam-oracle/draw.js';
import { drawRawName, oneOf } from './draw-names.js';
import type { Project } from './project.js';

type Refused = NonNullable<Project['refused']>;

const PLACES = ['<lazy *>', '<sub *>', '<join *>', '<select *>', '<parameter *>', '<lazy undefined>', '<lazy >'];
const KEYS = [
  'arn:aws:kms:us-east-1:123456789012:key/<lazy *>',
  'arn:aws:kms:us-east-1:<account>:key/<lazy *>',
  'arn:aws:kms:<region>:<account>:key/<sub *>',
  'arn:aws:kms:<region>:<lazy *>:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  'arn:aws:kms:us-east-1:<account>:<lazy alias>/app',
  '<sub arn:$' + '{AWS::Partition}:kms:us-east-1:123456789012:key/*>',
  '<sub *>',
  'arn:aws:kms:us-east-1:<account>:key/<select *>',
  'arn:aws:kms:us-east-1:<account>:key/<parameter *>',
  '<parameter *>',
  '<lazy *>',
];

/** A grant whose tokens turn out to be more than one secret, or more than one key, when the templates are made. */
export function drawRefused(draw: Draw, grantee: string): Refused {
  const name = drawRawName(draw);
  const grant = {
    grantee,
    access: draw.pick(['read', 'write', 'read and write'] as const),
    branches: ['sandbox', '*', 'pr-*', 'stage:*', 'standalone:*'],
  };
  if (draw.chance(0.5)) {
    const encryptionKey = oneOf(draw, KEYS);
    return { ...grant, targets: [{ kind: 'name', name }], encryptionKey, error: 'GrantOptionInvalidError' };
  }
  const [region, account] = draw.chance(0.5) ? ['<region>', oneOf(draw, PLACES)] : [oneOf(draw, PLACES), '<account>'];
  const arn = `arn:<partition>:secretsmanager:${region}:${account}:secret:${name}`;
  return { ...grant, targets: [{ kind: 'partial ARN', arn }], error: 'GrantResourceInvalidError' };
}
