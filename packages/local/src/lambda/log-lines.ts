import type { Readable } from 'node:stream';

/** A stream in lines. A line that ends with the mark of an invocation is the last of that invocation's log. */
export interface LogLines {
  /** Calls `onLine` for every line until the mark, then `onMark`. */
  until(mark: string, onLine: (line: string) => void, onMark: () => void): void;
}

export function logLines(stream: Readable): LogLines {
  let partial = '';
  let mark = '';
  let onLine = (_line: string): void => {};
  let onMark = (): void => {};

  function onCompleteLine(line: string): void {
    const marked = mark !== '' && line.endsWith(mark);
    const content = marked ? line.slice(0, -mark.length) : line;
    if (!marked || content !== '') onLine(content);
    if (marked) onMark();
  }

  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (partial + chunk).split('\n');
    partial = lines.pop() ?? '';
    for (const line of lines) onCompleteLine(line);
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
