/** A value as its store holds it, before any definition is laid over it. */
export interface RawSecret {
  /** As its store calls it; one that is deleted and made again may have the name of an older one. */
  readonly version: string | undefined;
  readonly text: string | undefined;
  readonly bytes: Uint8Array | undefined;
}

/** What is written: a text, or bytes where the store holds them. */
export type Payload = { readonly text: string } | { readonly bytes: Uint8Array };
