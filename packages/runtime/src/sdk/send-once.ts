/** A command of the AWS SDK, as far as it is needed to add a middleware. */
interface Command {
  readonly middlewareStack: { addRelativeTo(middleware: typeof once, options: typeof WITHIN_RETRIES): void };
}

const WITHIN_RETRIES = { name: 'amplifySecretsOnce', relation: 'after', toMiddleware: 'retryMiddleware' } as const;

/** Keeps the client from retrying one command: its retries see an error that they do not know, and let it pass. */
export function sendOnce(command: Command): void {
  command.middlewareStack.addRelativeTo(once, WITHIN_RETRIES);
}

/** The error that `sendOnce` has hidden. */
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
