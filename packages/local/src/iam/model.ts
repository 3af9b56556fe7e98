/** The parts of an IAM policy document that the evaluator reads, as JSON, with every intrinsic resolved. */
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

/** A policy with the name that a report shows: its logical id or its ARN. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
  /**
   * Why this policy cannot be evaluated: an unresolved intrinsic, or a managed policy whose document is not in the templates.
   * A decision that it could change is `unknown`, never allowed.
   */
  readonly unknown?: string;
}

/** A key id, key ARN or alias; or why it is not known. */
export type KeyId = string | { readonly unknown: string };

/** An IAM role with its policies. */
export interface Role {
  /** `arn:aws:iam::123456789012:role/…` */
  readonly arn: string;
  readonly name: string;
  /** In the template that creates it. Absent where none does. */
  readonly logicalId?: string;
  readonly account: string;
  /** Inline and attached policies. */
  readonly policies: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy;
}

/** One request to decide on. */
export interface AccessRequest {
  readonly role: Role;
  /**
   * The name of the role's session, `RoleSessionName` of AssumeRole.
   *
   * @default not known: what a resource policy says of one session of the role is `unknown`
   */
  readonly session?: string;
  /** Such as `secretsmanager:GetSecretValue`. */
  readonly action: string;
  /** The full ARN, or for an action without a resource type `*` or, as AWS sometimes writes it, `arn:aws:ssm:us-east-1:123456789012:*`. */
  readonly resource: string;
  /**
   * The condition keys of the service: name in lower case → value or values. The evaluator adds `aws:Principal*` itself.
   *
   * @default not known: a condition on a key of the service is `unknown`
   */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /**
   * Beginnings of condition keys, in lower case, whose values are not known, such as the tags of a secret.
   *
   * @default none
   */
  readonly unknownKeys?: readonly string[];
  /**
   * The resource's policy.
   *
   * @default none
   */
  readonly resourcePolicy?: NamedPolicy;
  /**
   * `account`: within one account either side may allow. `key`, for AWS KMS key policies: the resource policy must allow, by
   * naming the principal or by delegating to the account root.
   *
   * @default 'account'
   */
  readonly resourcePolicyRule?: 'account' | 'key';
}

export type Effect = 'allow' | 'deny' | 'unknown';

export interface Decision {
  readonly effect: Effect;
  /**
   * `allowed`; `explicit-deny`: a Deny statement matches; `implicit-deny`: nothing allows it; `boundary`: the permissions
   * boundary does not allow it; `resource-policy`: the resource policy of another account does not; `unknown`: something that
   * the evaluator does not know could change the decision.
   */
  readonly reason: 'allowed' | 'explicit-deny' | 'implicit-deny' | 'boundary' | 'resource-policy' | 'unknown';
  /** `<policy>#<Sid or index>` of the statement that decided; absent for an implicit deny. */
  readonly statement?: string;
  /** What is not known. Not empty exactly when `effect` is `unknown`. */
  readonly unknowns: readonly string[];
}
