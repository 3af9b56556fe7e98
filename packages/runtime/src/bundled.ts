// The main entry for bundlers (the condition `module` in package.json). The synthesis has checked the declaration, so a handler's bundle
// leaves the checks out. Its types are those of ./index.js.
export { declareSecrets as defineSecrets } from './define/declare-secrets.js';
export {
  binaryDefinition as binarySecret,
  jsonDefinition as jsonSecret,
  textDefinition as textSecret,
} from './define/definitions.js';
export * from './index.js';
