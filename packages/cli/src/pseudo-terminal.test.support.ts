import { spawn, spawnSync } from 'node:child_process';
import type { CliOptions } from './run-cli.test.support.js';
import { BIN, bareVariables } from './run-cli.test.support.js';

/** Whether there is a Python with pseudo-terminals. */
export const HAS_PTY = process.platform !== 'win32' && spawnSync('python3', ['-c', 'import pty, termios']).status === 0;

/** One exchange: wait until the terminal shows `expect`, then resize it, type `type`, or send a signal to the process. */
export interface Step {
  readonly expect: string;
  readonly type?: string;
  readonly columns?: number;
  readonly signal?: 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGCONT';
}

export interface PtyOptions extends CliOptions {
  /** @default 100 */
  readonly columns?: number;
  /** Whether stdout is a pipe, while stdin and stderr are the terminal. @default false */
  readonly pipesStdout?: boolean;
  /** A line for `sh` in place of the words; `$0` in it is the command line's file. */
  readonly shell?: string;
}

export interface PtyResult {
  readonly code: number;
  /** All that the terminal showed, with its control sequences. */
  readonly screen: string;
  /** What came through the pipe. */
  readonly stdout: string;
  /** Whether the terminal ended as it began: it echoes, reads by lines, knows Ctrl-C, and shows its cursor. */
  readonly isRestored: boolean;
  /** Steps whose text never came. */
  readonly unmet: readonly string[];
}

export const CTRL_C = '\u0003';
export const CTRL_D = '\u0004';
export const CTRL_Z = '\u001A';
export const ENTER = '\r';

const PROGRAM = `
import base64, fcntl, json, os, pty, select, signal, struct, sys, termios, time
plan = json.load(sys.stdin)
def size(fd, columns):
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack('HHHH', 40, columns, 0, 0))
out_read, out_write = os.pipe()
pid, fd = pty.fork()
if pid == 0:
    if plan['pipesStdout']: os.dup2(out_write, 1)
    os.close(out_read)
    size(2, plan['columns'])
    os.chdir(plan['folder'])
    os.execve(plan['command'][0], plan['command'], plan['variables'])
os.close(out_write)
def modes():
    flags = termios.tcgetattr(fd)
    return [flags[0] & termios.ICRNL, flags[1] & termios.OPOST, flags[3] & (termios.ECHO | termios.ICANON | termios.ISIG)]
before = modes()
screen, data, seen = b'', b'', 0
steps = list(plan['steps'])
reading = {fd, out_read}
deadline = time.time() + 120
while reading and time.time() < deadline:
    for ready in select.select(list(reading), [], [], 0.2)[0]:
        try: chunk = os.read(ready, 65536)
        except OSError: chunk = b''
        if not chunk: reading.discard(ready)
        elif ready == fd: screen += chunk
        else: data += chunk
    while steps and steps[0]['expect'].encode() in screen[seen:]:
        step = steps.pop(0)
        seen = screen.index(step['expect'].encode(), seen) + len(step['expect'].encode())
        if 'columns' in step: size(fd, step['columns'])
        if 'signal' in step: os.kill(pid, getattr(signal, step['signal']))
        if 'type' in step: os.write(fd, step['type'].encode())
    if fd not in reading: break
if time.time() >= deadline: os.kill(pid, signal.SIGKILL)
_, status = os.waitpid(pid, 0)
print(json.dumps({
    'code': os.waitstatus_to_exitcode(status),
    'screen': base64.b64encode(screen).decode(),
    'isRestored': modes() == before and screen.rfind(b'\\x1b[?25h') >= screen.rfind(b'\\x1b[?25l'),
    'stdout': base64.b64encode(data).decode(),
    'unmet': [step['expect'] for step in steps],
}))
`;

/** Runs the built command line on a pseudo-terminal, and types as the steps say. */
export function runOnTerminal(
  words: readonly string[],
  steps: readonly Step[],
  options: PtyOptions,
): Promise<PtyResult> {
  const { folder, variables = {}, columns = 100, pipesStdout = false, shell } = options;
  const plan = {
    command: shell === undefined ? [process.execPath, BIN, ...words] : ['/bin/sh', '-c', shell, BIN],
    variables: { ...bareVariables(), TERM: 'xterm-256color', ...variables },
    folder,
    columns,
    pipesStdout,
    steps,
  };
  return new Promise((resolve, reject) => {
    const child = spawn('python3', ['-c', PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] });
    let answer = '';
    child.stdout.on('data', (chunk: Buffer) => {
      answer += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', () => {
      const { code, screen, stdout, isRestored, unmet } = JSON.parse(answer);
      const decoded = (text: string) => Buffer.from(text, 'base64').toString();
      resolve({ code, screen: decoded(screen), stdout: decoded(stdout), isRestored, unmet });
    });
    child.stdin.end(JSON.stringify(plan));
  });
}
