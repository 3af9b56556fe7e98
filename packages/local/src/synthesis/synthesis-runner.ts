/** The error that made a synthesis fail, as the program threw it. */
export interface SynthesisFault {
  readonly name: string;
  readonly message: string;
  readonly resolution?: string;
  readonly cause?: SynthesisFault;
}

/**
 * The program of the child process, under the project's own tsx: it imports the entry, and sends what that throws over the IPC
 * channel. CDK writes the assembly on `beforeExit`, so the channel must not keep the process alive; an error thrown there
 * becomes an uncaught exception.
 */
export const SYNTHESIS_RUNNER = `
const [entry] = process.argv.slice(-1);
process.channel?.unref();

function faultOf(error, depth = 0) {
  if (typeof error !== 'object' || error === null) return { name: 'Error', message: String(error) };
  const { name, message, resolution, cause } = error;
  return {
    name: String(name ?? 'Error'),
    message: String(message ?? error),
    ...(typeof resolution === 'string' && { resolution }),
    ...(cause != null && depth < 5 && { cause: faultOf(cause, depth + 1) }),
  };
}

function fail(error) {
  process.send({ fault: faultOf(error) }, () => process.exit(1));
}

process.on('uncaughtException', fail);
import(entry).catch(fail);
`;
