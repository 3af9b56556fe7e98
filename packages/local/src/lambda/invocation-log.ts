/** The lines that a function writes during one invocation. */
export interface InvocationLog {
  readonly lines: readonly string[];
  add(line: string): void;
}

/** A function that never stops writing must not fill the memory of the test that runs it. */
const LIMIT = 16_000_000;

/** @param notify Called with every line, also with those over the limit. */
export function createInvocationLog(notify: (line: string) => void = () => {}): InvocationLog {
  const lines: string[] = [];
  let length = 0;
  return {
    lines,
    add(line) {
      notify(line);
      if (length > LIMIT) return;
      length += line.length + 1;
      lines.push(length > LIMIT ? `(what follows the first ${LIMIT} characters is only given to onLog)` : line);
    },
  };
}
