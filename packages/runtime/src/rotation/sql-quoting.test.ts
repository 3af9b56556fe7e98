import { describe, expect, it } from 'vitest';
import { mysqlIdentifier, mysqlString, postgresIdentifier, postgresString } from './sql-quoting.js';

// The servers' own judgement is in integration-tests/src/databases/quoting.property.test.ts.

describe('quoted SQL', () => {
  it.each([
    ["it's", '"it\'s"', "'it''s'", "'it''s'", "`it's`"],
    ['say "hi"', '"say ""hi"""', '\'say "hi"\'', '\'say "hi"\'', '`say "hi"`'],
    ['back\\slash', '"back\\slash"', " E'back\\\\slash'", "'back\\slash'", '`back\\slash`'],
    ['tick`', '"tick`"', "'tick`'", "'tick`'", '`tick```'],
  ])('keeps %s one identifier and one string, of both servers', (text, identifier, string, mysql, shown) => {
    expect(postgresIdentifier(text)).toBe(identifier);
    expect(postgresString(text)).toBe(string);
    expect(mysqlString(text)).toBe(mysql);
    expect(mysqlIdentifier(text)).toBe(shown);
  });

  it.each([postgresIdentifier, postgresString, mysqlString, mysqlIdentifier])(
    'refuses a zero byte without showing the text (%o)',
    (quote) => {
      expect(() => quote('canary-0f5e\0')).toThrow(/^A name or a password has a zero byte/);
    },
  );
});
