import { describe, expect, it } from 'vitest';
import { mistyped, mixedUp } from './false-answers.js';
import { jsonResponse, xmlResponse } from './http-response.js';

const length = 20_000_000;
const arn = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}-AbCdEf`;
const one = { Name: 'one', ARN: arn('one'), VersionId: 'v1', SecretString: 'alpha' };
const two = { Name: 'two', ARN: arn('two'), VersionId: 'v2', SecretBinary: 'AQID' };
const parameter = { Name: '/a/b', Version: 3, Value: 'gamma', ARN: 'arn:aws:ssm:us-east-1:123456789012:parameter/a/b' };
const bodyOf = ({ body }: { readonly body: string }): unknown => JSON.parse(body);

describe('mistyped', () => {
  it('replaces values, and nothing else, wherever they stand', () => {
    expect(bodyOf(mistyped(jsonResponse({ SecretValues: [one, two], Errors: [] })))).toEqual({
      SecretValues: [
        { Name: 'one', ARN: arn('one'), VersionId: 'v1', SecretBinary: { length } },
        { Name: 'two', ARN: arn('two'), VersionId: 'v2', SecretBinary: { length } },
      ],
      Errors: [],
    });
    expect(bodyOf(mistyped(jsonResponse({ Parameters: [parameter] })))).toEqual({
      Parameters: [{ ...parameter, Value: { length } }],
    });
  });

  it('leaves an answer without values as it is', () => {
    expect(bodyOf(mistyped(jsonResponse({ Name: 'one', ARN: arn('one') })))).toEqual({ Name: 'one', ARN: arn('one') });
    const xml = xmlResponse('GetCallerIdentity', { Account: '123456789012' }, 'id');
    expect(mistyped(xml)).toBe(xml);
  });
});

describe('mixedUp', () => {
  it('answers for another secret, or another parameter', () => {
    expect(bodyOf(mixedUp(jsonResponse(one), 'secret'))).toMatchObject({
      Name: 'one-2',
      ARN: arn('one-2'),
      SecretString: 'the value of another secret',
    });
    expect(bodyOf(mixedUp(jsonResponse({ Parameters: [parameter] }), 'secret'))).toMatchObject({
      Parameters: [{ Name: '/a/b-2', ARN: `${parameter.ARN}-2`, Value: 'the value of another secret' }],
    });
  });

  it('answers for another version of the same secret', () => {
    const other = bodyOf(mixedUp(jsonResponse({ SecretValues: [one, two] }), 'version'));
    expect(other).toMatchObject({
      SecretValues: [
        { Name: 'one', ARN: arn('one'), SecretString: 'the value of another version' },
        { Name: 'two', ARN: arn('two'), SecretString: 'the value of another version' },
      ],
    });
    expect(JSON.stringify(other)).not.toMatch(/"v[12]"|AQID|alpha/);
    expect(bodyOf(mixedUp(jsonResponse({ Parameters: [parameter] }), 'version'))).toMatchObject({
      Parameters: [{ Name: '/a/b', Version: 4 }],
    });
  });

  it('leaves an error as it is', () => {
    const error = { ...jsonResponse({ __type: 'ResourceNotFoundException', Message: 'none' }), status: 400 };
    expect(mixedUp(error, 'secret')).toBe(error);
  });
});
