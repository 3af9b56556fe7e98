import type { Deployment } from '../backend/model.js';
import { LocalError } from '../local-error.js';
import type { SynthesisFault } from './synthesis-runner.js';

/** The synthesis ended with an error of the backend's own code. */
export class SynthesisFailedError extends LocalError {
  override readonly cause: SynthesisFault;
  /** Everything that the synthesis printed. */
  readonly output: string;
  /** What it was synthesised as. */
  readonly deployment: Deployment;

  constructor(entry: string, deployment: Deployment, cause: SynthesisFault, output: string) {
    // A bundler prints its error last, after much else.
    const line = /✘ \[ERROR\] .+/.exec(output)?.[0];
    const resolution =
      cause.resolution ??
      `Fix ${line ?? 'the error in `cause`'}; \`output\` has everything that the synthesis printed.`;
    const { type, namespace, name } = deployment;
    const what = `The synthesis of ${entry} as ${type} ${namespace}/${name}`;
    super('SynthesisFailedError', `${what} failed: ${cause.name}: ${cause.message}`, resolution);
    this.cause = cause;
    this.output = output;
    this.deployment = deployment;
  }
}
