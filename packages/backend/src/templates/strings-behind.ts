import { CfnElement, CfnResource, type Stack } from 'aws-cdk-lib';
import { isRecord } from './choices.js';
import { oncePer } from './once-per.js';
import { isSameValue } from './same-value.js';
import type { StageResources } from './stage-resources.js';

/** All strings of which CloudFormation may make a value of a template, besides those that are written in the value itself. */
export type StringsBehind = (stack: Stack, value: unknown) => readonly string[];

/** A value, and the stack in whose template it is written. */
export interface ValueBehind {
  readonly stack: Stack;
  readonly value: unknown;
}

/** All values that the references in a value of a template may stand for, and those behind them. */
export type ValuesBehind = (stack: Stack, value: unknown) => readonly ValueBehind[];

export function stringsBehind(resources: StageResources): StringsBehind {
  const valuesOf = valuesBehind(resources);
  return (stack, value) => valuesOf(stack, value).flatMap((behind) => stringsIn(behind.value));
}

/**
 * Follows references: to mappings, parameters with a default or the values that a nested stack is given, outputs of nested stacks, resources that
 * have the value as a property, and exports of the same app. What comes from elsewhere is not known.
 */
export function valuesBehind({ constructs, templateOf }: StageResources): ValuesBehind {
  const elements = constructs.filter((construct) => CfnElement.isCfnElement(construct));
  const sectionsOf = oncePer((stack: Stack) => {
    const sections: Record<string, Record<string, unknown>> = {};
    for (const element of elements) {
      if (element.stack !== stack || CfnResource.isCfnResource(element)) continue;
      for (const [section, members] of Object.entries(fragmentOf(element))) {
        if (isRecord(members)) sections[section] = { ...sections[section], ...members };
      }
    }
    return sections;
  });
  const resourcesOf = oncePer((stack: Stack) => {
    const own = elements.filter((element) => element.stack === stack && CfnResource.isCfnResource(element));
    return new Map(own.map((element) => [String(stack.resolve(element.logicalId)), element]));
  });
  const stacks = [...new Set(elements.map(({ stack }) => stack))];
  const outputs = oncePer((stack: Stack) => Object.values(sectionsOf(stack).Outputs ?? {}).filter(isRecord));

  /** The name of an export may be an expression, on both sides. */
  function exported(name: unknown): readonly ValueBehind[] {
    return stacks.flatMap((stack) =>
      outputs(stack).flatMap(({ Export, Value }) =>
        isRecord(Export) && isSameValue(Export.Name, name) ? [{ stack, value: Value }] : [],
      ),
    );
  }

  /** All mappings, where the name of the mapping is an expression. */
  function mappingsNamed(stack: Stack, name: unknown): unknown {
    const { Mappings } = sectionsOf(stack);
    return typeof name === 'string' ? Mappings?.[name] : Mappings;
  }

  /** The values of a reference by its name: `Param`, or `Resource.Attribute`. */
  function referred(stack: Stack, name: string): readonly ValueBehind[] {
    const [logicalId = '', attribute] = name.split(/\.(.*)/s);
    const parameter = sectionsOf(stack).Parameters?.[logicalId];
    if (isRecord(parameter)) {
      const { nestedStackParent, nestedStackResource } = stack;
      const given =
        nestedStackParent !== undefined && CfnResource.isCfnResource(nestedStackResource)
          ? templateOf(nestedStackResource)?.Properties?.Parameters
          : undefined;
      return [
        { stack, value: [parameter.Default, parameter.AllowedValues] },
        ...(nestedStackParent !== undefined && isRecord(given)
          ? [{ stack: nestedStackParent, value: given[logicalId] }]
          : []),
      ];
    }
    const resource = attribute === undefined ? undefined : resourcesOf(stack).get(logicalId);
    if (attribute === undefined || !CfnResource.isCfnResource(resource)) return [];
    const nested = stacks.find(({ nestedStackResource }) => nestedStackResource === resource);
    const output = attribute.startsWith('Outputs.') ? attribute.slice('Outputs.'.length) : undefined;
    if (nested !== undefined && output !== undefined) {
      return [{ stack: nested, value: sectionsOf(nested).Outputs?.[output] }];
    }
    return [{ stack, value: templateOf(resource)?.Properties?.[attribute] }];
  }

  function behind(stack: Stack, value: unknown, seen: ReadonlySet<string>): ValueBehind[] {
    if (Array.isArray(value)) return value.flatMap((each) => behind(stack, each, seen));
    if (!isRecord(value)) return [];
    return Object.entries(value).flatMap(([name, argument]) => {
      const names =
        name === 'Ref'
          ? [String(argument)]
          : name === 'Fn::GetAtt'
            ? [[argument].flat().join('.')]
            : name === 'Fn::Sub'
              ? [...String([argument].flat()[0]).matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, each = '']) => each)
              : [];
      const found = [
        ...names.flatMap((each) => referred(stack, each)),
        ...(name === 'Fn::FindInMap' && Array.isArray(argument)
          ? [{ stack, value: mappingsNamed(stack, argument[0]) }]
          : []),
        ...(name === 'Fn::ImportValue' ? exported(argument) : []),
      ];
      return [
        ...behind(stack, argument, seen),
        ...found.flatMap((each) => {
          const id = `${each.stack.node.path} ${JSON.stringify(each.value)}`;
          if (seen.has(id)) return [];
          return [each, ...behind(each.stack, each.value, new Set([...seen, id]))];
        }),
      ];
    });
  }

  return (stack, value) => behind(stack, value, new Set());
}

/** Every string in a value, the arguments of its intrinsic functions among them. */
export function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

function fragmentOf(element: CfnElement): Record<string, unknown> {
  // Synthesis itself calls this. It is public, but missing from CDK's declarations.
  const { _toCloudFormation } = element as CfnElement & { _toCloudFormation(): object };
  const fragment: unknown = element.stack.resolve(_toCloudFormation.call(element));
  return isRecord(fragment) ? fragment : {};
}
