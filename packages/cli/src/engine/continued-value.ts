/** How far a value without quotation marks seems to go on: to an empty line or a comment, or to the end of a key in PEM. */
export type Continuation = 'block' | 'key';

const BLANK_OR_COMMENT = /^\s*(?:#|$)/;
const KEY_BEGINS = /-----BEGIN(?!.*-----END)/;
const KEY_ENDS = '-----END';
/** JSON that does not close, or the backslash by which shells join lines, which is not that of a folder of Windows. */
const OPEN = /^[{[](?:.*[{[,:])?$|^(?![A-Za-z]:\\).*\\$/;

export function isBlankOrComment(line: string): boolean {
  return BLANK_OR_COMMENT.test(line);
}

/** The header of a key in PEM, whose other lines must follow. */
export function isKeyHeader(line: string): boolean {
  return KEY_BEGINS.test(line);
}

/** Whether the lines behind a value seem to belong to it. `rest` is the text behind it. */
export function continuationOf(value: string, rest: string): Continuation | undefined {
  if (KEY_BEGINS.test(value)) return rest.includes(KEY_ENDS) ? 'key' : 'block';
  return OPEN.test(value) ? 'block' : undefined;
}

/** What a continuation is after one more line of it. */
export function continuationAfter(before: Continuation, line: string, rest: string): Continuation | undefined {
  if (line.includes(KEY_ENDS)) return undefined;
  if (isBlankOrComment(line)) return before === 'key' ? before : undefined;
  return continuationOf(line, rest) ?? before;
}

/** The last line of base64, which may look like a name without a value: `YWJjZA==`. */
export function isEndOfBase64(line: string, before: string | undefined): boolean {
  const text = line.trim();
  if (/^[\w-]+==$/.test(text)) return true;
  const isAfterBase64 = before !== undefined && /^[A-Za-z0-9+/]{40,}$/.test(before) && !/^[0-9a-f]+$/i.test(before);
  return isAfterBase64 && text.length % 4 === 0 && /^[A-Za-z0-9+/]+=$/.test(text);
}
