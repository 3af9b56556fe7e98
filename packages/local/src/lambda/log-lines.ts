import type { Readable } from 'node:stream';

/** Splits a stream into lines; a line that ends with the mark of an invocation closes that invocation's log. */
export interface LogLines {
  /** Calls `onLine` for every line until the mark, then `onMark`. */
  until(mark: string, onLine: (line: string) => void, onMark: () => void): void;
}

export function logLines(stream: Readable): LogLines {
  let partial = '';
  let mark = '';
  let onLine = (_line: string): void => {};
  let onMark = (): void => {};

  function take(line: string): void {
    const marked = mark !== '' && line.endsWith(mark);
    const text = marked ? line.slice(0, -mark.length) : line;
    if (!marked || text !== '') onLine(text);
    if (marked) onMark();
  }

  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = (partial + text).split('\n');
    partial = lines.pop() ?? '';
    for (const line of lines) take(line);
  });
  stream.on('end', () => {
    if (partial !== '') onLine(partial);
  });

  return {
    until(nextMark, nextOnLine, nextOnMark) {
      mark = nextMark;
      onLine = nextOnLine;
      onMark = nextOnMark;
    },
  };
}
