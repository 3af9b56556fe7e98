import { LocalError } from '../local-error.js';
import type { SynthesisFault } from './synthesis-runner.js';

/** The synthesis ended with an error of the backend's own code. */
export class SynthesisFailedError extends LocalError {
  override readonly cause: SynthesisFault;
  /** Everything that the synthesis printed. */
  readonly output: string;

  constructor(what: string, cause: SynthesisFault, output: string) {
    // A bundler prints its error last, after much else.
    const line = /✘ \[ERROR\] .+/.exec(output)?.[0];
    const resolution =
      cause.resolution ??
      `Fix ${line ?? 'the error in `cause`'}; \`output\` has everything that the synthesis printed.`;
    super('SynthesisFailedError', `${what} failed: ${cause.name}: ${cause.message}`, resolution);
    this.cause = cause;
    this.output = output;
  }
}
