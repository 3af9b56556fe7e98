import { describe, expect, it } from 'vitest';
import { ANYTHING, BOOLEAN, checkOptions, LIST, oneOf } from './check-options.js';

const CHECK = {
  owner: 'plant',
  types: { seeds: LIST, deep: BOOLEAN, when: oneOf('now', 'later'), where: ANYTHING },
  example: "plant({ seeds: ['oak'] })",
  error: 'GrantOptionInvalidError',
} as const;

describe('checkOptions', () => {
  it.each([{}, { seeds: [], deep: false, when: 'now', where: 5 }, Object.create(null)])(
    'returns a copy of %j with nothing inherited',
    (options) => {
      const own = checkOptions(options, CHECK);
      expect(own).toEqual(options);
      expect(Object.getPrototypeOf(own)).toBeNull();
    },
  );

  it.each([
    [undefined, 'The options of plant must be a plain object, and got undefined.'],
    ['oak', 'The options of plant must be a plain object, and got a string.'],
    [['oak'], 'The options of plant must be a plain object, and got a list.'],
    [new Map(), 'The options of plant must be a plain object, and got a value of type object.'],
    [{ deep: undefined }, 'The option "deep" of plant is there and undefined.'],
    [{ where: undefined }, 'The option "where" of plant is there and undefined.'],
    [{ deep: 'no' }, 'The option "deep" of plant must be true or false, and got \'no\'.'],
    [{ when: 5 }, "The option \"when\" of plant must be 'now' or 'later', and got a value of type number."],
    [{ seeds: 'oak' }, 'The option "seeds" of plant must be a list, and got \'oak\'.'],
    [{ sedes: [] }, 'plant was given the unknown option "sedes".'],
    [{ toString: 1 }, 'plant was given the unknown option "toString".'],
  ])('refuses %j', (options, message) => {
    expect(() => checkOptions(options, CHECK)).toThrow(
      expect.objectContaining({ name: 'GrantOptionInvalidError', classification: 'ERROR', message }),
    );
  });

  it.each([
    ['the values that an option may have', { when: 5 }, "Write when: 'now' or when: 'later'."],
    [
      'a correct line for an option without such a list',
      { seeds: 'oak' },
      "Write, for example: plant({ seeds: ['oak'] }).",
    ],
    [
      'the names of the options',
      { sedes: [] },
      "Use one of: seeds, deep, when, where. For example: plant({ seeds: ['oak'] }).",
    ],
  ])('shows %s', (_what, options, resolution) => {
    expect(() => checkOptions(options, CHECK)).toThrow(expect.objectContaining({ resolution }));
  });
});
