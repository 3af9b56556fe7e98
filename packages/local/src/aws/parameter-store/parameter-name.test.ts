import { describe, expect, it } from 'vitest';
import { checkPath } from './parameter-name.js';

describe('checkPath', () => {
  it.each(['/', '/a', '/a/', '/a/b.c_d-e/F9', `/${'a'.repeat(2047)}`])('accepts %s', (path) => {
    expect(() => checkPath(path)).not.toThrow();
  });

  it.each(['', 'a', 'a/b', '//', '/a//b', '/a b', '/a!'])('refuses "%s"', (path) => {
    expect(() => checkPath(path)).toThrow(expect.objectContaining({ name: 'ValidationException' }));
  });

  // A pattern that backtracks over the levels would never end.
  it('refuses a path of full length for its last character', () => {
    expect(() => checkPath(`/${'a'.repeat(2046)}!`)).toThrow(expect.objectContaining({ name: 'ValidationException' }));
  });
});
