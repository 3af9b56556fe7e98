import { isPlaceholder } from './no-credential.js';

/** The kind of connection with a password in a value, if there is one: a URL, or what a database's driver is given. */
export function connectionIn(value: string): string | undefined {
  if (hasUrlWithPassword(value)) return 'a URL with a password';
  if (hasDriverPassword(value)) return 'a connection with a password';
  return undefined;
}

/** `postgres://app:…@db.internal/app`, with a password in plain text: neither a reference, nor a place to fill in. */
function hasUrlWithPassword(value: string): boolean {
  const [first = '', ...rest] = value.split('://');
  return rest.some((behind, index) => {
    const scheme = index === 0 ? first : (rest[index - 1] ?? '');
    return /[a-z0-9+.-]$/i.test(scheme) && hasPassword(behind);
  });
}

function hasPassword(behind: string): boolean {
  const [authority = ''] = behind.split(/[\s/?#]/, 1);
  const end = authority.lastIndexOf('@');
  const start = authority.indexOf(':');
  if (start === -1 || start > end || end === authority.length - 1) return false;
  return isPlain(authority.slice(start + 1, end));
}

/** `Server=db;User Id=app;Password=…;`, `jdbc:…?user=app&password=…`, `jdbc:oracle:thin:app/…@db`, `machine db login app password …`. */
function hasDriverPassword(value: string): boolean {
  const passwords = [OF_PARTS, OF_QUERY, ORACLE, NETRC].flatMap((form) =>
    [...value.matchAll(form)].map(([, password]) => password),
  );
  return passwords.some((password) => password !== undefined && isPlain(password));
}

const OF_PARTS = /(?:^|;)\s?(?:password|pwd)\s?=\s?([^;\s]{3,128})/gi;
const OF_QUERY = /[?&](?:password|pwd)=([^&;\s]{3,128})/gi;
const ORACLE = /\boracle:(?:thin|oci):[\w$.-]{1,64}\/([^\s@/]{3,128})@/gi;
const NETRC = /\blogin\s\S{1,100}\spassword\s(\S{3,128})/gi;

function isPlain(password: string): boolean {
  return password.length >= 3 && !isPlaceholder(password) && !/^(?:\$\{|<|\{|%7B)/i.test(password);
}
