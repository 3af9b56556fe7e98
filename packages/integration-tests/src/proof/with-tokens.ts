import { Aws, CfnParameter, Fn, Lazy, type Stack } from 'aws-cdk-lib';

/** A string with a CDK token for each `<…>` in it: `<region>`, `<lazy *>`, `<sub *>`, or `<parameter *>` for one that is `*` by default. */
export function withTokens(written: string, stack: Stack): string {
  return written.replace(/<(\w+)(?: ([^>]*))?>/g, (_, kind: string, of = '') => {
    const make = TOKENS[kind];
    if (make === undefined) throw new Error(`no token ${kind}`);
    return make(of, stack);
  });
}

const TOKENS: Readonly<Record<string, (of: string, stack: Stack) => string>> = {
  partition: () => Aws.PARTITION,
  region: () => Aws.REGION,
  account: () => Aws.ACCOUNT_ID,
  lazy: (of) => Lazy.string({ produce: () => of }),
  sub: (of) => Fn.sub(of),
  join: (of) => Lazy.string({ produce: () => Fn.join('', [of, Aws.NO_VALUE]) }),
  parameter: (of, stack) =>
    new CfnParameter(stack, `parameter${stack.node.children.length}`, { default: of }).valueAsString,
  select: (of) => Lazy.string({ produce: () => Fn.select(0, [of, Aws.REGION]) }),
};
