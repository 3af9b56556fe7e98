/** A piece of TypeScript within prose. */
export interface Code {
  readonly kind: 'statement' | 'property' | 'object' | 'expression';
  readonly code: string;
}

const CALL = /(?:const \w+ = )?(?:await )?(?:new )?[\w$]+(?:\.[\w$]+)*\(/y;
const STRING_OR_LIST = /[a-zA-Z]\w*: (?=['"[])|\$part\d+: (?=')/y;
const DEFINITION = /[a-z$][\w$]*: (?=(?:json|text|binary)Secret\()/y;
const OBJECT =
  /(?:environments|secrets|preview|sandbox|prod|dev|name|encryptionKey|accept|deployment|fields|\$part\d+): (?=\{)/y;
const PARTS = /(?<=example: |^)\$part\d+: (?=\$part\d+(?:\.$|\. [A-Z]|$))/y;
const ENTRY = /(?<=add one: )\$part\d+/y;
const WRITTEN = /(?<=\b(?:[Ww]rite|[Ww]rite:|[Ff]or example:|add:|test, write:|declared:) )\$part\d+(?![\w:])/y;
// Words of prose that are followed by a colon and by a string.
const PROSE = /^(?:adds|boundary|characters|checkSecrets|example|list|match|[Ww]rite): /;

/** The code in a text whose parts are identifiers, `$part0`. */
export function codeIn(text: string): readonly Code[] {
  const found: Code[] = [];
  for (let at = 0; at < text.length; ) {
    const piece = /[\w$'"]/.test(text[at - 1] ?? '') ? undefined : pieceAt(text, at);
    if (piece !== undefined) found.push(piece);
    at += piece?.code.length ?? 1;
  }
  return found;
}

function pieceAt(text: string, at: number): Code | undefined {
  const piece = (kind: Code['kind'], end: number | undefined) =>
    end === undefined ? undefined : { kind, code: text.slice(at, end) };
  for (const pattern of [STRING_OR_LIST, DEFINITION, OBJECT]) {
    const begin = matchAt(pattern, text, at);
    const found = begin === undefined || PROSE.test(begin) ? undefined : endOfValue(text, at + begin.length);
    if (found !== undefined) return piece('property', found);
  }
  const entry = matchAt(ENTRY, text, at);
  if (entry !== undefined) return piece('property', at + entry.length);
  const parts = matchAt(PARTS, text, at);
  if (parts !== undefined) return piece('property', endOfWord(text, at + parts.length));
  if (matchAt(CALL, text, at) !== undefined) return piece('statement', endOfValue(text, at));
  if (text.startsWith('{ ', at)) return piece('object', endOfBracket(text, at));
  const written = matchAt(WRITTEN, text, at);
  return piece('expression', written === undefined ? undefined : at + written.length);
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function endOfWord(text: string, at: number): number {
  return at + (/^[\w$]+/.exec(text.slice(at))?.[0].length ?? 0);
}

/** Where a string, a list, an object or a chain of calls ends. */
function endOfValue(text: string, at: number): number | undefined {
  if (/['"[{]/.test(text[at] ?? '')) return endOfBracket(text, at);
  const head = /(?:const \w+ = )?(?:await )?(?:new )?[\w$]+(?:\.[\w$]+)*/y;
  let end: number | undefined = at + (matchAt(head, text, at)?.length ?? 0);
  while (end !== undefined && text[end] === '(') {
    end = endOfBracket(text, end);
    if (end !== undefined) end += matchAt(/\.\w+(?=\()/y, text, end)?.length ?? 0;
  }
  return end;
}

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Where what opens here is closed; undefined where it is not. */
function endOfBracket(text: string, at: number): number | undefined {
  const opening = text[at] ?? '';
  const closing = CLOSING[opening];
  if (closing === undefined) {
    const end = text.indexOf(opening, at + 1);
    return end < 0 ? undefined : end + 1;
  }
  for (let index = at + 1; index < text.length; ) {
    const character = text[index] ?? '';
    if (character === closing) return index + 1;
    if (/[\])}]/.test(character)) return undefined;
    const end = /['"[({]/.test(character) ? endOfBracket(text, index) : index + 1;
    if (end === undefined) return undefined;
    index = end;
  }
  return undefined;
}
