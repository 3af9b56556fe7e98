export interface Request {
  readonly action: string;
  /** A full ARN, or `*` for an action without a resource. */
  readonly resource: string;
  /** For a KMS key: how it is used. */
  readonly through?: KeyUse;
}

/** A use of a KMS key as its policy sees it: by which service, and with which field of the encryption context; empty for none. */
export interface KeyUse {
  readonly service: string;
  readonly field: string;
  readonly of: string;
}
