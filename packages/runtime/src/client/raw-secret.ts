/** A value as its store holds it, before any definition is laid over it. */
export interface RawSecret {
  /** Differs whenever the value does. */
  readonly version: string | undefined;
  readonly text: string | undefined;
  readonly bytes: Uint8Array | undefined;
}

/** What is written: a text, or bytes where the store holds them. */
export type Payload = { readonly text: string } | { readonly bytes: Uint8Array };
