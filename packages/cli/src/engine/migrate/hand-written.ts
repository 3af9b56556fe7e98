import type { CallExpression, Expression } from 'typescript';
import type { StaticString } from '../../source/static-string.js';

/** A `new PolicyStatement({ … })`, as far as it can be read. */
export interface PolicyFacts {
  readonly actions: readonly StaticString[];
  readonly resources: readonly StaticString[];
  /** Its other properties, but for `sid` and `effect`: `conditions`, `notActions`. */
  readonly others: readonly string[];
  /** `unknown` where it is written neither as `Effect.ALLOW` nor as `Effect.DENY`. */
  readonly effect: 'allow' | 'deny' | 'unknown';
}

/** Code that gives a principal access to secrets, and was written by hand. */
export interface HandWritten {
  /** The call that is replaced. */
  readonly call: CallExpression;
  /** Who gets it: `backend.mail.resources.lambda`. */
  readonly grantee: Expression;
  readonly gives:
    | { readonly kind: 'statements'; readonly statements: readonly PolicyFacts[] }
    /** `secret.grantRead(fn)` of CDK. */
    | {
        readonly kind: 'secret';
        readonly secret: Expression;
        readonly grant: string;
        readonly hasStages: boolean;
        readonly written: string;
      }
    /** A call that is about secrets, and cannot be read. */
    | { readonly kind: 'unknown'; readonly reason: string };
}
