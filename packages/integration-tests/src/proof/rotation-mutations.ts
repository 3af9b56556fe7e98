import { type Mutation, mutationsIn } from './mutation.js';

/** About rotations: what the function may do, where, and for which secret it may be invoked. */
export const ROTATION_MUTATIONS: readonly Mutation[] = [
  ...mutationsIn('backend/rotation/make-rotation.js', [
    ['secrets of every account invoke the function', 'sourceAccount: root.account,', ''],
    ['every secret of the account invokes the function', 'sourceArn: arn,', ''],
    ['secrets with longer names invoke the function', 'sourceArn: arn,', "sourceArn: arn.replace(/-\\?{6}$/, '*'),"],
  ]),
  ...mutationsIn('backend/rotation/define-secret-rotation.js', [
    ['a rotation cannot describe', 'describe: true', 'describe: false'],
    ['a rotation only reads', "accesses: ['read', 'write']", "accesses: ['read']"],
    ['a rotation reads in batches', 'batch: false', 'batch: true'],
    ['a rotation in every branch', 'branches === undefined || holdsIn(branches, deployment)', 'true'],
  ]),
  ...mutationsIn('backend/statements/principal-statements.js', [
    ['a rotation describes every secret', 'add([DESCRIBE], resource)', "add([DESCRIBE], '*')"],
    [
      'a rotation may begin itself',
      "const DESCRIBE = 'secretsmanager:DescribeSecret'",
      "const DESCRIBE = 'secretsmanager:*Secret'",
    ],
  ]),
];
