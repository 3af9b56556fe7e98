import { parseEnv } from 'node:util';
import {
  type Continuation,
  continuationAfter,
  continuationOf,
  isBlankOrComment,
  isEndOfBase64,
  isKeyHeader,
} from './continued-value.js';

/** What is odd about a line. Those of UNCLEAR leave open what its value is. */
export type LineNote =
  | 'hash'
  | 'dollar'
  | 'escape'
  | 'unclosed'
  | 'trailing'
  | 'node'
  | 'continued'
  | 'hidden'
  | 'neighbours'
  | 'comment'
  | 'quotes'
  | 'several-lines'
  | 'newline'
  | 'dollar-in-quotes'
  | 'backtick'
  | 'export'
  | 'spaces'
  | 'words'
  | 'name';

/** One variable of a file. */
export interface DotenvLine {
  readonly name: string;
  /** As dotenv reads it. */
  readonly value: string;
  /** From 1 on; the last one of a value of several lines. */
  readonly line: number;
  readonly lastLine: number;
  readonly notes: readonly LineNote[];
}

/**
 * A line that is no comment, and was not taken for a variable. Nothing of its text is kept: it may be a part of a secret. `colon`: dotenv
 * finds a variable in it. `continuation`: it has the form of one, and seems to belong to the value before it.
 */
export interface UnreadLine {
  readonly line: number;
  readonly kind: 'unread' | 'colon' | 'continuation';
}

export interface DotenvLines {
  readonly lines: readonly DotenvLine[];
  readonly unread: readonly UnreadLine[];
  readonly hasByteOrderMark: boolean;
}

/** Readers that are in use take these for different values: which one is right, only the author knows. */
const UNCLEAR: readonly LineNote[] = [
  'hash',
  'dollar',
  'escape',
  'unclosed',
  'trailing',
  'node',
  'continued',
  'hidden',
];

export function isUnclear({ notes }: Pick<DotenvLine, 'notes'>): boolean {
  return notes.some((note) => UNCLEAR.includes(note));
}

