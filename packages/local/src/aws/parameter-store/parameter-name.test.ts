import { describe, expect, it } from 'vitest';
import { checkPath } from './parameter-name.js';

describe('a path', () => {
  it.each(['/', '/a', '/a/', '/a/b.c_d-e/F9', `/${'a'.repeat(2047)}`])('may be %s', (path) => {
    expect(() => checkPath(path)).not.toThrow();
  });

  it.each(['', 'a', 'a/b', '//', '/a//b', '/a b', '/a!'])('may not be "%s"', (path) => {
    expect(() => checkPath(path)).toThrow(expect.objectContaining({ name: 'ValidationException' }));
  });

  // A pattern that tries every way to cut the levels would take longer than the universe has been there.
  it('is refused at its full length for its last character', () => {
    expect(() => checkPath(`/${'a'.repeat(2046)}!`)).toThrow(expect.objectContaining({ name: 'ValidationException' }));
  });
});
