import { describe, expect, it } from 'vitest';
import { dotenvLines, isUnclear } from './dotenv-lines.js';
import { dotenvNotes } from './dotenv-notes.js';

/** What dotenv 17.2.3 and Node.js 20.20, 22.23 and 24.21 were run on. `value`: theirs, where they agree. */
const ALIKE: readonly (readonly [what: string, text: string, value: string, notes?: readonly string[]])[] = [
  ['a plain value', 'A=b', 'b'],
  ['no value', 'A=', ''],
  ['no value before another line', 'A=\nB=1', ''],
  ['spaces in place of a value', 'A=   \nB=1', ''],
  ['an equals sign in a value', 'A==b=', '=b='],
  ['double quotes', 'A="b c"', 'b c', ['quotes']],
  ['single quotes', 'A=\'b "c"\'', 'b "c"', ['quotes']],
  ['backticks', 'A=`b\'"c`', 'b\'"c', ['backtick', 'quotes']],
  ['quotation marks within a value', 'A=say "b"', 'say "b"', ['words']],
  ['an apostrophe', "A=it's", "it's"],
  ['# in quotes', "A='b#c'", 'b#c', ['quotes']],
  ['a comment', 'A=b # c', 'b', ['comment']],
  ['a comment behind quotes', 'A="b" # c', 'b', ['quotes']],
  ['\\n in double quotes', 'A="b\\nc"', 'b\nc', ['newline', 'quotes']],
  ['\\n in single quotes', "A='b\\nc'", 'b\\nc', ['quotes']],
  ['$ in single quotes', "A='b$C'", 'b$C', ['dollar-in-quotes', 'quotes']],
  ['$ before no name', 'A=b$', 'b$'],
  ['several lines', 'A="b\nc\n"', 'b\nc\n', ['several-lines', 'quotes']],
  ['CRLF', 'A=b\r\nC="d\r\ne"\r\n', 'b'],
  ['CRLF within quotes', 'A="b\r\nc"\r\n', 'b\nc', ['several-lines', 'quotes']],
  ['export', 'export A=b', 'b', ['export']],
  ['spaces around =', 'A = b', 'b', ['spaces']],
  ['a name with dots', 'a.b-c=d', 'd', ['name']],
  ['a backslash', 'A=C:\\dir', 'C:\\dir'],
];

const UNCLEAR: readonly (readonly [what: string, text: string, note: string])[] = [
  ['# right behind a character', 'A=b#c', 'hash'],
  ['# first of all', 'A=#c', 'hash'],
  ['# in JSON', 'A={"b":"#"}', 'hash'],
  ['$ before a name', 'A=b$C', 'dollar'],
  ['a reference in braces', ['A="b$', '{C}"'].join(''), 'dollar'],
  ['an escaped quotation mark', 'A="{\\"b\\":1}"', 'escape'],
  ['another escape', 'A="b\\tc"', 'escape'],
  ['a quotation mark that does not close', 'A="b\nC=d', 'unclosed'],
  ['characters behind quotes', 'A="b"c', 'trailing'],
  ['a carriage return alone', 'A=b\rC=d', 'node'],
  ['a tab before a value', 'A=\tb', 'node'],
];

// In parts, so that no scanner takes a test for a leak.
const HEADER = ['-----BEGIN PRIVATE', ' KEY-----'].join('');
const FOOTER = '-----END PRIVATE KEY-----';
const BASE64 = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj';

/** Values that go on below their line: the names that are read, and the lines that are not. Each first variable is unclear. */
const CONTINUED: readonly (readonly [
  what: string,
  text: string,
  names: readonly string[],
  unread: readonly number[],
])[] = [
  ['a key in PEM', `A=${HEADER}\n${BASE64}\nCANARYKEY==\n${FOOTER}\nB=1`, ['A', 'B'], [2, 3, 4]],
  ['a key with padding that looks like a name', `A=${HEADER}\nCANARYKEYab=\n${FOOTER}\nB=1`, ['A', 'B'], [2, 3]],
  ['a key with headers and an empty line', `A=${HEADER}\nDEK-Info: x\n\nCANARY=\n${FOOTER}`, ['A'], [2, 4, 5]],
  ['a key without an end', `A=${HEADER}\nCANARY=\nCANARY2=a\n\nB=1`, ['A', 'B'], [2, 3]],
  ['the header of a key alone', `A=${HEADER}\n`, ['A'], []],
  ['a key in JSON', `A={"key":"${HEADER}\nCANARY=\n${FOOTER}"}\nB=1`, ['A', 'B'], [2, 3]],
  ['a key in quotation marks that do not close', `A="${HEADER}\nCANARY=\n${FOOTER}\nB=1`, ['A', 'B'], [2, 3]],
  ['base64', `A=${BASE64}\n${BASE64}\nCANARYKEYab=\n# B\nB=1`, ['A', 'B'], [2, 3]],
  ['base64 of two lines', `A=${BASE64}\nCANARYKEYab=\n\nB=1`, ['A', 'B'], [2]],
  ['a URL with =', 'A=x\nhttps://u:canary@h/?token=abc\ncanary=1\n\nB=1', ['A', 'B'], [2, 3]],
  ['a word', 'A=x\nword\nCANARY=1', ['A'], [2, 3]],
  ['JSON', 'A={\nCANARY=1\n}\n\nB=1', ['A', 'B'], [2, 3]],
  ['a backslash', 'A=x\\\nCANARY=1\n\nB=1', ['A', 'B'], [2]],
  ['a value below its name', 'A=\nsome/canary\n\nB=1', ['A', 'B'], [2]],
  ['a quotation mark within another value', 'A="x "y\nCANARY=z"\n\nB=1', ['A', 'B'], [2]],
];

