import { credentialIn, isPublicName, namedAs, wordsOf } from '@amplify-secrets/runtime/contract';

/** What a variable of a file seems to be, by its name and its value. */
export type VariableKind =
  /** Not to be seen by anyone else. `why` is what it seems to be. */
  | { readonly kind: 'secret'; readonly why: string }
  /** A build puts it into what browsers load. */
  | { readonly kind: 'browser'; readonly why: string; readonly isExposed: boolean }
  /** Of the machine, or of AWS's own: not to be taken along. */
  | { readonly kind: 'left'; readonly why: string }
  | { readonly kind: 'plain'; readonly why: string };

/** Prefixes by which Next.js, Vite, Nuxt, Expo, Astro, SvelteKit, Gatsby and others put a variable into the bundle. */
const BUNDLED =
  /^(?:NEXT_PUBLIC|NUXT_PUBLIC|EXPO_PUBLIC|SNOWPACK_PUBLIC|PUBLIC|VITE|GATSBY|REACT_APP|VUE_APP|NG_APP|STORYBOOK)_(?=.)/;
/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
const OF_LAMBDA =
  /^(?:_HANDLER|_X_AMZN_TRACE_ID|AWS_(?:DEFAULT_REGION|REGION|EXECUTION_ENV|LAMBDA_\w+|ACCESS_KEY(?:_ID)?|SECRET_ACCESS_KEY|SESSION_TOKEN|XRAY_\w+)|LAMBDA_(?:TASK_ROOT|RUNTIME_DIR)|PATH|HOME|SHELL|USER|PWD|AWS_PROFILE)$/;
const CREDENTIALS_OF_AWS = /^AWS_(?:ACCESS_KEY(?:_ID)?|SECRET_ACCESS_KEY|SESSION_TOKEN)$/;
/** What a name like a credential's may hold that is none: a switch, a number, an address. */
const SETTING = /^(?:true|false|yes|no|on|off|null|none|\d{1,6}|https?:\/\/[^\s:@]+|arn:\S+|\.{0,2}\/\S+\.\w{1,8})$/i;
/** The same, of a variable whose last word says that it is a credential itself: digits and addresses may be one. */
const SETTING_OF_CREDENTIAL = /^(?:true|false|yes|no|on|off|null|none|arn:\S+|\.{1,2}\/\S+\.\w{1,8})$/i;
const CREDENTIALS: readonly string[] = [
  'password',
  'passwd',
  'passphrase',
  'pass',
  'pwd',
  'pin',
  'secret',
  'token',
  'key',
];

export function kindOfVariable(name: string, value: string): VariableKind {
  const [prefix] = BUNDLED.exec(name) ?? [];
  if (prefix !== undefined) {
    const found = credentialIn(name, value) ?? (isNamedSecret(name.slice(prefix.length)) ? 'a credential' : undefined);
    return found === undefined
      ? { kind: 'browser', why: `${prefix}… is built into what browsers load`, isExposed: false }
      : { kind: 'browser', why: `${found}, and ${prefix}… is built into what browsers load`, isExposed: true };
  }
  if (CREDENTIALS_OF_AWS.test(name)) {
    return { kind: 'left', why: 'credentials of AWS: a function has those of its role' };
  }
  if (OF_LAMBDA.test(name)) return { kind: 'left', why: 'set by the machine, or by Lambda' };
  const found = credentialIn(name, value);
  if (found !== undefined) return { kind: 'secret', why: found };
  const words = wordsOf(name);
  if (isPublicName(words)) return { kind: 'plain', why: 'public by its name' };
  const last = words.at(-1) ?? '';
  const named = namedAs(words) ?? (last === 'pin' ? 'password' : undefined);
  const setting = CREDENTIALS.includes(last) ? SETTING_OF_CREDENTIAL : SETTING;
  if (named === undefined || setting.test(value)) return { kind: 'plain', why: 'plain configuration' };
  return { kind: 'secret', why: named === 'password' ? 'a password, by its name' : 'a credential, by its name' };
}

/** `VITE_DB_PASSWORD`; not `VITE_MAPS_KEY`, which is made for browsers. */
function isNamedSecret(name: string): boolean {
  const words = wordsOf(name);
  const named = namedAs(words);
  return (named === 'password' || named === 'secret') && !isPublicName(words);
}
