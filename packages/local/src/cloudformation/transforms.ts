import { type JsonObject, property } from './json.js';

/**
 * Whether a transform may change what a backend is read from, when AWS deploys the template.
 *
 * A resource of SAM counts with or without its transform, since AWS deploys none as it stands. Two known transforms do not
 * count: one adds rotation functions with their own roles; the other adds intrinsic functions, which are unresolved here
 * anyway, and loops, which do count.
 */
export function isRewritten(template: JsonObject): boolean {
  const transforms = [property(template, 'Transform') ?? []].flat();
  const harmless = /^AWS::(SecretsManager-[0-9-]+|LanguageExtensions)$/;
  const known = transforms.every((name) => typeof name === 'string' && harmless.test(name));
  const text = JSON.stringify(template);
  return !known || /"Fn::(Transform|ForEach::[^"]*)":|"Type":"AWS::Serverless::/.test(text);
}
