import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { SubjectResult } from './fault-result.js';
import type { SubjectMessage } from './subject-process.js';
import type { Subject } from './subjects.js';

/** Puts a subject through the schedule in a process of its own, and a cold one before a self-signed server in another. */
export async function runSubject({ id, title, isOurs }: Subject, seed: number): Promise<SubjectResult> {
  const [schedule, selfSigned] = await Promise.all([run([id, 'schedule', `${seed}`]), run([id, 'self-signed'])]);
  return {
    id,
    title,
    isOurs,
    steps: [...schedule.steps, ...selfSigned.steps],
    unhandledRejections: schedule.unhandledRejections + selfSigned.unhandledRejections,
  };
}

// Tests run from the sources, the benchmark from what was built.
const IS_SOURCE = import.meta.url.endsWith('.ts');

function run(args: readonly string[]): Promise<SubjectMessage> {
  const program = fileURLToPath(new URL(IS_SOURCE ? './subject-process.ts' : './subject-process.js', import.meta.url));
  return new Promise((resolve, reject) => {
    const child = fork(program, args, {
      execArgv: IS_SOURCE ? ['--import', 'tsx'] : [],
      env: {
        PATH: process.env.PATH,
        AWS_EC2_METADATA_DISABLED: 'true',
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let complaint = '';
    child.stderr?.on('data', (text) => {
      complaint += text;
    });
    child.on('message', (message: SubjectMessage) => resolve(message));
    child.on('close', (code) =>
      reject(new Error(`${args.join(' ')} ended with ${code} and told nothing. ${complaint}`)),
    );
  });
}
