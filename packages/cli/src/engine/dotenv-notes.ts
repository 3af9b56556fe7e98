import type { DotenvLine, DotenvLines, LineNote, UnreadLine } from './dotenv-lines.js';

const SENTENCES: Readonly<Record<LineNote, string>> = {
  hash: 'Node.js and dotenv end the value at the #; docker and shells do not. Write it in single quotes.',
  dollar:
    'Node.js and dotenv keep the $; Next.js, Vite, docker compose and shells put the value of another variable there. Write it in single quotes, or write out what it stands for.',
  escape:
    'The backslash in its double quotes is read differently by Node.js, dotenv, docker and shells. Write it in single quotes.',
  unclosed: 'Its quotation mark does not close, which every reader takes differently. Close it.',
  trailing: 'There is more behind its closing quotation mark, which every reader takes differently. Remove it.',
  node: 'Node.js reads another value than dotenv. Write it in single quotes, on one line.',
  continued:
    'Its value seems to go on in the lines below it, which were not read. Write all of it in single quotes, from the = to the end of its last line. If the lines are not part of it, put an empty line before them.',
  hidden: 'A line below it, which was not read, seems to set it again. Remove one of them.',
  neighbours: `This Node.js (${process.version}) misreads it because of the lines around it, which dotenv and docker do not.`,
  comment: 'docker run --env-file would keep the comment as a part of the value.',
  quotes: 'docker run --env-file would keep the quotation marks as a part of the value.',
  'several-lines': 'docker run --env-file would read only the first line of the value.',
  newline: 'Node.js and dotenv read \\n as a newline; docker run --env-file and shells keep both characters.',
  'dollar-in-quotes': 'Next.js and Vite put the value of another variable in place of the $, in single quotes too.',
  backtick: 'Only Node.js and dotenv know backticks as quotation marks; a shell would run what is in them.',
  export: 'docker run --env-file refuses "export".',
  spaces: 'docker run --env-file and shells take no spaces around =.',
  words: 'A shell would end the value at the first space.',
  name: 'A shell accepts no such name.',
};

export interface DotenvNote {
  readonly kind: LineNote | 'duplicate' | UnreadLine['kind'] | 'byte-order-mark';
  readonly lines: readonly number[];
  readonly names: readonly string[];
  readonly message: string;
}

/** Where the readers of a file differ: a sentence for each kind, with the lines that it is about, and no value. */
export function dotenvNotes({ lines, unread, hasByteOrderMark }: DotenvLines): readonly DotenvNote[] {
  const kinds = [...new Set(lines.flatMap(({ notes }) => notes))];
  const ofKinds = kinds.map((kind): DotenvNote => {
    const found = lines.filter(({ notes }) => notes.includes(kind));
    return note(kind, found, SENTENCES[kind]);
  });
  const repeated = [...new Set(lines.map(({ name }) => name))]
    .map((name) => lines.filter((each) => each.name === name))
    .filter(({ length }) => length > 1);
  const duplicates = repeated.map((found): DotenvNote => {
    const isSame = found.every(({ value }) => value === found[0]?.value);
    return note(
      'duplicate',
      found,
      `It is there ${found.length} times, ${isSame ? 'with the same value' : 'with different values'}: line ${found.at(-1)?.line} counts.`,
    );
  });
  const numbers = (kind: UnreadLine['kind']) => unread.filter((each) => each.kind === kind).map(({ line }) => line);
  const others: readonly DotenvNote[] = [
    {
      kind: 'unread',
      lines: numbers('unread'),
      names: [],
      message:
        'It does not begin with NAME= and was not read. A name alone is passed on by docker run --env-file, from its own variables.',
    },
    {
      kind: 'continuation',
      lines: numbers('continuation'),
      names: [],
      message:
        'It seems to go on with what is above it, and was not read. Write a value of several lines in single quotes; put an empty line before another variable.',
    },
    {
      kind: 'colon',
      lines: numbers('colon'),
      names: [],
      message: 'dotenv reads "NAME: value", and Node.js does not. It was not read: write NAME=value.',
    },
    {
      kind: 'byte-order-mark',
      lines: hasByteOrderMark ? [1] : [],
      names: [],
      message:
        'The file begins with a byte order mark, which Node.js takes for a part of the first name. It was left out.',
    },
  ];
  return [...ofKinds, ...duplicates, ...others.filter((each) => each.lines.length > 0)];
}

function note(kind: DotenvNote['kind'], found: readonly DotenvLine[], message: string): DotenvNote {
  return {
    kind,
    lines: found.map(({ line }) => line),
    names: [...new Set(found.map(({ name }) => name))],
    message,
  };
}
