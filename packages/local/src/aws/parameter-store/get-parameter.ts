import { createHash } from 'node:crypto';
import { type Invocation, type Json, operation, seconds } from '../api/operation.js';
import { pageOf } from '../api/page.js';
import { flag, integer, list, required, structure, text } from '../api/shape.js';
import { latestOf, type Parameter, type ParameterVersion } from './parameter.js';
import { demandParameterKey, reachParameter } from './parameter-access.js';
import { parameterNotFound, parameterVersionNotFound, validation } from './parameter-errors.js';
import { matchesParameterFilters, parameterFilters } from './parameter-filters.js';
import { checkPath } from './parameter-name.js';
import { type ParameterStore, splitSelector, toArn } from './parameter-store.js';
import { isSecretReference, readSecretReference } from './secret-reference.js';

const name = text({ min: 1, max: 2048 });

export const getParameter = operation(
  structure({ Name: required(name), WithDecryption: flag }),
  (store: ParameterStore, { Name, WithDecryption }, invocation) => {
    if (isSecretReference(Name)) {
      const found = readSecretReference(store, Name, 'GetParameter', WithDecryption, invocation);
      if (found === undefined) throw parameterNotFound();
      return { Parameter: found };
    }
    const asked = splitSelector(Name);
    const parameter = reachParameter(store, asked.name, 'GetParameter', invocation);
    if (parameter === undefined) throw parameterNotFound();
    const version = select(parameter, asked.selector);
    if (version === undefined) throw parameterVersionNotFound(asked.name, asked.selector ?? '');
    const selector = asked.selector === undefined ? undefined : `:${asked.selector}`;
    return { Parameter: show(parameter, version, WithDecryption, invocation, selector) };
  },
);

/** Every name is judged before any is read: one that is denied fails the whole call. */
export const getParameters = operation(
  structure({ Names: required(list(name, { min: 1, max: 10 })), WithDecryption: flag }),
  (store: ParameterStore, { Names, WithDecryption }, invocation) => {
    if (new Set(Names).size < Names.length)
      throw validation('Duplicate parameter names are not allowed in one request.');
    const found = Names.filter((asked) => !isSecretReference(asked)).map((asked) => {
      const { name, selector } = splitSelector(asked);
      const parameter = reachParameter(store, name, 'GetParameters', invocation);
      return { asked, selector, parameter, version: parameter && select(parameter, selector) };
    });
    const references = Names.filter(isSecretReference).map((asked) => ({
      asked,
      shown: readSecretReference(store, asked, 'GetParameters', WithDecryption, invocation),
    }));
    const parameters = found.flatMap(({ parameter, version, selector }) => {
      if (parameter === undefined || version === undefined) return [];
      const shownSelector = selector === undefined ? undefined : `:${selector}`;
      return [show(parameter, version, WithDecryption, invocation, shownSelector)];
    });
    return {
      Parameters: [...parameters, ...references.flatMap(({ shown }) => (shown === undefined ? [] : [shown]))],
      InvalidParameters: [
        ...found.filter(({ version }) => version === undefined),
        ...references.filter(({ shown }) => shown === undefined),
      ].map(({ asked }) => asked),
    };
  },
);

export const getParametersByPath = operation(
  structure({
    Path: required(name),
    Recursive: flag,
    ParameterFilters: parameterFilters,
    WithDecryption: flag,
    MaxResults: integer({ min: 1, max: 10 }),
    NextToken: text(),
  }),
  (
    store: ParameterStore,
    { Path, Recursive = false, WithDecryption, MaxResults, NextToken, ParameterFilters },
    invocation,
  ) => {
    checkPath(Path);
    const path = Path.endsWith('/') ? Path : `${Path}/`;
    const resource = toArn(store, path === '/' ? '/' : path.slice(0, -1));
    invocation.access.demand('ssm:GetParametersByPath', resource, { context: { 'ssm:recursive': String(Recursive) } });
    const under = store.all().filter(({ name }) => {
      return name.startsWith(path) && (Recursive || !name.slice(path.length).includes('/'));
    });
    const matching = under.filter((parameter) =>
      matchesParameterFilters(parameter, ParameterFilters, 'GetParametersByPath'),
    );
    const request = JSON.stringify([path, Recursive, ParameterFilters]);
    const page = pageOf(matching, MaxResults ?? 10, NextToken, request, 'InvalidNextToken');
    return {
      Parameters: page.items.map((parameter) => show(parameter, latestOf(parameter), WithDecryption, invocation)),
      ...(page.nextToken && { NextToken: page.nextToken }),
    };
  },
);

export const getParameterHistory = operation(
  structure({
    Name: required(name),
    WithDecryption: flag,
    MaxResults: integer({ min: 1, max: 50 }),
    NextToken: text(),
  }),
  (store: ParameterStore, { Name, WithDecryption, MaxResults, NextToken }, invocation) => {
    const parameter = reachParameter(store, Name, 'GetParameterHistory', invocation);
    if (parameter === undefined) throw parameterNotFound();
    const page = pageOf(
      parameter.versions,
      MaxResults ?? 50,
      NextToken,
      `history ${parameter.arn}`,
      'InvalidNextToken',
    );
    return {
      Parameters: page.items.map((version) => ({
        ...metadata(parameter, version),
        Value: shownValue(parameter, version, WithDecryption, invocation),
        Labels: [...version.labels],
      })),
      ...(page.nextToken && { NextToken: page.nextToken }),
    };
  },
);

function select(parameter: Parameter, selector: string | undefined): ParameterVersion | undefined {
  if (selector === undefined) return latestOf(parameter);
  return parameter.versions.find(({ version, labels }) => String(version) === selector || labels.has(selector));
}

function show(
  parameter: Parameter,
  version: ParameterVersion,
  decrypt: boolean | undefined,
  invocation: Invocation,
  selector?: string,
): Json {
  return {
    Name: parameter.name,
    ARN: parameter.arn,
    Type: version.type,
    Value: shownValue(parameter, version, decrypt, invocation),
    Version: version.version,
    DataType: version.dataType,
    LastModifiedDate: seconds(version.modifiedAt),
    ...(selector !== undefined && { Selector: selector }),
  };
}

function shownValue(
  parameter: Parameter,
  version: ParameterVersion,
  decrypt: boolean | undefined,
  invocation: Invocation,
): string {
  if (version.type !== 'SecureString') return version.value;
  if (!decrypt) return ciphertext(parameter, version);
  demandParameterKey('read', { ...version, arn: parameter.arn }, invocation);
  return version.value;
}

/** Stands for what AWS KMS would have made. It depends on nothing of the value, so it gives nothing of it away. */
function ciphertext(parameter: Parameter, version: ParameterVersion): string {
  const noise = createHash('sha512').update(`${parameter.arn}:${version.version}`).digest('base64');
  return `AQICAH${noise}`.replace(/=+$/, '==');
}

export function metadata(parameter: Parameter, version: ParameterVersion): Json {
  return {
    Name: parameter.name,
    ARN: parameter.arn,
    Type: version.type,
    Version: version.version,
    Tier: version.tier,
    DataType: version.dataType,
    Policies: [],
    LastModifiedDate: seconds(version.modifiedAt),
    LastModifiedUser: version.modifiedBy,
    ...(version.keyId !== undefined && { KeyId: version.keyId }),
    ...(version.description !== undefined && { Description: version.description }),
    ...(version.allowedPattern !== undefined && { AllowedPattern: version.allowedPattern }),
  };
}
