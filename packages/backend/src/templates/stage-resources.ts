import { CfnElement, CfnResource, type Stack, Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { oncePer } from './once-per.js';

/** A resource in a template, after all overrides. */
export interface Template {
  readonly Type?: unknown;
  readonly Condition?: unknown;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** The resources of one stage, and what the templates have of each, resolved once. */
export interface StageResources {
  /** Nested and sibling stacks included, but not a stage within the stage, which is a separate deployment. */
  readonly constructs: readonly IConstruct[];
  /** By the type in the template, which an override may have replaced. In the order of the constructs. */
  ofType(...types: readonly string[]): CfnResource[];
  /** Undefined for a resource that leaves itself out of the template, as an empty policy does. */
  templateOf(resource: CfnResource): Template | undefined;
  /** What a `Ref` in a template of the stack may name. */
  logicalIdsIn(stack: Stack): ReadonlySet<string>;
}

export function stageResources(scope: IConstruct): StageResources {
  // Of a stage itself, `of` is the one around it.
  const constructs = constructsWithin(Stage.isStage(scope) ? scope : (Stage.of(scope) ?? scope));
  const resources = constructs.filter((construct) => CfnResource.isCfnResource(construct));
  const elements = constructs.filter((construct) => CfnElement.isCfnElement(construct));
  return {
    constructs,
    ofType: (...types) => resources.filter((resource) => types.includes(typeOf(resource))),
    templateOf: oncePer(synthesized),
    logicalIdsIn: oncePer((stack) => {
      const own = elements.filter((element) => element.stack === stack);
      return new Set(own.map(({ logicalId }) => String(stack.resolve(logicalId))));
    }),
  };
}

/** The path of the construct that the user made, without the resource in it. */
export function idOf({ node }: IConstruct): string {
  return node.path.replace(/\/Resource$/, '');
}

/** As `templateOf` has it. A backend has many resources, of which most need not be resolved. */
function typeOf(resource: CfnResource): string {
  // Private to CDK; without it the type is what CDK gave.
  const { rawOverrides } = resource as unknown as { readonly rawOverrides?: { readonly Type?: unknown } };
  return typeof rawOverrides?.Type === 'string' ? rawOverrides.Type : resource.cfnResourceType;
}

function synthesized(resource: CfnResource): Template | undefined {
  // Synthesis itself calls this, and nothing else has property overrides. It is public, but missing from CDK's declarations.
  const { _toCloudFormation } = resource as CfnResource & { _toCloudFormation(): { readonly Resources?: object } };
  const { Resources } = resource.stack.resolve(_toCloudFormation.call(resource));
  return Resources === undefined ? undefined : Object.values<Template>(Resources)[0];
}

function constructsWithin(scope: IConstruct): IConstruct[] {
  return [scope, ...scope.node.children.filter((child) => !Stage.isStage(child)).flatMap(constructsWithin)];
}
