export { commandLine } from '@amplify-secrets/runtime/contract';
