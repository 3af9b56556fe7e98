export interface Request {
  readonly action: string;
  /** A full ARN, or `*` for an action that knows no resource. */
  readonly resource: string;
  /** For a KMS key: the use of it. */
  readonly through?: KeyUse;
}

/** A use of a KMS key as the key sees it: by which service, and with which field of the encryption context; empty for none. */
export interface KeyUse {
  readonly service: string;
  readonly field: string;
  readonly of: string;
}
