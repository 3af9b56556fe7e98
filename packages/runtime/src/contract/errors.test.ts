import { inspect } from 'node:util';
import { AmplifyError } from '@aws-amplify/platform-core';
import { describe, expect, it, vi } from 'vitest';
import {
  DECLARATION_ERROR_NAMES,
  DeclarationError,
  isSecretsError,
  READING_ERROR_NAMES,
  ROTATION_ERROR_NAMES,
  SecretsError,
} from './errors.js';

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

  it("is not one of Amplify's own errors", () => {
    expect(AmplifyError.isAmplifyError(error)).toBe(false);
  });
});

describe('DeclarationError', () => {
  it("is printed by Amplify's CLI as a user's mistake", () => {
    const mistake = new DeclarationError('AppNameInvalidError', 'It is wrong.', 'Write it right.');
    expect(mistake.classification).toBe('ERROR');
    expect(AmplifyError.isAmplifyError(mistake)).toBe(true);
    expect(isSecretsError(mistake)).toBe(true);
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

describe('DECLARATION_ERROR_NAMES, READING_ERROR_NAMES and ROTATION_ERROR_NAMES', () => {
  it('list each name once', () => {
    const names = [...DECLARATION_ERROR_NAMES, ...READING_ERROR_NAMES, ...ROTATION_ERROR_NAMES];
    expect(new Set(names).size).toBe(names.length);
  });
});
