/**
 * What was granted, by name: one secret of AWS Secrets Manager or, with `*`, all that match; one ARN; or parameters by path. `key` is
 * the ARN of its KMS key, where that is not the store's own.
 */
export type Thing = { readonly key?: string | undefined } & (
  | { readonly in: 'secrets-manager'; readonly name: string }
  | { readonly in: 'arn'; readonly arn: string }
  | { readonly in: 'parameter-store'; readonly own: string; readonly shared: string | undefined }
);

/** What a grantee may do, as its project declares it. */
export interface Promised {
  readonly read: readonly Thing[];
  readonly write: readonly Thing[];
  readonly batch: boolean;
}
