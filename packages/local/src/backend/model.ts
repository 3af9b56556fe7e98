import type { KeyId, NamedPolicy, Role } from '../iam/model.js';

/** Which deployment a backend was synthesised for; the values of Amplify's three CDK context keys. */
export interface Deployment {
  readonly type: 'sandbox' | 'branch' | 'standalone';
  /** Branch: the Amplify app id. Sandbox: the name in package.json. Standalone: the identifier, or `pipeline`. */
  readonly namespace: string;
  /** Branch: the git branch. Sandbox: the OS user or `--identifier`. Standalone: `backend`, or the pipeline's stage. */
  readonly name: string;
}

/** A Lambda function of a synthesised backend, its intrinsics resolved. */
export interface BackendFunction {
  /** What its author calls it: Amplify's `amplify:friendly-name` tag, else the construct's id, else the logical id. Unique in a backend. */
  readonly name: string;
  readonly logicalId: string;
  readonly functionName: string;
  readonly arn: string;
  readonly role: Role;
  /** `nodejs22.x` */
  readonly runtime: string;
  /** `index.handler` */
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly environment: Readonly<Record<string, string>>;
  /** The folder that holds the bundle; absent when the code is no local asset (an image, an inline text, a bucket of somebody else's). */
  readonly codeDirectory?: string;
}

/** A synthesised backend, read from a cloud assembly: nested stacks followed, intrinsics resolved for one account and region. */
export interface Backend {
  readonly cdkOut: string;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly deployment?: Deployment;
  readonly functions: readonly BackendFunction[];
  readonly roles: readonly Role[];
  /**
   * `AWS::SecretsManager::ResourcePolicy`, by the ARN of its secret, without its suffix where the templates do not say it;
   * one whose secret does not resolve stands under the name `*`, and may be any secret's.
   */
  readonly secretPolicies: ReadonlyMap<string, NamedPolicy>;
  /** `AWS::SecretsManager::Secret` in the templates: created, empty of values unless the template says so, when the backend is deployed. */
  readonly secrets: readonly BackendSecret[];
  /** `AWS::KMS::Key` key policies, by key ARN. */
  readonly keyPolicies: ReadonlyMap<string, NamedPolicy>;
  /** Whatever could not be resolved, by where it stands; policies that hold one are `unknown`. */
  readonly unresolved: readonly string[];
  /** Warnings and infos of the synthesis (`Annotations`), each with its construct's path; Amplify's command line does not show them. */
  readonly notes: readonly string[];
}

export interface BackendSecret {
  readonly logicalId: string;
  readonly arn: string;
  readonly name: string;
  /** Absent: AWS's own key. */
  readonly kmsKeyId?: KeyId;
  /** With those of its stack; absent where they do not resolve. */
  readonly tags?: Readonly<Record<string, string>>;
}
