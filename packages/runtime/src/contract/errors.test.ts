import { inspect } from 'node:util';
import { AmplifyError } from '@aws-amplify/platform-core';
import { describe, expect, it, vi } from 'vitest';
import { isSecretsError, SECRETS_ERROR_NAMES, SecretsError } from './errors.js';

const error = new SecretsError('AppNameInvalidError', 'It is wrong.', 'Write it right.');

describe('SecretsError', () => {
  it('shows its name where errors are printed, logged or shown by Lambda', () => {
    expect(error.name).toBe('AppNameInvalidError');
    expect(String(error)).toBe('AppNameInvalidError: It is wrong.');
    expect(error.stack).toMatch(/^AppNameInvalidError: It is wrong\./);
    expect(inspect(error)).toContain("resolution: 'Write it right.'");
  });

  it('has the cause it was given, and otherwise none', () => {
    const cause = new Error('network');
    expect(new SecretsError('StoreUnreachableError', 'a', 'b', { cause }).cause).toBe(cause);
    expect(error).toBeInstanceOf(Error);
    expect('cause' in error).toBe(false);
  });

  it("is a user error to Amplify's CLI", () => {
    expect(error.classification).toBe('ERROR');
    expect(AmplifyError.isAmplifyError(error)).toBe(true);
  });
});

describe('isSecretsError', () => {
  it('recognises errors of another copy of the module', async () => {
    vi.resetModules();
    const copy = await import('./errors.js');
    const foreign = new copy.SecretsError('SecretNotFoundError', 'a', 'b');
    expect(foreign).not.toBeInstanceOf(SecretsError);
    expect(isSecretsError(foreign)).toBe(true);
    expect(copy.isSecretsError(error)).toBe(true);
  });

  it.each([
    [undefined],
    [null],
    ['AppNameInvalidError'],
    [5],
    [{}],
    [new Error('a')],
    [Object.assign(new Error('a'), { name: 'AppNameInvalidError', resolution: 'b', classification: 'ERROR' })],
    [{ ...error }],
  ])('returns false for %s', (other) => {
    expect(isSecretsError(other)).toBe(false);
  });
});

describe('SECRETS_ERROR_NAMES', () => {
  it('lists each name once', () => {
    expect(new Set(SECRETS_ERROR_NAMES).size).toBe(SECRETS_ERROR_NAMES.length);
  });
});
