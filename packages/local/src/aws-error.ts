/** An error that goes over the wire the way AWS sends it. `name` is the AWS error code. */
export class AwsError extends Error {
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = code;
    this.status = status;
  }
}

/** For what AWS has and the local AWS has not, so that nobody takes its absence for AWS's behaviour. */
export function notHere(what: string): AwsError {
  return new AwsError('NotImplementedException', `AWS has ${what}; the local AWS has not.`);
}
