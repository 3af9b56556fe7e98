import type { Readable } from 'node:stream';
import { readLines } from './lines.js';

/** A stream in lines. A line that ends with the mark of an invocation is the last of that invocation's log. */
export interface LogLines {
  /** Calls `onLine` for every line until the mark or the end of the stream, then `onMark`. */
  until(mark: string, onLine: (line: string) => void, onMark: () => void): void;
}

/** As long as one event of CloudWatch Logs may be; a longer line becomes several. */
const LINE_LIMIT = 1_048_576;

export function logLines(stream: Readable): LogLines {
  let mark = '';
  let ended = false;
  let onLine = (_line: string): void => {};
  let onMark = (): void => {};

  readLines(stream, {
    limit: LINE_LIMIT,
    onLine(line) {
      const marked = mark !== '' && line.endsWith(mark);
      const content = marked ? line.slice(0, -mark.length) : line;
      if (!marked || content !== '') onLine(content);
      if (marked) onMark();
    },
    onEnd(rest) {
      ended = true;
      if (rest !== '') onLine(rest);
      onMark();
    },
  });

  return {
    until(nextMark, nextOnLine, nextOnMark) {
      mark = nextMark;
      onLine = nextOnLine;
      onMark = nextOnMark;
      if (ended) onMark();
    },
  };
}
