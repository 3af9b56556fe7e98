/**
 * What `change` of `updateSecret` throws when the provider consumed nothing: it refused, or nothing was sent to it. The next caller may
 * then try without waiting for the end of the turn. Any other error means that the old value may be spent.
 *
 * Where another caller changed the secret since it was read, and `when` does not ask for a change any more, `updateSecret` resolves with
 * that value. Otherwise it rejects with this error.
 *
 * @example
 * ```ts
 * if (response.status === 400) throw new SecretNotChanged('invalid_grant');
 * ```
 */
export class SecretNotChanged extends Error {
  override readonly name = 'SecretNotChanged';
}

/** By name: it may come from another installed copy of this package. */
export function isSecretNotChanged(error: unknown): error is SecretNotChanged {
  return error instanceof Error && error.name === 'SecretNotChanged';
}
