import { CfnElement, CfnResource, type Stack } from 'aws-cdk-lib';
import { isRecord } from './choices.js';
import { oncePer } from './once-per.js';
import type { StageResources } from './stage-resources.js';

/** All strings of which CloudFormation may make a value of a template, besides those that are written in the value itself. */
export type StringsBehind = (stack: Stack, value: unknown) => readonly string[];

/**
 * Follows references: to mappings, parameters with a default or the values that a nested stack is given, resources that have the value as a
 * property, and exports of the same app. What comes from elsewhere is not known.
 */
export function stringsBehind({ constructs, templateOf }: StageResources): StringsBehind {
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
  const exported = oncePer((name: string) => {
    const stacks = new Set(elements.map(({ stack }) => stack));
    return [...stacks].flatMap((stack) =>
      Object.values(sectionsOf(stack).Outputs ?? {}).flatMap((output) =>
        isRecord(output) && isRecord(output.Export) && output.Export.Name === name
          ? [{ stack, value: output.Value }]
          : [],
      ),
    );
  });

  /** The values of a reference by its name: `Param`, or `Resource.Attribute`. */
  function referred(stack: Stack, name: string): readonly { readonly stack: Stack; readonly value: unknown }[] {
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
    return [{ stack, value: templateOf(resource)?.Properties?.[attribute] }];
  }

  function behind(stack: Stack, value: unknown, seen: ReadonlySet<string>): string[] {
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
          ? [{ stack, value: sectionsOf(stack).Mappings?.[String(argument[0])] }]
          : []),
        ...(name === 'Fn::ImportValue' && typeof argument === 'string' ? exported(argument) : []),
      ];
      return [
        ...behind(stack, argument, seen),
        ...found.flatMap((each) => {
          const id = `${each.stack.node.path} ${JSON.stringify(each.value)}`;
          if (seen.has(id)) return [];
          return [...stringsIn(each.value), ...behind(each.stack, each.value, new Set([...seen, id]))];
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
