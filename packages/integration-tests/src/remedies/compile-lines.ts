import { join } from 'node:path';
import ts from 'typescript';
import { repositoryRoot } from '../repository.js';
import type { Code } from './code-in.js';
import { ODD } from './hostile.js';

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  noEmit: true,
};

/** What is in scope where a user pastes a line: the kit, CDK, a backend, a set with odd keys, and what examples name. */
const SCOPE = `
import { defineBackend, defineFunction, secret as amplify } from '@aws-amplify/backend';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { Duration, Stack } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { z } from 'zod';
import * as fs from 'node:fs';
import type { TaskDefinition } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import {
  type AmplifyFunction, allSecrets, amplifySecret, checkSecrets, type ComputeRoleBackend, configureGuard, defineComputeRole, defineSecretRotation,
  type Deployment, ecsSecrets, type EcsSecretsOptions, type GrantOptions, grantSecretRead, grantSecretReadWrite, grantSecretWrite,
  type GuardAcceptance, secretsDescriptor, secretsMatching,
} from '@amplify-secrets/backend';
import {
  binarySecret, configureSecrets, createSecretsClient, defineSecrets, type Descriptor, envSecret, type EnvironmentOptions, getSecret,
  type GetSecretOptions, jsonSecret, putSecret, reveal, secretNamed, textSecret, type UnsavedValue, updateSecret,
} from '@amplify-secrets/runtime';
import { emfEvents } from '@amplify-secrets/runtime/events';
import { createNextSecrets } from '@amplify-secrets/runtime/next';
import type { DatabaseUserOptions, PasswordOptions } from '@amplify-secrets/runtime/rotation';
import { redactSecretsOf } from '@amplify-secrets/runtime/redact';
import { sdkTransport } from '@amplify-secrets/runtime/sdk';
import { useSecrets } from '@amplify-secrets/runtime/testing';

const definitions = {
  tokens: jsonSecret<{ expiresAt: number }>(),
  mySecret: textSecret(),
  stripe: jsonSecret(['apiKey', ...${JSON.stringify(ODD)}]),
${ODD.map((key) => `  [${JSON.stringify(key)}]: textSecret(),`).join('\n')}
};
const secrets = defineSecrets({ app: 'shop', environments: { prod: 'main' }, secrets: definitions });
const others = secrets;
type Functions = { readonly [name: string]: AmplifyFunction };
declare const backend: ComputeRoleBackend & Functions;
declare const fn: AmplifyFunction;
declare const scope: Construct;
declare const stack: Stack;
declare const taskDefinition: TaskDefinition;
declare const secret: Secret & typeof amplify;
declare const key: Key;
declare const keyArn: string;
declare const functionArn: string;
declare const id: string;
declare const name: string;
declare const value: string;
declare const outputs: { readonly custom?: object };
declare const descriptor: Descriptor;
declare const deployment: Deployment;
declare const event: unknown;
declare const secretsManager: SecretsManager;
declare const error: { readonly value: UnsavedValue };
declare const context: { getRemainingTimeInMillis(): number };
declare function refresh(): Promise<{ expiresAt: number }>;
declare const myFunction: ReturnType<typeof defineFunction>;
declare function connection(): Promise<void>;
declare function client(options: Parameters<typeof createSecretsClient>[0]): void;
declare function set<const E extends string>(environments: Record<string, string | readonly string[] | EnvironmentOptions>): void;
declare function databaseUser(options: Partial<DatabaseUserOptions<object>>): void;
declare function object(options: PasswordOptions | GrantOptions | GuardAcceptance | EnvironmentOptions | GetSecretOptions | Descriptor | Record<string, typeof value>): void;
`;

/** How a user gives a property or an object on its own. */
function statementOf({ kind, code }: Code): string {
  if (kind === 'statement' || kind === 'expression') return code;
  if (kind === 'object') return `object(${code})`;
  const option = /^\w+/.exec(code)?.[0] ?? '';
  if (option === 'app') return `defineSecrets({ ${code}, environments: { prod: 'main' }, secrets: {} })`;
  if (option === 'environments') return `defineSecrets({ app: 'shop', ${code}, secrets: {} })`;
  if (option === 'secrets') return `defineSecrets({ app: 'shop', environments: { prod: 'main' }, ${code} })`;
  if (option === 'name' || option === 'encryptionKey') return `textSecret({ ${code} })`;
  if (['store', 'branches', 'appId'].includes(option)) return `set({ prod: { ${code} } })`;
  if (option === 'fields') return `databaseUser({ ${code} })`;
  if (option === 'batch') return `grantSecretRead(fn, secrets.stripe, { ${code} })`;
  if (option === 'attach') return `defineComputeRole(backend, { ${code} })`;
  if (option === 'accept' || option === 'guard') return `configureGuard(backend, { ${code} })`;
  const acceptance = { finding: "'SecretUnread'", at: "'stripe'", reason: "'It is meant.'" };
  if (option in acceptance) {
    const rest = Object.entries(acceptance).flatMap(([each, value]) => (each === option ? [] : [`${each}: ${value}`]));
    return `configureGuard(backend, { accept: [{ ${code}, ${rest.join(', ')} }] })`;
  }
  if (
    ['descriptor', 'region', 'credentials', 'transport', 'ttl', 'timeout', 'onEvent', 'now', 'random'].includes(option)
  ) {
    return `client({ ${code} })`;
  }
  const isSecret = /: (?:json|text|binary)Secret\(/.test(code);
  return isSecret
    ? `defineSecrets({ app: 'shop', environments: { prod: 'main' }, secrets: { ${code} } })`
    : `set({ ${code} })`;
}

/** What the compiler says of each line, in one program, all pasted in functions of their own; empty where all compile. */
export function compileErrors(lines: readonly Code[]): readonly string[] {
  const different = [...new Set(lines.map((line) => JSON.stringify(line)))].map((line): Code => JSON.parse(line));
  const path = join(repositoryRoot, 'packages/integration-tests/src/remedies/pasted.ts');
  const head = `${SCOPE}\n`;
  let text = head;
  const starts = different.map((line, index) => {
    const start = text.length;
    text += `async function line${index}() {\n${statementOf(line)};\n}\n`;
    return start;
  });
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (file) => file === path || fileExists(file);
  host.getSourceFile = (file, ...rest) =>
    file === path ? ts.createSourceFile(file, text, ts.ScriptTarget.ES2023) : getSourceFile(file, ...rest);
  const program = ts.createProgram([path], OPTIONS, host);
  const source = program.getSourceFile(path);
  const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  return found.map(({ start = 0, messageText }) => {
    const index = starts.findLastIndex((each) => each <= start);
    const line = different[index];
    return `${line === undefined ? 'the scope' : `${line.kind} ${line.code}`}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}
