/** What AWS answers over the wire in place of a result. `name` is the AWS error code. */
export class AwsError extends Error {
  /** The HTTP status. */
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = code;
    this.status = status;
  }
}

/** For what AWS offers and the local AWS does not, so that the gap is not mistaken for AWS's behaviour. */
export function notImplemented(what: string): AwsError {
  return new AwsError('NotImplementedException', `AWS has ${what}; the local AWS does not.`);
}