describe('dotenvLines', () => {
  it.each(CONTINUED)('takes nothing of %s for a variable', (_what, text, names, unread) => {
    const found = dotenvLines(text);
    expect(found.lines.map(({ name }) => name)).toEqual(names);
    expect(found.unread.map(({ line }) => line)).toEqual(unread);
    expect(found.lines.map((each) => each.notes.includes('continued'))).toEqual(names.map((name) => name === 'A'));
    expect(found.lines.map(isUnclear)).toEqual(names.map((name) => name === 'A'));
    expect(JSON.stringify([found.unread, dotenvNotes(found)])).not.toMatch(/canary|MII|DEK/i);
  });

  it('reads on behind what ends on its line', () => {
    const text = `A='x'\nB="${HEADER}\\n${BASE64}\\n${FOOTER}"\nC={"a":"b"}\nD=C:\\dir\\\nE=\nF=${'0a'.repeat(32)}\nG01=\n`;
    expect(dotenvLines(text)).toMatchObject({ unread: [], lines: { length: 7 } });
    expect(dotenvLines(text).lines.some(isUnclear)).toBe(false);
  });

  it('takes no text for a name that dotenv, Node.js and shells would not', () => {
    const text = 'a/b=c\n\nu:p@h?x=1\n\n1A=b\n\n+x=\n\nYWJj==\n';
    expect(dotenvLines(text)).toMatchObject({ lines: [], unread: [1, 3, 5, 7, 9].map((line) => ({ line })) });
  });

  it('takes a value for unclear that a line which is not read sets again', () => {
    const [first] = dotenvLines("A='x'\nword\nA=y\n").lines;
    expect(first?.notes).toEqual(['quotes', 'hidden']);
    expect(first && isUnclear(first)).toBe(true);
  });

  it.each(ALIKE.map(([what, text, value, notes = []]) => ({ what, text, value, notes })))(
    'reads $what as dotenv and Node.js do',
    ({ text, value, notes }) => {
      const [first] = dotenvLines(text).lines;
      expect(first).toMatchObject({ value });
      expect(first?.notes.filter((note) => note !== 'neighbours')).toEqual(notes);
      expect(first && isUnclear(first)).toBe(false);
    },
  );

  it.each(UNCLEAR)('takes the value for unclear with %s', (_what, text, note) => {
    const [first] = dotenvLines(text).lines;
    // Node.js 20 keeps a tab, and later ones do not: there the value is clear.
    if (note === 'node' && first?.notes.length === 0) return;
    expect(first?.notes).toContain(note);
    expect(first && isUnclear(first)).toBe(true);
  });

  it('counts lines through comments, empty lines and values of several lines', () => {
    const { lines, unread } = dotenvLines('\n# A=1\n  A="b\n\nc"\n\nno variable\nB: c\n\nexport B=\'d\' # e\n');
    expect(lines.map(({ name, line, lastLine }) => [name, line, lastLine])).toEqual([
      ['A', 3, 5],
      ['B', 10, 10],
    ]);
    expect(unread).toEqual([
      { line: 7, kind: 'unread' },
      { line: 8, kind: 'colon' },
    ]);
  });

  it('leaves a byte order mark out of the first name', () => {
    expect(dotenvLines('\uFEFFA=b')).toMatchObject({ lines: [{ name: 'A', value: 'b' }], hasByteOrderMark: true });
  });

  it('reads 200 lines', () => {
    const text = Array.from({ length: 200 }, (_, index) => `NAME_${index}='value ${index}'`).join('\n');
    const { lines } = dotenvLines(text);
    expect(lines).toHaveLength(200);
    expect(lines.at(-1)).toMatchObject({ name: 'NAME_199', value: 'value 199', line: 200, notes: ['quotes'] });
  });
});

describe('dotenvNotes', () => {
  it('has a sentence for each kind, with its lines, and no value', () => {
    const notes = dotenvNotes(dotenvLines('A=canary#1\nB=x\nexport C=canary#2\nB=y\nB="canary"\nword\nD: canary\n'));
    expect(notes.map(({ kind, lines, names }) => [kind, lines, names])).toEqual([
      ['hash', [1, 3], ['A', 'C']],
      ['export', [3], ['C']],
      ['quotes', [5], ['B']],
      ['duplicate', [2, 4, 5], ['B']],
      ['unread', [6], []],
      ['colon', [7], []],
    ]);
    expect(notes.find(({ kind }) => kind === 'duplicate')?.message).toBe(
      'It is there 3 times, with different values: line 5 counts.',
    );
    expect(JSON.stringify(notes)).not.toContain('canary');
  });
});
