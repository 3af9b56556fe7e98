import { describe, expect, it } from 'vitest';
import { checkDigits, withFields } from './secret-value.js';

const text = (value: string) => ({ text: value });

describe('withFields', () => {
  it('keeps the other fields, __proto__ too', () => {
    const value = withFields(text('{"a":1,"__proto__":{"x":1}}'), new Map([['b', 'new']]), 'Secret');
    expect(value).toEqual(text('{"a":1,"__proto__":{"x":1},"b":"new"}'));
  });

  it.each(['{"id":12345678901234567890}', '{"n":0.1234567890123456789}'])(
    'refuses to write numbers again that would lose digits: %s',
    (value) => {
      expect(() => withFields(text(value), new Map([['b', 'new']]), 'Secret')).toThrow('would lose digits');
    },
  );

  it.each(['{"id":1.50,"n":1e3,"m":-0.10,"s":"12345678901234567890"}', '{"n":100,"z":0}'])(
    'accepts numbers that stay the same: %s',
    (value) => {
      expect(withFields(text(value), new Map([['b', 'new']]), 'Secret')).toHaveProperty('text');
    },
  );
});

describe('checkDigits', () => {
  const LONG = text('{"id":12345678901234567890,"name":"a"}');

  it.each([undefined, 'id'])('refuses a number that would lose digits: %s', (field) => {
    expect(() => checkDigits(LONG, field, 'Secret')).toThrow('more digits than JavaScript keeps');
  });

  it.each([
    [LONG, 'name'],
    [text('{"id":1.50,"s":"12345678901234567890"}'), undefined],
    [text('12345678901234567890'), undefined],
  ])('accepts what is given out as it is stored: %j %s', (value, field) => {
    expect(() => checkDigits(value, field, 'Secret')).not.toThrow();
  });
});
