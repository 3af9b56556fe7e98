import type { KeyId, NamedPolicy, Role } from '../iam/model.js';

/** The deployment that a backend was synthesised for: the values of Amplify's three CDK context keys. */
export interface Deployment {
  readonly type: 'sandbox' | 'branch' | 'standalone';
  /** Branch: the Amplify app id. Sandbox: the name in package.json. Standalone: the identifier, or `pipeline`. */
  readonly namespace: string;
  /** Branch: the git branch. Sandbox: the OS user or `--identifier`. Standalone: `backend`, or the pipeline's stage. */
  readonly name: string;
}

/** A Lambda function of a synthesised backend, its intrinsics resolved. */
export interface BackendFunction {
  /** Unique in the backend: Amplify's `amplify:friendly-name` tag, else the construct's id or path, else the logical id. */
  readonly name: string;
  readonly logicalId: string;
  readonly functionName: string;
  readonly arn: string;
  readonly role: Role;
  /** Such as `nodejs22.x`. */
  readonly runtime: string;
  /** Such as `index.handler`. */
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly environment: Readonly<Record<string, string>>;
  /** The folder of the bundle. Absent where the code is not a local asset but an image, inline, or in another bucket. */
  readonly codeDirectory?: string;
}

/** A synthesised backend as AWS would deploy it: nested stacks followed, intrinsics resolved. */
export interface Backend {
  readonly cdkOut: string;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly deployment?: Deployment;
  readonly functions: readonly BackendFunction[];
  /** Those of the templates, and those that no template declares, as far as functions have them or policies name them. */
  readonly roles: readonly Role[];
  /**
   * The `AWS::SecretsManager::ResourcePolicy` resources by the ARN of their secret, without the suffix where the templates
   * create the secret. A policy whose secret does not resolve is under the name `*`, and may be any secret's.
   */
  readonly secretPolicies: ReadonlyMap<string, NamedPolicy>;
  /** The `AWS::SecretsManager::Secret` resources. The local AWS creates them, with the values that their templates give them. */
  readonly secrets: readonly BackendSecret[];
  /** The key policies of the `AWS::KMS::Key` resources, by key ARN. */
  readonly keyPolicies: ReadonlyMap<string, NamedPolicy>;
  /** The resource policies of the functions, from the `AWS::Lambda::Permission` resources, by function ARN. */
  readonly functionPolicies: ReadonlyMap<string, NamedPolicy>;
  /** The `AWS::SecretsManager::RotationSchedule` resources. The local AWS rotates by them once the backend is loaded. */
  readonly rotations: readonly BackendRotation[];
  /** What could not be resolved, and where it is; a policy that contains it is `unknown`. */
  readonly unresolved: readonly string[];
  /** Warnings and infos of the synthesis (`Annotations`), each with its construct's path. `ampx` does not show them. */
  readonly notes: readonly string[];
}

/** A secret that the templates create. */
export interface BackendSecret {
  readonly logicalId: string;
  readonly arn: string;
  readonly name: string;
  /** Absent: AWS's own key. */
  readonly kmsKeyId?: KeyId;
  /** Its own and its stack's. Absent where they do not resolve. */
  readonly tags?: Readonly<Record<string, string>>;
  /** The value that CloudFormation gives it. Absent where the template gives none, or one that does not resolve. */
  readonly value?: TemplateValue;
}

/** A rotation schedule that the templates create. */
export interface BackendRotation {
  readonly logicalId: string;
  /** The secret's name or ARN. */
  readonly secretId: string;
  readonly functionArn: string;
  /** Absent: rotated on request only. */
  readonly rules?: {
    readonly AutomaticallyAfterDays?: number;
    readonly ScheduleExpression?: string;
    readonly Duration?: string;
  };
  /** Whether the deployment rotates the secret: `RotateImmediatelyOnUpdate`. */
  readonly immediately: boolean;
}

/** The options of `GetRandomPassword`, which a template's `GenerateSecretString` has, too. */
export interface PasswordRules {
  /** @default 32 */
  readonly PasswordLength?: number | undefined;
  readonly ExcludeCharacters?: string | undefined;
  readonly ExcludeNumbers?: boolean | undefined;
  readonly ExcludePunctuation?: boolean | undefined;
  readonly ExcludeUppercase?: boolean | undefined;
  readonly ExcludeLowercase?: boolean | undefined;
  readonly IncludeSpace?: boolean | undefined;
  /** @default true */
  readonly RequireEachIncludedType?: boolean | undefined;
}

/** `SecretString`, or what `GenerateSecretString` generates: a password, or a JSON object with one. */
export type TemplateValue =
  | { readonly string: string }
  | {
      readonly password: PasswordRules;
      /** The JSON object, and the key that the password has in it. */
      readonly within?: { readonly template: string; readonly key: string };
    };
