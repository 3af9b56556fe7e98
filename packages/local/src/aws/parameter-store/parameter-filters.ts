import { AwsError } from '../../aws-error.js';
import { list, required, string, structure } from '../api/shape.js';
import { latestOf, type Parameter } from './parameter.js';

export const parameterFilters = list(
  structure({
    Key: required(string({ min: 1, max: 132, pattern: /^(tag:.+|Name|Type|KeyId|Path|Label|Tier|DataType)$/ })),
    Option: string({ min: 1, max: 10 }),
    Values: list(string({ min: 1, max: 1024 }), { min: 1, max: 50 }),
  }),
);

export interface ParameterFilter {
  readonly Key: string;
  readonly Option: string | undefined;
  readonly Values: readonly string[] | undefined;
}

/** The filter keys of each operation: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html */
const FILTER_KEYS = {
  DescribeParameters: /^(tag:.+|Name|Type|KeyId|Path|Tier|DataType)$/,
  GetParametersByPath: /^(Type|KeyId|Label)$/,
};

export function matchesParameterFilters(
  parameter: Parameter,
  filters: readonly ParameterFilter[] | undefined,
  operation: keyof typeof FILTER_KEYS,
): boolean {
  return (filters ?? []).every((filter) => {
    checkFilter(filter, operation);
    return matches(parameter, filter);
  });
}

export function checkFilter({ Key, Option }: ParameterFilter, operation: keyof typeof FILTER_KEYS): void {
  if (!FILTER_KEYS[operation].test(Key)) {
    throw new AwsError('InvalidFilterKey', `The following filter key is not valid: ${Key}.`);
  }
  const options = Key === 'Path' ? ['OneLevel', 'Recursive'] : ['Equals', 'BeginsWith'];
  if (Key === 'Name') options.push('Contains');
  if (Option === undefined || options.includes(Option)) return;
  throw new AwsError('InvalidFilterOption', `The following filter option is not valid: ${Option}.`);
}

function matches(parameter: Parameter, { Key, Option = 'Equals', Values = [] }: ParameterFilter): boolean {
  if (Key === 'Path') return Values.some((path) => isUnder(parameter.name, path, Option === 'Recursive'));
  const candidates = candidatesFor(parameter, Key);
  if (Values.length === 0) return candidates.length > 0;
  return candidates.some((candidate) =>
    Values.some((value) => {
      if (Option === 'BeginsWith') return candidate.startsWith(value);
      return Option === 'Contains' ? candidate.includes(value) : candidate === value;
    }),
  );
}

function candidatesFor({ name, tags, ...parameter }: Parameter, key: string): readonly string[] {
  const latest = latestOf({ name, tags, ...parameter });
  switch (key) {
    case 'Name':
      return [name];
    case 'Type':
      return [latest.type];
    case 'KeyId':
      return latest.keyId === undefined ? [] : [latest.keyId];
    case 'Tier':
      return [latest.tier];
    case 'DataType':
      return [latest.dataType];
    case 'Label':
      return parameter.versions.flatMap((version) => [...version.labels]);
    default: {
      const tag = tags.get(key.slice('tag:'.length));
      return tag === undefined ? [] : [tag];
    }
  }
}

function isUnder(name: string, path: string, recursive: boolean): boolean {
  const prefix = path.endsWith('/') ? path : `${path}/`;
  const full = name.startsWith('/') ? name : `/${name}`;
  return full.startsWith(prefix) && (recursive || !full.slice(prefix.length).includes('/'));
}
