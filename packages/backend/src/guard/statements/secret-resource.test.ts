import { describe, expect, it } from 'vitest';
import { secretResource, stemOf } from './secret-resource.js';

const own = (name: string) => `arn:\${AWS::Partition}:secretsmanager:\${AWS::Region}:\${AWS::AccountId}:secret:${name}`;

describe('secretResource', () => {
  it.each([
    ['mail', 'bare'],
    ['mail-secret', 'bare'],
    ['mail-a1B2c3', 'exact'],
    ['mail-??????', 'exact'],
    ['mail-*', 'open'],
    ['mail*', 'open'],
    ['mail-?*', 'open'],
    ['mail-??????*', 'open'],
    ['app/*', 'pattern'],
    ['app/*-??????', 'pattern'],
    ['a*/mail-a1B2c3', 'pattern'],
    ['a*/mail', 'bare'],
    [`\${Name}`, 'unknown'],
    [`\${Name}-??????`, 'exact'],
    [`app/\${Name}`, 'unknown'],
    [`app/\${AWS::Region}*`, 'unknown'],
    [`app-\${AWS::StackName}-*`, 'open'],
    [`app/\${aws:PrincipalTag/env}/*`, 'pattern'],
    [`app/\${AWS::StackName}/mail`, 'bare'],
    [`app/\${*}mail-??????`, 'exact'],
    ['*/mail-??????', 'pattern'],
    ['*mail*', 'pattern'],
  ])('reads the name %s as %s', (name, end) => {
    expect(secretResource(own(name))).toEqual({
      kind: 'secret',
      entry: own(name),
      account: `\${AWS::AccountId}`,
      name,
      end,
    });
  });

  it.each([
    ['se*mail-??????', '*mail-??????'],
    ['s*t:mail-??????', 'mail-??????'],
    ['secret?mail-??????', 'mail-??????'],
    ['*mail*', '*mail*'],
    ['*:mail', 'mail'],
  ])('reads %s, which has wildcards in "secret:", as the name %s', (resource, name) => {
    expect(secretResource(own('').replace('secret:', resource))).toMatchObject({ kind: 'secret', name });
  });

  it('reads the name after a wildcard that spans the other parts, in any account', () => {
    expect(secretResource('arn:*:secret:mail-??????')).toMatchObject({
      name: 'mail-??????',
      end: 'exact',
      account: '*',
    });
  });

  it.each([
    '*',
    '**',
    'arn:*',
    'arn:aws:s*',
    'arn:aws:secretsmanager',
    'arn:aws:secretsmanager:*',
    'arn:aws:secretsmanager:us-east-1:*',
    'arn:aws:secretsmanager:us-east-1:123456789012',
    'arn:aws:*:*:*:*',
    'arn:*:*:*:*:*',
    'arn:aws:secretsmanage?:us-east-1:123456789012:*',
    own('*'),
    own('**'),
    own('?*'),
    own('*-*'),
    own('*-??????'),
    own('*??????'),
    own('??*'),
    own('?*?????????'),
    own('??*-??????'),
    ...['s*t:*', 'secret?*', 's*', 'secret*', '??????:*', '*-*'].map((all) => own('').replace('secret:', all)),
  ])('reads %s as every secret', (entry) => expect(secretResource(entry)).toMatchObject({ kind: 'every', entry }));

  it.each([own('?'), own('*a*'), own('a*'), own('*-a?????'), own('').replace('secret:', 'secret:*/*')])(
    'reads %s as some secrets, not as every one',
    (entry) => expect(secretResource(entry)).toMatchObject({ kind: 'secret' }),
  );

  it.each([
    `\${Secret}`,
    'arn:aws:s3:::bucket/*',
    'arn:aws:ssm:us-east-1:1:parameter/a',
    `arn:aws:secretsmanager:r:1:\${All}`,
    `arn:aws:secretsmanager:r:1:\${Type}:mail`,
    `arn:aws:\${Service}:r:1:secret:mail`,
  ])('gives nothing for %s, which is another service or not known', (entry) =>
    expect(secretResource(entry)).toBeUndefined(),
  );

  it.each([
    'mail',
    own('').replace('secret:', 'secret/mail'),
    own(''),
    own('a:b'),
    own('a').replace('secret:', 'secrets:'),
    own(`\${AWS::StackName}-*`).replace('secret:', 'secret/'),
    own(`\${AWS::StackName}:key`),
    own('a').replace('secret:', 's?/'),
  ])('reads %s as malformed', (entry) => expect(secretResource(entry)).toEqual({ kind: 'malformed', entry }));
});

describe('stemOf', () => {
  it.each([
    ['mail-??????', 'mail'],
    ['mail-a1B2c3', 'mail'],
    ['mail-*', 'mail'],
    ['mail*', 'mail'],
    ['mail', 'mail'],
  ])('gives the stem of %s: %s', (name, stem) => expect(stemOf(name)).toBe(stem));
});