const VARIABLE = /^([ \t]*)(export[ \t]+)?([A-Za-z_][\w.-]*)([ \t]*)=([ \t]*)/;
const WITH_COLON = /^\s*(?:export\s+)?([\w.-]+):(?:\s|$)/;
const REFERENCE = /\$(?:\{|[A-Za-z_])/;

/**
 * The variables of a .env file as dotenv and Node.js read them, and where they, `docker run --env-file`, docker compose, Next.js, Vite and
 * shells read a line differently.
 */
export function dotenvLines(given: string): DotenvLines {
  const hasByteOrderMark = given.startsWith('\uFEFF');
  const text = given.replace(/^\uFEFF/, '').replace(/\r\n/g, '\n');
  const byNode = parseEnv(text);
  const lines: DotenvLine[] = [];
  const unread: UnreadLine[] = [];
  const unreadNames = new Map<string, number>();
  const continued = new Set<number>();
  let continuation: Continuation | undefined;
  // The line of the variable to which a line that is not read may belong, and its value.
  let owner: { readonly line: number; readonly value: string } | undefined;
  let [at, line] = [0, 1];
  while (at < text.length) {
    const end = endOfLine(text, at);
    const whole = text.slice(at, end);
    const found = VARIABLE.exec(whole);
    let next = end;
    if (isBlankOrComment(whole)) {
      if (continuation !== undefined) continuation = continuationAfter(continuation, whole, text.slice(end));
      if (continuation === undefined) owner = undefined;
    } else if (found === null || continuation !== undefined || isEndOfBase64(whole, owner?.value)) {
      const [, colon] = WITH_COLON.exec(whole) ?? [];
      unread.push({ line, kind: found !== null ? 'continuation' : colon !== undefined ? 'colon' : 'unread' });
      const name = found?.[3] ?? colon;
      if (name !== undefined) unreadNames.set(name, line);
      if (owner !== undefined) continued.add(owner.line);
      continuation = continuationAfter(continuation ?? 'block', whole, text.slice(end));
      if (continuation === undefined) owner = undefined;
    } else {
      const [head, , exported, name = '', before = '', after = ''] = found;
      const read = valueAt(text, at + head.length, after !== '');
      next = read.end;
      const isSpaced = before !== '' || (after !== '' && read.value !== '');
      const isReadByNode = parseEnv(text.slice(at, next))[name] === read.value;
      lines.push({
        name,
        value: read.value,
        line,
        lastLine: line + count(text.slice(at, next), '\n'),
        notes: [
          ...read.notes,
          ...(isReadByNode || isUnclear(read) ? [] : (['node'] as const)),
          ...(exported === undefined ? [] : (['export'] as const)),
          ...(isSpaced ? (['spaces'] as const) : []),
          ...(/^[A-Za-z_]\w*$/.test(name) ? [] : (['name'] as const)),
        ],
      });
      const isOpen = read.notes.includes('unclosed') || read.notes.includes('trailing');
      const isQuoted = !isOpen && read.isQuoted;
      owner = isQuoted ? undefined : { line, value: read.value };
      continuation = isQuoted
        ? undefined
        : (continuationOf(read.value, text.slice(next)) ?? (isOpen ? 'block' : undefined));
      if (!isQuoted && isKeyHeader(read.value)) continued.add(line);
    }
    line += count(text.slice(at, next), '\n') + 1;
    at = next + 1;
  }
  const lastOf = new Map(lines.map((each) => [each.name, each]));
  const extraNotes = (each: DotenvLine): readonly LineNote[] => {
    const isLast = lastOf.get(each.name) === each;
    const isHidden = isLast && (unreadNames.get(each.name) ?? 0) > each.line;
    const isContinued = continued.has(each.line);
    const isDifferent = isLast && byNode[each.name] !== each.value && !isUnclear(each) && !isHidden && !isContinued;
    return [
      ...(isContinued ? (['continued'] as const) : []),
      ...(isHidden ? (['hidden'] as const) : []),
      ...(isDifferent ? (['neighbours'] as const) : []),
    ];
  };
  return {
    lines: lines.map((each) => ({ ...each, notes: [...each.notes, ...extraNotes(each)] })),
    unread,
    hasByteOrderMark,
  };
}

interface ReadValue {
  readonly value: string;
  /** The end of the line on which it ends. */
  readonly end: number;
  /** Whether its quotation marks close. */
  readonly isQuoted: boolean;
  readonly notes: readonly LineNote[];
}

function valueAt(text: string, at: number, isSpaced: boolean): ReadValue {
  const quote = text[at];
  const close = quote === '"' || quote === "'" || quote === '`' ? closing(text, at, quote) : undefined;
  const line = text.slice(at, endOfLine(text, at));
  if (close === undefined) {
    const isUnclosed = /^["'`]/.test(line);
    const { value, notes } = unquoted(line, isSpaced);
    return { value, end: at + line.length, isQuoted: false, notes: isUnclosed ? ['unclosed'] : notes };
  }
  const inner = text.slice(at + 1, close);
  const end = endOfLine(text, close);
  const isFollowed = !/^[ \t]*(?:#.*)?$/.test(text.slice(close + 1, end));
  return {
    value: quote === '"' ? inner.replaceAll('\\n', '\n').replaceAll('\\r', '\r') : inner,
    end,
    isQuoted: true,
    notes: isFollowed ? ['trailing'] : quotedNotes(inner, quote),
  };
}

/** For dotenv a quotation mark behind a backslash does not close; Node.js takes it. */
function closing(text: string, open: number, quote: string): number | undefined {
  for (let at = open + 1; at < text.length; at += 1) {
    if (text[at] === '\\' && text[at + 1] === quote) at += 1;
    else if (text[at] === quote) return at;
  }
  return undefined;
}

function unquoted(line: string, isSpaced: boolean): Pick<ReadValue, 'value' | 'notes'> {
  const hash = line.indexOf('#');
  const value = (hash === -1 ? line : line.slice(0, hash)).trim();
  const isComment = hash === 0 ? isSpaced : /\s/.test(line[hash - 1] ?? '');
  return {
    value,
    notes: [
      ...(hash === -1 ? [] : isComment ? (['comment'] as const) : (['hash'] as const)),
      ...(REFERENCE.test(value) ? (['dollar'] as const) : []),
      ...(/\s/.test(value) ? (['words'] as const) : []),
    ],
  };
}

function quotedNotes(inner: string, quote: string | undefined): readonly LineNote[] {
  const isDouble = quote === '"';
  const hasEscape = isDouble ? /\\(?!n)/.test(inner) : inner.includes(`\\${quote}`);
  const hasReference = REFERENCE.test(inner);
  return [
    ...(hasEscape ? (['escape'] as const) : []),
    ...(hasReference ? ([isDouble ? 'dollar' : 'dollar-in-quotes'] as const) : []),
    ...(isDouble && inner.includes('\\n') ? (['newline'] as const) : []),
    ...(quote === '`' ? (['backtick'] as const) : []),
    ...(inner.includes('\n') ? (['several-lines'] as const) : []),
    'quotes',
  ];
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
