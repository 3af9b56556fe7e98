import type { Readable } from 'node:stream';

export interface LineReader {
  /** Characters after which a line without an end is passed on in parts. */
  readonly limit: number;
  onLine(line: string): void;
  /** Called at the end of the stream, with what follows the last line: often nothing. */
  onEnd(rest: string): void;
}

/** The end of a line that is passed on with its next part, so that what ends the line is never split. */
const KEPT = 64;

/** Splits a stream into lines. Each character is looked at once, however long its line is. */
export function readLines(stream: Readable, { limit, onLine, onEnd }: LineReader): void {
  let parts: string[] = [];
  let length = 0;

  function take(): string {
    const line = parts.join('');
    parts = [];
    length = 0;
    return line;
  }

  function add(part: string): void {
    if (part === '') return;
    parts.push(part);
    length += part.length;
    if (length < limit) return;
    const line = take();
    onLine(line.slice(0, -KEPT));
    parts = [line.slice(-KEPT)];
    length = KEPT;
  }

  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    let begin = 0;
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', begin)) {
      add(chunk.slice(begin, end));
      onLine(take());
      begin = end + 1;
    }
    add(chunk.slice(begin));
  });
  stream.on('end', () => onEnd(take()));
}
