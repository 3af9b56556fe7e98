import type { Deployment } from '@amplify-secrets/local';

/** A project as plain data: what its author declares and grants, and where it is deployed. */
export interface Project {
  readonly deployment: Deployment;
  readonly place: Place;
  /** Whether its stacks are synthesised for this account and region, or for any. */
  readonly pinned: boolean;
  /** Whether the deployment is in CDK's context, as under Amplify, or in the option `deployment` of each grant. */
  readonly inContext: boolean;
  readonly sets: readonly DeclaredSet[];
  readonly grantees: readonly Grantee[];
  readonly grants: readonly Grant[];
  /** A grant that the call accepts and the end of the synthesis must refuse; synthesised alone, with the error that it ends in. */
  readonly refused?: Grant & { readonly error: string };
}

export interface Place {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

export interface DeclaredSet {
  readonly app: string;
  /** In the order written. One named `sandbox` sets the sandboxes' store. */
  readonly environments: readonly DeclaredEnvironment[];
  readonly secrets: readonly DeclaredSecret[];
}

export type Store = 'secrets-manager' | 'amplify';

export interface DeclaredEnvironment {
  readonly name: string;
  readonly branches: readonly string[];
  readonly appId?: string;
  readonly store?: Store;
}

export interface DeclaredSecret {
  readonly key: string;
  /** The key in kebab-case: drawn together with the key and never computed from it. */
  readonly kebab: string;
  readonly kind: 'json' | 'text' | 'binary';
  readonly name?: string | Readonly<Record<string, string>>;
  readonly encryptionKey?: string | Readonly<Record<string, string>>;
}

/**
 * `amplify`: what `backend.fn` is; `function` and `alias`: CDK's; `sibling`: a function that runs with the role of another grantee;
 * `role`; `policy` and `managed-policy`: attached to a role. A grantee without grants is a bystander.
 */
export interface Grantee {
  readonly id: string;
  readonly kind: 'amplify' | 'function' | 'alias' | 'sibling' | 'role' | 'policy' | 'managed-policy';
  readonly stack: 'root' | 'nested' | 'other nested' | 'other root';
  /** For a sibling: the grantee whose role it has. */
  readonly roleOf?: string;
}

export type Access = 'read' | 'write' | 'read and write';

export interface Grant {
  readonly grantee: string;
  readonly access: Access;
  readonly targets: readonly Target[];
  readonly branches?: readonly string[];
  readonly batch?: boolean;
  /** An ARN, written as for `withTokens`: with tokens in it, it is given as a CDK key. */
  readonly encryptionKey?: string;
  /** The error that a grant with a mistake must throw in any deployment. */
  readonly mistake?: string;
}

/**
 * `set` is the app of a set. The last four belong to no set; `imported` as a CDK secret or else a string. The ARN of `partial ARN` is written
 * as for `withTokens`.
 */
export type Target =
  | { readonly kind: 'secret'; readonly set: string; readonly key: string }
  | { readonly kind: 'all'; readonly set: string }
  | { readonly kind: 'named'; readonly set: string; readonly leaf: string }
  | { readonly kind: 'pattern'; readonly set: string; readonly pattern: string }
  | { readonly kind: 'name'; readonly name: string; readonly imported?: ImportedName }
  | { readonly kind: 'raw pattern'; readonly pattern: string }
  | { readonly kind: 'arn'; readonly arn: string; readonly imported?: 'by ARN' }
  | { readonly kind: 'partial ARN'; readonly arn: string };

export type ImportedName = 'by name' | 'by partial ARN' | 'by partial ARN with tokens';
