/** A value as it is in its store, before it is decoded. */
export interface RawSecret {
  /** Id or number. Parameter Store begins again at 1 when a parameter is deleted and created again. */
  readonly version: string | undefined;
  readonly text: string | undefined;
  readonly bytes: Uint8Array | undefined;
}

/** What is written: a string or bytes. */
export type Payload = { readonly text: string } | { readonly bytes: Uint8Array };
