import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Ask {
  readonly app: string;
  readonly key: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly ttl?: number;
  /** Seconds that pass before. */
  readonly wait?: number;
}

/** A process that has loaded the reader's code, and reads on request. */
export interface PythonReader {
  /** The secret's string, or the error in one line. */
  get(ask: Ask): Promise<{ readonly text?: string; readonly error?: string }>;
  close(): Promise<void>;
}

/** The interpreter itself, not a shim that needs variables of a shell; undefined if there is none. */
export function findPython(): string | undefined {
  const { stdout, status } = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

// The only clock that the reader uses for the age of a value.
const DRIVER = `
import sys
clock = {"now": 1000000000.0}
time.time = lambda: clock["now"]
for line in sys.stdin:
    ask = json.loads(line)
    clock["now"] += ask.pop("wait", 0)
    try:
        answer = {"text": get_secret(**ask)}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
`;

/** `environment` is the whole environment of the process. */
export function startReader(python: string, code: string, environment: Record<string, string>): PythonReader {
  // Isolated, and without the folder of installed packages: only the standard library.
  const child: ChildProcessWithoutNullStreams = spawn(python, ['-I', '-S', '-c', `${code}\n${DRIVER}`], {
    env: environment,
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let complaint = '';
  child.stderr.on('data', (text) => {
    complaint += text;
  });
  const closed = once(child, 'close');
  return {
    async get(ask) {
      child.stdin.write(`${JSON.stringify(ask)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error(`the reader ended: ${complaint}`);
      return JSON.parse(value);
    },
    async close() {
      child.stdin.end();
      await closed;
    },
  };
}
