/** A command of the AWS SDK, as far as a middleware is concerned. */
interface Command {
  readonly middlewareStack: { addRelativeTo(middleware: typeof once, options: typeof WITHIN_RETRIES): void };
}

const WITHIN_RETRIES = { name: 'amplifySecretsOnce', relation: 'after', toMiddleware: 'retryMiddleware' } as const;

/** Keeps the client's retries off one command: what fails reaches them as an error that they do not know, and so let pass. */
export function sendOnce(command: Command): void {
  command.middlewareStack.addRelativeTo(once, WITHIN_RETRIES);
}

/** The error that the store gave, where `sendOnce` has hidden it. */
export function errorBehind(error: unknown): unknown {
  return error instanceof Hidden ? error.hidden : error;
}

class Hidden extends Error {
  readonly hidden: unknown;

  constructor(hidden: unknown) {
    super();
    this.hidden = hidden;
  }
}

function once<Input, Output>(next: (input: Input) => Promise<Output>) {
  return async (input: Input): Promise<Output> => {
    try {
      return await next(input);
    } catch (error) {
      const { clockSkewCorrected } = Object(Object(error).$metadata);
      throw clockSkewCorrected ? error : new Hidden(error);
    }
  };
}
