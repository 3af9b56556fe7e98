import { describe, expect, it } from 'vitest';
import { secretResource, stemOf } from './secret-resource.js';

const own = (name: string) => `arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:${name}`;

describe('an entry of Resource', () => {
  it.each([
    ['mail', 'bare'],
    ['mail-secret', 'bare'],
    ['mail-a1B2c3', 'exact'],
    ['mail-??????', 'exact'],
    ['mail-*', 'open'],
    ['mail*', 'open'],
    ['mail-?*', 'open'],
    ['mail-??????*', 'open'],
    ['app/*', 'family'],
    ['app/*-??????', 'family'],
    ['a*/mail-a1B2c3', 'family'],
    ['a*/mail', 'bare'],
    [`\${Name}`, 'unknown'],
    [`\${Name}-??????`, 'exact'],
    [`app/\${Name}`, 'unknown'],
  ])('with the name %s ends %s', (name, end) => {
    expect(secretResource(own(name))).toEqual({
      kind: 'secret',
      text: own(name),
      account: `\${AWS::AccountId}`,
      name,
      end,
    });
  });

  it.each(['*', '**', 'arn:*', 'arn:aws:secretsmanager:*', own('*'), own('**'), own('?*'), 'arn:aws:*:*:*:*'])(
    '%s is every secret',
    (text) => expect(secretResource(text)).toMatchObject({ kind: 'every', text }),
  );

  it.each([
    `\${Secret}`,
    'arn:aws:s3:::bucket/*',
    'arn:aws:ssm:us-east-1:1:parameter/a',
    `arn:aws:secretsmanager:r:1:\${All}`,
  ])('%s is none of a secret that is known', (text) => expect(secretResource(text)).toBeUndefined());

  it.each([
    'mail',
    own('').replace('secret:', 'secret/mail'),
    own(''),
    own('a:b'),
    own('a').replace('secret:', 'secrets:'),
  ])('%s is no ARN', (text) => expect(secretResource(text)).toEqual({ kind: 'malformed', text }));
});

describe('the name that is meant', () => {
  it.each([
    ['mail-??????', 'mail'],
    ['mail-a1B2c3', 'mail'],
    ['mail-*', 'mail'],
    ['mail*', 'mail'],
    ['mail', 'mail'],
  ])('by %s is %s', (name, stem) => expect(stemOf(name)).toBe(stem));
});
