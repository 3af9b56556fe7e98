/** The parts of an IAM policy document that the evaluator reads, as they stand in JSON once every intrinsic is resolved. */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Statement: Statement | readonly Statement[];
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  /** Operator → key → value or values, as written. */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A policy with the name a report shows for it: the logical id or the ARN it came from. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
  /**
   * Why this policy cannot be judged: an intrinsic that did not resolve, a managed policy whose text is not in the
   * templates. An evaluation it could sway is `unknown`, never allowed.
   */
  readonly unknown?: string;
}

/** A key id, key ARN or alias; or why it is not known which. */
export type KeyId = string | { readonly unknown: string };

/** An IAM role as the templates declare it. */
export interface Role {
  /** `arn:aws:iam::123456789012:role/…`, made from the resolved `RoleName` or from the logical id. */
  readonly arn: string;
  readonly name: string;
  readonly account: string;
  /** Inline, attached and overflow policies, in the order of the template. */
  readonly policies: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
}

/** One question put to the evaluator. */
export interface AccessRequest {
  readonly role: Role;
  /** `secretsmanager:GetSecretValue` */
  readonly action: string;
  /** The full ARN, or `*` for an action without a resource type. */
  readonly resource: string;
  /** Condition keys that the service fills in, lower-cased name → value or values. The evaluator adds `aws:Principal*` itself. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /** Beginnings of condition keys, lower-cased, that the service would fill in with something not known here: the tags of a secret. */
  readonly unknownKeys?: readonly string[];
  /** The policy on the resource, where it has one. */
  readonly resourcePolicy?: NamedPolicy;
  /**
   * `account` (the default): within one account either side may allow. `key`: the resource policy must allow, by naming
   * the principal or by delegating to the account root (AWS KMS key policies).
   */
  readonly resourcePolicyRule?: 'account' | 'key';
}

export type Effect = 'allow' | 'deny' | 'unknown';

export interface Decision {
  readonly effect: Effect;
  /**
   * `allowed`; `explicit-deny`: a Deny statement matched; `implicit-deny`: nothing allows it; `boundary`: the permissions
   * boundary does not allow it; `unknown`: something the evaluator does not know could have swayed the answer.
   */
  readonly reason: 'allowed' | 'explicit-deny' | 'implicit-deny' | 'boundary' | 'resource-policy' | 'unknown';
  /** `<policy>#<Sid or index>` of the statement that decided; absent for an implicit deny. */
  readonly statement?: string;
  /** What was not known, one text each. Not empty exactly when `effect` is `unknown`. */
  readonly unknowns: readonly string[];
}
