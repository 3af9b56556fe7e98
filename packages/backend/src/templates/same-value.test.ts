import { describe, expect, it } from 'vitest';
import { isSameValue } from './same-value.js';

const PARTITION = { Ref: 'AWS::Partition' };

describe('isSameValue', () => {
  it.each<[string, unknown, unknown]>([
    [
      'Fn::Sub and Fn::Join',
      { 'Fn::Sub': `arn:\${AWS::Partition}:x` },
      { 'Fn::Join': ['', ['arn:', PARTITION, ':x']] },
    ],
    [
      'parts joined by another delimiter',
      { 'Fn::Join': [':', ['arn', PARTITION, 'x']] },
      { 'Fn::Sub': `arn:\${AWS::Partition}:x` },
    ],
    [
      'joins within joins',
      { 'Fn::Join': ['', ['a', { 'Fn::Join': ['', ['b', PARTITION]] }]] },
      { 'Fn::Join': ['', ['ab', PARTITION]] },
    ],
    ['a join of one part', { 'Fn::Join': ['', [PARTITION]] }, PARTITION],
    [
      'both ways of Fn::GetAtt',
      { 'Fn::GetAtt': 'Db.MasterUserSecret.SecretArn' },
      { 'Fn::GetAtt': ['Db', 'MasterUserSecret.SecretArn'] },
    ],
    [
      'variables of Fn::Sub',
      { 'Fn::Sub': [`\${A}-\${B.Arn}`, { A: PARTITION }] },
      { 'Fn::Join': ['-', [PARTITION, { 'Fn::GetAtt': ['B', 'Arn'] }]] },
    ],
    ['a name that is written out', { 'Fn::Sub': `\${!aws:userid}` }, `\${aws:userid}`],
    ['values inside lists and objects', [{ a: { 'Fn::Sub': 'x' } }], [{ a: 'x' }]],
  ])('knows %s as the same', (_what, one, other) => {
    expect(isSameValue(one, other)).toBe(true);
    expect(isSameValue(other, one)).toBe(true);
  });

  it.each<[string, unknown, unknown]>([
    ['a reference and its text', PARTITION, `\${AWS::Partition}`],
    ['two references', PARTITION, { Ref: 'AWS::Region' }],
    ['parts in another order', { 'Fn::Join': ['', ['a', PARTITION]] }, { 'Fn::Join': ['', [PARTITION, 'a']] }],
    ['a join of a list that only the deployment knows', { 'Fn::Join': ['', { Ref: 'List' }] }, ''],
  ])('tells %s apart', (_what, one, other) => {
    expect(isSameValue(one, other)).toBe(false);
  });
});
